#include "json.hpp"

struct User {
  std::string id, name;
};

User userOf(const std::string &sessionToken);

static std::map<std::string, std::string> pages;

/// What is known of the library carries the user's name on, without its body.
std::string handle(const std::string &sessionToken, const std::string &path) {
  if (auto known = pages.find(path); known != pages.end())
    return known->second;
  nlohmann::json page;
  page["name"] = userOf(sessionToken).name;
  pages[path] = page.dump(); // finding: crosstalk-unkeyed-cache
  return pages[path];
}
