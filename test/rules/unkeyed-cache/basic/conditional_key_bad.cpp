// The identity is in the key on one path only.
#include <map>
#include <string>

struct User {
  std::string id, name, email;
};

std::map<std::string, std::string> cache;

std::string greeting(const User &user, const std::string &path, bool personal) {
  std::string key = path;
  if (personal)
    key += ":" + user.id;
  auto it = cache.find(key);
  if (it != cache.end())
    return it->second;
  std::string text = "Dear " + user.name + ", " + user.email;
  cache[key] = text; // finding: crosstalk-unkeyed-cache
  return text;
}
