#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);
void waitForBackend();

std::string recipient;

std::string handle(const std::string &sessionToken) {
  recipient = userOf(sessionToken).email; // finding: crosstalk-shared-session-state
  waitForBackend();
  std::string answer = "sent to " + recipient;
  recipient.clear();
  return answer;
}
