// Whoever changes roles forgets what was made for them.
#include <string>
#include <unordered_map>

struct User {
  std::string name, role;
};

std::string menuFor(const std::string &role) { return role == "admin" ? "orders, refunds" : "orders"; }

std::unordered_map<std::string, std::string> menus;

std::string menu(const User &user) {
  auto it = menus.find(user.name);
  if (it != menus.end())
    return it->second;
  std::string text = menuFor(user.role);
  menus[user.name] = text;
  return text;
}

void onRolesChanged() { menus.clear(); }
