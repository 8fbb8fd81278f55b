#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);
void waitForBackend();

struct State {
  std::string viewer;
  int requests = 0;
};

State state;

std::string handle(const std::string &sessionToken) {
  state.viewer = userOf(sessionToken).id; // finding: crosstalk-shared-session-state
  waitForBackend();
  return "page of " + state.viewer;
}
