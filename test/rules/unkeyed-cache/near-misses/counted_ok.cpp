#include <map>
#include <string>

struct User {
  std::string id, name, plan;
};

User userOf(const std::string &sessionToken);

static std::map<std::string, unsigned long> perPath;

/// A number that is counted on answers nobody's question again.
bool handle(const std::string &sessionToken, const std::string &path, unsigned long length) {
  const User user = userOf(sessionToken);
  if (perPath.count(path) == 0)
    perPath[path] = 0;
  perPath[path] += user.plan == "free" ? 2 * length : length;
  return perPath[path] < 1000;
}
