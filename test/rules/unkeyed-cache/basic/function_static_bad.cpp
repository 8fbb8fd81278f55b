// The first caller wins: a memo without any key.
#include <string>

struct User {
  std::string id, name, email;
};

std::string render(const User &user) { return "Dear " + user.name + ", " + user.email; }

const std::string &banner(const User &user) {
  static const std::string text = render(user); // finding: crosstalk-unkeyed-cache
  return text;
}
