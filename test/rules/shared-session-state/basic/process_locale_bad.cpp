#include <locale>
#include <string>

struct User {
  std::string id, name, language;
};

User userOf(const std::string &sessionToken);
std::string render(const User &user);

std::string handle(const std::string &sessionToken) {
  const User user = userOf(sessionToken);
  std::locale::global(std::locale(user.language)); // finding: crosstalk-shared-session-state
  return render(user);
}
