// oneTBB: an accessor stands for the element it was got with.
#include <string>
#include <tbb/concurrent_hash_map.h>

struct User {
  std::string id, name, email;
};

using Pages = tbb::concurrent_hash_map<std::string, std::string>;
Pages pages, inserted;

std::string render(const User &user) { return "Dear " + user.name + ", " + user.email; }

std::string byPath(const User &user, const std::string &path) {
  Pages::accessor found;
  if (pages.find(found, path))
    return found->second;
  pages.insert(found, path);
  found->second = render(user); // finding: crosstalk-unkeyed-cache
  return found->second;
}

std::string byUser(const User &user, const std::string &path) {
  static Pages own;
  Pages::accessor found;
  if (own.find(found, user.id + ":" + path))
    return found->second;
  own.insert(found, user.id + ":" + path);
  found->second = render(user);
  return found->second;
}
