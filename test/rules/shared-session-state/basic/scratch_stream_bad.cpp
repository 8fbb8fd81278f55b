#include <sstream>
#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);
void waitForBackend();

static std::ostringstream page;

std::string profile(const std::string &sessionToken) {
  const User user = userOf(sessionToken);
  page.str("");
  page << user.name << " <" << user.email << ">"; // finding: crosstalk-shared-session-state
  waitForBackend();
  return page.str();
}
