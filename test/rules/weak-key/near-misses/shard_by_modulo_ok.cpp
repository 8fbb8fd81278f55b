#include <array>
#include <functional>
#include <map>
#include <string>

struct User {
  std::string id, tenant, name, role;
  bool moderator = false;
};

std::array<std::map<std::string, std::string>, 16> shards;

std::string page(const User &user, const std::string &path) {
  const std::string key = user.id + ":" + path;
  std::map<std::string, std::string> &shard = shards[std::hash<std::string>{}(key) % 16];
  const auto hit = shard.find(key);
  if (hit != shard.end())
    return hit->second;
  const std::string text = path + " for " + user.name;
  shard[key] = text;
  return text;
}
