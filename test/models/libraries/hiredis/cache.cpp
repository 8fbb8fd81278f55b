// hiredis: the command's text is the key.
#include <hiredis/hiredis.h>
#include <string>

struct User {
  std::string id, name, email;
};

redisContext *redis;

std::string render(const User &user) { return "Dear " + user.name + ", " + user.email; }

std::string byPath(const User &user, const std::string &path) {
  auto *reply = static_cast<redisReply *>(redisCommand(redis, "GET page:%s", path.c_str()));
  if (reply->type == REDIS_REPLY_STRING)
    return reply->str;
  std::string page = render(user);
  redisCommand(redis, "SET page:%s %s", path.c_str(), page.c_str()); // finding: crosstalk-unkeyed-cache
  return page;
}

std::string byUser(const User &user, const std::string &path) {
  auto *reply = static_cast<redisReply *>(redisCommand(redis, "GET page:%s:%s", user.id.c_str(), path.c_str()));
  if (reply->type == REDIS_REPLY_STRING)
    return reply->str;
  std::string page = render(user);
  redisCommand(redis, "SET page:%s:%s %s", user.id.c_str(), path.c_str(), page.c_str());
  return page;
}
