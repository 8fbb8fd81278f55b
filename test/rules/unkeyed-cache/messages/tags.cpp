#include "profile.pb.h"
#include <unordered_map>

struct User {
  std::string id, name;
};

User userOf(const std::string &sessionToken);

static std::unordered_map<std::string, std::string> greetings;

/// Through "mutable" and repeated fields as well.
std::string handle(const std::string &sessionToken, const std::string &path) {
  if (auto known = greetings.find(path); known != greetings.end())
    return known->second;
  Profile page;
  page.add_tags(userOf(sessionToken).name);
  *page.mutable_greeting() = page.tags(0);
  greetings[path] = page.greeting(); // finding: crosstalk-unkeyed-cache
  return greetings[path];
}
