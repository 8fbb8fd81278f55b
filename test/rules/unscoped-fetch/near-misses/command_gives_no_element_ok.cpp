// A distance between two places that everybody sees is no record of anybody.
#include <hiredis/hiredis.h>
#include <string>

struct Rider {
  std::string riderId;
};

std::string textOf(void *reply);

std::string balance(redisContext *redis, const Rider &rider) {
  return textOf(redisCommand(redis, "GET wallet:%s", rider.riderId.c_str()));
}

std::string distance(redisContext *redis, const Rider &rider, const std::string &from, const std::string &to) {
  if (rider.riderId.empty())
    return "";
  return textOf(redisCommand(redis, "GEODIST places %s %s m", from.c_str(), to.c_str()));
}
