#include <map>
#include <string>

struct User {
  std::string id, tenant, name, role;
  bool moderator = false;
};

thread_local std::map<std::string, std::string> pages;

std::string page(const User &user, const std::string &path) {
  const auto hit = pages.find(path);
  if (hit != pages.end())
    return hit->second;
  const std::string text = path + " for " + user.name;
  pages[path] = text; // finding: crosstalk-unkeyed-cache
  return text;
}

/// Maps in a map: the inner name is the same for all, the outer one is asked for.
thread_local std::map<std::string, std::map<std::string, std::string>> shelves;

std::string heading(const User &user, const std::string &path) {
  auto &shelf = shelves[path];
  const auto hit = shelf.find("heading");
  if (hit != shelf.end())
    return hit->second;
  const std::string text = path + " for " + user.name;
  shelf["heading"] = text; // finding: crosstalk-unkeyed-cache
  return text;
}
