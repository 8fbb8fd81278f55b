#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>

struct User {
  std::string id, name, email;
};

std::string mailbox(const User &user) { return "Mail of " + user.name + " <" + user.email + ">"; }

std::unordered_map<std::uint16_t, std::string> cache;

std::string inbox(const User &user) {
  const auto key = static_cast<std::uint16_t>(std::hash<std::string>{}(user.id));
  auto it = cache.find(key);
  if (it != cache.end())
    return it->second;
  std::string text = mailbox(user);
  cache[key] = text; // finding: crosstalk-weak-key
  return text;
}
