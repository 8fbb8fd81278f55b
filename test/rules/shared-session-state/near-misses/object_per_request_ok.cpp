#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);

class Request {
public:
  explicit Request(const std::string &sessionToken) { user_ = userOf(sessionToken); }
  std::string render() const { return user_.name + " <" + user_.email + ">"; }

private:
  User user_;
};

std::string profile(const std::string &sessionToken) {
  Request request(sessionToken);
  return request.render();
}
