#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);
void waitForBackend();

std::string lastViewer;

std::string handle(const std::string &sessionToken) {
  const User user = userOf(sessionToken);
  lastViewer = user.name;
  return "done";
}
