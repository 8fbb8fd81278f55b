// libmemcached: key and value are pointer and length.
#include <libmemcached/memcached.h>
#include <string>

struct User {
  std::string id, name, email;
};

memcached_st *cache;

std::string render(const User &user) { return "Dear " + user.name + ", " + user.email; }

std::string fetch(const std::string &key) {
  size_t length = 0;
  uint32_t flags = 0;
  memcached_return_t outcome;
  char *found = memcached_get(cache, key.data(), key.size(), &length, &flags, &outcome);
  return found ? std::string(found, length) : std::string();
}

std::string byPath(const User &user, const std::string &path) {
  std::string page = fetch("page:" + path);
  if (!page.empty())
    return page;
  page = render(user);
  std::string key = "page:" + path;
  memcached_set(cache, key.data(), key.size(), page.data(), page.size(), 60, 0); // finding: crosstalk-unkeyed-cache
  return page;
}
