// userver: Redis as a store of what belongs to somebody.
#include "../caller.h"
#include "userver.h"

using namespace userver;
storages::redis::Client *client;
storages::redis::CommandControl control;

void removed(const Caller &caller, const server::http::HttpRequest &request) {
  show(caller.email);
  client->Del("draft:" + request.GetArg("draft"), control); // finding: crosstalk-unscoped-write
}
