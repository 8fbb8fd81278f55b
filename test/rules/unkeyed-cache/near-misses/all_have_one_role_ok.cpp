#include <map>
#include <string>

struct User {
  std::string id, tenant, name, role;
  bool moderator = false;
};

std::map<std::string, std::string> pages;

// Nobody else gets as far as the look-up.
std::string page(const User &user, const std::string &path) {
  if (user.role != "editor")
    return "forbidden";
  const auto hit = pages.find(path);
  if (hit != pages.end())
    return hit->second;
  const std::string text = path + " for " + user.role;
  pages[path] = text;
  return text;
}
