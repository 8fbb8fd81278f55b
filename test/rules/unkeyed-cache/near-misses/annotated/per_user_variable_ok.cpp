// The process serves one user: it is started for each.
#include <crosstalk/scope.h>
#include <map>
#include <string>

struct User {
  std::string id, name, email;
};

CROSSTALK_PER(user) std::map<std::string, std::string> cache;

std::string page(const User &user, const std::string &path) {
  auto it = cache.find(path);
  if (it != cache.end())
    return it->second;
  std::string text = "Dear " + user.name + ", " + user.email;
  cache[path] = text;
  return text;
}
