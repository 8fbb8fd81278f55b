#include <map>
#include <string>

struct Identity {
  std::string userId;
  bool elevated = false;
};

Identity authenticate(const std::string &token);

std::map<std::string, std::string> statements;

/// The right is asked on a miss only, but the entry is the caller's own.
std::string statement(const std::string &token) {
  const Identity user = authenticate(token);
  const auto hit = statements.find(user.userId);
  if (hit != statements.end())
    return hit->second;
  if (!user.elevated)
    return "denied";
  std::string text = "statement of " + user.userId;
  statements[user.userId] = text;
  return text;
}
