// Poco: Redis commands are objects that a client runs.
#include "../caller.h"
#include <Poco/Redis/Client.h>
#include <Poco/Redis/Command.h>

using Poco::Redis::BulkString;
using Poco::Redis::Command;

Poco::Redis::Client redis;

std::string page_bad(const Caller &caller, const std::string &path) {
  BulkString found = redis.execute<BulkString>(Command::get("page:" + path));
  if (found.isNull())
    redis.execute<std::string>(Command::set("page:" + path, statement(caller))); // finding: crosstalk-unkeyed-cache
  return found.value();
}

std::string field_bad(const Caller &caller, const std::string &path) {
  BulkString found = redis.execute<BulkString>(Command::hget("letter:" + path, "text"));
  if (found.isNull())
    redis.execute<std::string>(Command::hset("letter:" + path, "text", statement(caller))); // finding: crosstalk-unkeyed-cache
  return found.value();
}
