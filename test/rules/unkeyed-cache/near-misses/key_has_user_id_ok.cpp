#include <string>
#include <unordered_map>

struct User {
  std::string id, name, email;
};

std::unordered_map<std::string, std::string> cache;

std::string greeting(const User &user, const std::string &path) {
  const std::string key = user.id + "|" + path;
  auto it = cache.find(key);
  if (it != cache.end())
    return it->second;
  return cache[key] = "Dear " + user.name + ", " + user.email;
}
