#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);

class ProfileHandler {
public:
  std::string handle(const std::string &sessionToken) {
    user_ = userOf(sessionToken); // finding: crosstalk-shared-session-state
    return render();
  }

private:
  std::string render() const { return user_.name + " <" + user_.email + ">"; }

  User user_;
};

static ProfileHandler handler;

std::string profile(const std::string &sessionToken) { return handler.handle(sessionToken); }
