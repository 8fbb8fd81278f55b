// The inner map is obtained by the identity.
#include <string>
#include <unordered_map>

struct User {
  std::string id, name, email;
};

std::unordered_map<std::string, std::unordered_map<std::string, std::string>> caches;

std::string greeting(const User &user, const std::string &path) {
  auto &mine = caches[user.id];
  auto it = mine.find(path);
  if (it != mine.end())
    return it->second;
  std::string text = "Dear " + user.name + ", " + user.email;
  mine[path] = text;
  return text;
}
