#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);

thread_local User currentUser;

std::string greeting() { return "Dear " + currentUser.name; }

std::string handle(const std::string &sessionToken) {
  currentUser = User();
  if (!sessionToken.empty())
    currentUser = userOf(sessionToken);
  return greeting();
}
