#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);

thread_local User currentUser;

struct Guard {
  explicit Guard(const User &user) { currentUser = user; }
  ~Guard() { currentUser = User(); }
};

std::string greeting() { return "Dear " + currentUser.name; }

std::string handle(const std::string &sessionToken) {
  Guard guard(userOf(sessionToken));
  return greeting();
}
