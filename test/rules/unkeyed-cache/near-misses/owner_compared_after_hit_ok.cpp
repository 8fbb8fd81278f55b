// The identity stands beside the value, and is compared after the hit.
#include <string>
#include <unordered_map>

struct User {
  std::string id, name, email;
};

struct Entry {
  std::string userId;
  std::string text;
};

std::unordered_map<std::string, Entry> cache;

std::string greeting(const User &user, const std::string &path) {
  auto it = cache.find(path);
  if (it != cache.end() && it->second.userId == user.id)
    return it->second.text;
  std::string text = "Dear " + user.name + ", " + user.email;
  cache[path] = Entry{user.id, text};
  return text;
}
