#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);
void waitForBackend();

std::string adminUser;
std::string readLine(const char *file, const std::string &userName);

void configure(const char *file, const std::string &userName) { adminUser = readLine(file, userName); }

bool isAdmin(const std::string &sessionToken) { return userOf(sessionToken).id == adminUser; }

int main(int, char **arguments) {
  configure(arguments[1], arguments[2]);
  return isAdmin(arguments[3]);
}
