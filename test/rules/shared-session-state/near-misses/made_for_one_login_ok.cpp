// An attempt to log in is made with the name and password of whoever tries: another name is another try of the same
// one.
#include <memory>
#include <string>

class Attempt {
public:
  Attempt(const std::string &username, const std::string &password) : username_(username), password_(password) {}
  virtual ~Attempt() = default;
  virtual void setLogin(const std::string &username, const std::string &password) {
    username_ = username;
    password_ = password;
  }
  const std::string &username() const { return username_; }
  const std::string &password() const { return password_; }

private:
  std::string username_;
  std::string password_;
};

class Client {
public:
  void login(const std::string &username, const std::string &password) {
    attempt_ = std::make_shared<Attempt>(username, password);
  }
  bool isAccepted() const { return attempt_ && attempt_->username() == attempt_->password(); }

private:
  std::shared_ptr<Attempt> attempt_;
};

class Checker {
public:
  explicit Checker(std::shared_ptr<Attempt> attempt) : attempt_(attempt) {}
  std::string asked() const { return attempt_->username(); }

private:
  std::shared_ptr<Attempt> attempt_;
};
