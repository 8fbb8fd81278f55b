#include <map>
#include <string>

struct User {
  std::string id, tenant, name, role;
  bool moderator = false;
};

struct Entry {
  std::string greeted, text;
};

std::map<std::string, Entry> pages;

std::string page(const User &user, const std::string &path) {
  const auto hit = pages.find(path);
  if (hit != pages.end())
    return hit->second.text + ", written for " + hit->second.greeted;
  const std::string text = "page " + path;
  pages[path] = Entry{user.id, text}; // finding: crosstalk-unkeyed-cache
  return text;
}
