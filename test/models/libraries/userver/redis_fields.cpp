// userver: Redis as a cache of fields.
#include "../caller.h"
#include "userver.h"

using namespace userver;
storages::redis::Client *client;
storages::redis::CommandControl control;

std::string letter_bad(const Caller &caller, const std::string &path) {
  if (auto found = client->Hget("letter:" + path, "text", control).Get())
    return *found;
  client->Hset("letter:" + path, "text", statement(caller), control); // finding: crosstalk-unkeyed-cache
  return statement(caller);
}
