// Folly: the LRU map.
#include "folly.h"
#include <string>

struct User {
  std::string id, name, email;
};

folly::EvictingCacheMap<std::string, std::string> pages(100), own(100);

std::string render(const User &user) { return "Dear " + user.name + ", " + user.email; }

std::string byPath(const User &user, const std::string &path) {
  if (pages.exists(path))
    return pages.get(path);
  std::string page = render(user);
  pages.set(path, page); // finding: crosstalk-unkeyed-cache
  return page;
}

std::string byUser(const User &user, const std::string &path) {
  if (own.exists(user.id + ":" + path))
    return own.get(user.id + ":" + path);
  std::string page = render(user);
  own.set(user.id + ":" + path, page);
  return page;
}
