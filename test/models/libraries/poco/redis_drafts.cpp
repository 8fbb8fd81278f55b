// Poco: Redis as a store of what belongs to somebody.
#include "../caller.h"
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Redis/Client.h>
#include <Poco/Redis/Command.h>

using Poco::Redis::Command;

Poco::Redis::Client redis;

void removed(const Caller &caller, Poco::Net::HTTPServerRequest &request) {
  show(caller.email);
  redis.execute<Poco::Int64>(Command::del("draft:" + request.get("X-Draft"))); // finding: crosstalk-unscoped-write
}
