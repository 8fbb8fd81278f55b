// The identity is in the key on one path only.
#include <map>
#include <string>

struct User {
  std::string id, name, email;
  bool admin = false;
};

std::map<std::string, std::string> cache;

std::string greeting(const User &user, const std::string &path, bool personal) {
  std::string key = path;
  if (personal)
    key += ":" + user.id;
  auto it = cache.find(key);
  if (it != cache.end())
    return it->second;
  std::string text = "Dear " + user.name + ", " + user.email;
  cache[key] = text; // finding: crosstalk-unkeyed-cache
  return text;
}

/// Not seen: it may tell callers apart, but only operators' keys hold what it says.
std::string handleOf(const std::string &userId);

std::map<std::string, std::string> handles;

std::string handleFor(const User &user) {
  std::string key = "page";
  if (user.admin)
    key += ":" + handleOf(user.id);
  const auto hit = handles.find(key);
  if (hit != handles.end())
    return hit->second;
  std::string text = "handle " + handleOf(user.id);
  handles[key] = text; // finding: crosstalk-unkeyed-cache
  return text;
}
