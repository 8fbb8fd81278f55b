// Of the user only what everybody may see gets into the page.
#include <crosstalk/scope.h>
#include <map>
#include <string>

struct User {
  std::string id, email;
  CROSSTALK_PUBLIC std::string name;
};

std::map<std::string, std::string> cache;

std::string page(const User &user, const std::string &path) {
  auto it = cache.find(path);
  if (it != cache.end())
    return it->second;
  std::string text = "By " + user.name;
  cache[path] = text;
  return text;
}
