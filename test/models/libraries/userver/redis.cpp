// userver: Redis as a cache.
#include "../caller.h"
#include "userver.h"

using namespace userver;
storages::redis::Client *client;
storages::redis::CommandControl control;

std::string page_bad(const Caller &caller, const std::string &path) {
  if (auto found = client->Get("page:" + path, control).Get())
    return *found;
  client->Set("page:" + path, statement(caller), control); // finding: crosstalk-unkeyed-cache
  return statement(caller);
}
