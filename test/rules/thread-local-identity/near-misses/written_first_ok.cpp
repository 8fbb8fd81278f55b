#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);

thread_local std::string name;

const std::string &current() { return name; }

std::string handle(const std::string &sessionToken) {
  name = userOf(sessionToken).name;
  return "Dear " + current();
}
