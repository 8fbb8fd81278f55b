#include <map>
#include <string>

struct User {
  std::string id, tenant, name, role;
  bool moderator = false;
};

std::map<std::string, std::string> pages;

// A yes or no about the user does not tell whether there is one: all others share an entry.
std::string page(const User &user, const std::string &path) {
  std::string key = path;
  if (user.moderator)
    key += ":" + user.id;
  const auto hit = pages.find(key);
  if (hit != pages.end())
    return hit->second;
  const std::string text = path + " for " + user.name;
  pages[key] = text; // finding: crosstalk-unkeyed-cache
  return text;
}

std::map<std::string, std::string> summaries;

// Two kinds of users, not two users.
std::string summary(const User &user, const std::string &path) {
  const std::string key = std::string(user.moderator ? "staff:" : "plain:") + path;
  const auto hit = summaries.find(key);
  if (hit != summaries.end())
    return hit->second;
  const std::string text = path + " for " + user.tenant;
  summaries[key] = text; // finding: crosstalk-unkeyed-cache
  return text;
}
