#include <string>
#include <unordered_map>

struct User {
  std::string id, name, email;
};

std::string mailbox(const User &user) { return "Mail of " + user.name + " <" + user.email + ">"; }

std::unordered_map<std::string, std::string> cache;

std::string inbox(const User &user) {
  const std::string key = user.id.substr(0, 4);
  auto it = cache.find(key);
  if (it != cache.end())
    return it->second;
  std::string text = mailbox(user);
  cache[key] = text; // finding: crosstalk-weak-key
  return text;
}
