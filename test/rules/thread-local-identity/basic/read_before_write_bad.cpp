#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);

thread_local std::string lastName;

std::string handle(const std::string &sessionToken) {
  const std::string before = lastName;
  lastName = userOf(sessionToken).name; // finding: crosstalk-thread-local-identity
  return "after " + before;
}
