#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);

#include <atomic>

std::atomic<long> requests{0};
std::string version = "1.0";

std::string handle(const std::string &sessionToken) {
  ++requests;
  const User user = userOf(sessionToken);
  return "Dear " + user.name + ", this is " + version;
}
