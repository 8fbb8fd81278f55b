#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);

std::string greeting(const User &user) { return "Dear " + user.name; }

std::string handle(const std::string &sessionToken) {
  const User user = userOf(sessionToken);
  return greeting(user);
}
