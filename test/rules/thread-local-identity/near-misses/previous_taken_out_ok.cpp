// The guard takes out who was there before, and puts them back at the end.
#include <string>
#include <utility>

struct User {
  std::string id, name, email;
};

User userOf(const std::string &sessionToken);

class Acting {
public:
  explicit Acting(User user) : outer_(std::exchange(now, nullptr)), user_(std::move(user)) { now = &user_; }
  ~Acting() { now = outer_; }
  static const User *current() { return now; }

private:
  static thread_local const User *now;
  const User *outer_;
  User user_;
};

thread_local const User *Acting::now = nullptr;

std::string greeting() { return Acting::current() ? "Dear " + Acting::current()->name : "Hello"; }

std::string handle(const std::string &sessionToken) {
  if (sessionToken.empty())
    return greeting();
  Acting acting(userOf(sessionToken));
  return greeting();
}
