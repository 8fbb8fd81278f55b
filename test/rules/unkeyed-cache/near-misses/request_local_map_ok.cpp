// The map lives as long as the request.
#include <string>
#include <unordered_map>
#include <vector>

struct User {
  std::string id, name, email;
};

std::string page(const User &user, const std::vector<std::string> &sections) {
  std::unordered_map<std::string, std::string> parts;
  std::string out;
  for (const std::string &section : sections) {
    auto it = parts.find(section);
    if (it == parts.end())
      it = parts.emplace(section, section + " of " + user.name).first;
    out += it->second;
  }
  return out;
}
