#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);
void waitForBackend();

std::string lastName;

std::string handle(const std::string &sessionToken) {
  std::string name = userOf(sessionToken).name;
  std::string kept;
  kept.swap(name);
  lastName = kept; // finding: crosstalk-shared-session-state
  return "ok";
}

std::string status() { return lastName + " was here"; }
