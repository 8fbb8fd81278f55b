#include "keys.h"

static std::unordered_map<unsigned short, std::string> cache;

std::string inbox(const User &user) {
  const unsigned short slot = slotOf(user);
  auto it = cache.find(slot);
  if (it != cache.end())
    return it->second;
  std::string text = mailbox(user);
  cache[slot] = text; // finding: crosstalk-weak-key
  return text;
}
