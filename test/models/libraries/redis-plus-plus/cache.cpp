// redis-plus-plus: a key without its user is everybody's.
#include "redis++.h"

struct User {
  std::string id, name, email;
};

sw::redis::Redis redis("tcp://127.0.0.1");

std::string render(const User &user) { return "Dear " + user.name + ", " + user.email; }

std::string byPath(const User &user, const std::string &path) {
  if (auto found = redis.get("page:" + path))
    return *found;
  std::string page = render(user);
  redis.set("page:" + path, page); // finding: crosstalk-unkeyed-cache
  return page;
}

std::string expiring(const User &user, const std::string &path) {
  if (auto found = redis.get("expiring:" + path))
    return *found;
  std::string page = render(user);
  redis.setex("expiring:" + path, 60, page); // finding: crosstalk-unkeyed-cache
  return page;
}

std::string byUser(const User &user, const std::string &path) {
  if (auto found = redis.get("own:" + user.id + ":" + path))
    return *found;
  std::string page = render(user);
  redis.set("own:" + user.id + ":" + path, page);
  return page;
}
