#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>

struct User {
  std::string id, name, email;
};

std::string mailbox(const User &user) { return "Mail of " + user.name + " <" + user.email + ">"; }

struct Entry {
  std::string userId;
  std::string text;
};

std::unordered_map<std::uint16_t, Entry> cache;

std::string inbox(const User &user) {
  const auto slot = static_cast<std::uint16_t>(std::hash<std::string>{}(user.id));
  auto it = cache.find(slot);
  if (it != cache.end() && it->second.userId == user.id)
    return it->second.text;
  std::string text = mailbox(user);
  cache[slot] = Entry{user.id, text};
  return text;
}
