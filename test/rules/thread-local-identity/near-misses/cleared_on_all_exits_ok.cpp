#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);

thread_local User currentUser;

std::string greeting() { return "Dear " + currentUser.name; }

std::string handle(const std::string &sessionToken, int page) {
  if (page > 9)
    return greeting();
  currentUser = userOf(sessionToken);
  if (page < 0) {
    currentUser = User();
    return "no such page";
  }
  std::string answer = greeting();
  currentUser = User();
  return answer;
}
