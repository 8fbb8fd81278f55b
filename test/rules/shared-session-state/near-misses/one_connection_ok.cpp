#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);
void waitForBackend();

#include <memory>

struct Socket {
  std::string readToken();
};

class Dialogue {
public:
  explicit Dialogue(Socket socket) : socket_(socket) {}
  std::string answer() {
    user_ = userOf(socket_.readToken());
    waitForBackend();
    return "Dear " + user_.name;
  }

private:
  Socket socket_;
  User user_;
};

std::string serve(Socket accepted) { return std::make_shared<Dialogue>(accepted)->answer(); }
