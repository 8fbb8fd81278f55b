#include <map>
#include <string>
#include <utility>

struct User {
  std::string id, tenant, name, role;
  bool moderator = false;
};

User userOf(const std::string &sessionToken);

std::map<std::pair<std::string, std::string>, std::string> pages;

// What the token says about its user is told apart by the token.
std::string page(const std::string &sessionToken, const std::string &path) {
  const User user = userOf(sessionToken);
  const std::pair<std::string, std::string> key{sessionToken, path};
  const auto hit = pages.find(key);
  if (hit != pages.end())
    return hit->second;
  const std::string text = path + " for " + user.name;
  pages[key] = text;
  return text;
}
