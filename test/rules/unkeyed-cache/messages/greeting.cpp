#include "profile.pb.h"
#include <unordered_map>

struct User {
  std::string id, name;
};

User userOf(const std::string &sessionToken);

static std::unordered_map<std::string, Profile> profiles;

/// What one setter put in is in the message that is kept.
Profile handle(const std::string &sessionToken, const std::string &path) {
  if (auto known = profiles.find(path); known != profiles.end())
    return known->second;
  Profile page;
  page.set_name(userOf(sessionToken).name);
  page.add_tags("fresh");
  profiles[path] = page; // finding: crosstalk-unkeyed-cache
  return page;
}
