#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);
void waitForBackend();

#include <functional>

std::function<std::string()> signature;

std::string letter(const std::string &sessionToken, const std::string &text) {
  const User user = userOf(sessionToken);
  const std::string closing = "Yours, " + user.name;
  if (!signature)
    signature = [closing] { return closing; }; // finding: crosstalk-shared-session-state
  return text + signature();
}
