#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);
void waitForBackend();

#include <functional>

std::function<std::string()> title;

std::string pageTitle(const User &, const std::string &site) { return "Welcome to " + site; }

std::string handle(const std::string &sessionToken, const std::string &site) {
  const User user = userOf(sessionToken);
  title = [=] { return pageTitle(user, site); };
  return title() + user.name;
}
