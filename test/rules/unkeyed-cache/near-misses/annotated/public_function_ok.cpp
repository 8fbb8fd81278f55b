// What the function makes of a user may be shown to anybody.
#include <crosstalk/scope.h>
#include <map>
#include <string>

struct User {
  std::string id, name, email;
};

CROSSTALK_PUBLIC std::string initials(const User &user) { return user.name.substr(0, 1); }

std::map<std::string, std::string> cache;

std::string page(const User &user, const std::string &path) {
  auto it = cache.find(path);
  if (it != cache.end())
    return it->second;
  std::string text = "By " + initials(user);
  cache[path] = text;
  return text;
}
