#include "menu.h"

static std::unordered_map<std::string, std::string> menus;

std::string cachedMenu(const User &user) {
  auto it = menus.find(user.name);
  if (it != menus.end())
    return it->second;
  std::string text = menuFor(user);
  menus[user.name] = text; // finding: crosstalk-stale-identity
  return text;
}
