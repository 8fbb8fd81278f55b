#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);

User currentUser;

std::string greeting() { return "Dear " + currentUser.name; }

std::string handle(const std::string &sessionToken) {
  currentUser = userOf(sessionToken); // finding: crosstalk-shared-session-state
  return greeting();
}
