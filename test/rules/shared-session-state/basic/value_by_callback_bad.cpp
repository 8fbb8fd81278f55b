#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);
void waitForBackend();

#include <functional>

std::string lastLine;

void render(const User &user, const std::function<void(const std::string &)> &emit) { emit("for " + user.name); }

std::string handle(const std::string &sessionToken) {
  const User user = userOf(sessionToken);
  std::string text;
  render(user, [&](const std::string &piece) { text += piece; });
  lastLine = text; // finding: crosstalk-shared-session-state
  return "ok";
}

std::string status() { return lastLine + " was rendered"; }
