#include <map>
#include <string>
#include <vector>

struct User {
  std::string id, tenant, name, role;
  bool moderator = false;
};

std::map<std::string, std::string> pages;

std::string page(const User &user, const std::string &path) {
  const std::vector<std::string> parts{user.id, user.moderator ? "staff" : "plain", path};
  std::string key;
  for (const std::string &part : parts) {
    key += part;
    key += ':';
  }
  const auto hit = pages.find(key);
  if (hit != pages.end())
    return hit->second;
  const std::string text = path + " for " + user.id + (user.moderator ? " and all others" : "");
  pages[key] = text;
  return text;
}
