// nlohmann/json: a document keeps what was put into it, by name.
#include <map>
#include <nlohmann/json.hpp>
#include <string>

struct User {
  std::string id, name, email;
};

std::map<std::string, std::string> pages, keyed;

std::string byPath(const User &user, const std::string &path) {
  auto found = pages.find(path);
  if (found != pages.end())
    return found->second;
  nlohmann::json page;
  page["greeting"] = "Dear " + user.name;
  page["email"] = user.email;
  pages[path] = page.dump(); // finding: crosstalk-unkeyed-cache
  return pages[path];
}

std::string byPathInKey(const User &user, const std::string &path) {
  nlohmann::json key;
  key["user"] = user.id;
  key["path"] = path;
  auto found = keyed.find(key.dump());
  if (found != keyed.end())
    return found->second;
  keyed[key.dump()] = "Dear " + user.name;
  return keyed[key.dump()];
}
