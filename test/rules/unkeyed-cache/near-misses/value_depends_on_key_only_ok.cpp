// A user is around, but the value is a function of the key.
#include <string>
#include <unordered_map>

struct User {
  std::string id, name, email;
};

void logAccess(const std::string &userId, const std::string &document);

std::unordered_map<std::string, std::string> rendered;

std::string document(const User &user, const std::string &name) {
  logAccess(user.id, name);
  auto it = rendered.find(name);
  if (it != rendered.end())
    return it->second;
  std::string html = "<h1>" + name + "</h1>";
  rendered[name] = html;
  return html;
}
