#include <map>
#include <string>

struct User {
  std::string id, tenant, name, role;
  bool moderator = false;
};

std::map<std::string, std::string> pages;

std::string page(const User &user, const std::string &path) {
  std::string key = path;
  if (!user.id.empty())
    key += ":" + user.id;
  const auto hit = pages.find(key);
  if (hit != pages.end())
    return hit->second;
  const std::string text = path + " for " + user.name;
  pages[key] = text;
  return text;
}
