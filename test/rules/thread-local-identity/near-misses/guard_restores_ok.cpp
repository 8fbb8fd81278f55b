#include <string>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);

#include <utility>

class Scope {
public:
  explicit Scope(User user);
  ~Scope();
  static const User &user();

private:
  User user_;
  const Scope *outer_;
};

static thread_local const Scope *innermost = nullptr;

Scope::Scope(User user) : user_(std::move(user)), outer_(std::exchange(innermost, this)) {}
Scope::~Scope() { innermost = outer_; }
const User &Scope::user() { return innermost->user_; }

std::string handle(const std::string &sessionToken) {
  const Scope scope(userOf(sessionToken));
  return "Dear " + Scope::user().name;
}
