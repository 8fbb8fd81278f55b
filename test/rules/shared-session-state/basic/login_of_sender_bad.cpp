// A mailer that is made once gets the name and password of whoever sends, and keeps them.
#include <memory>
#include <string>

class Mailer {
public:
  explicit Mailer(const std::string &host) : host_(host) {}
  virtual ~Mailer() = default;
  virtual void setLogin(const std::string &username, const std::string &password) {
    username_ = username; // finding: crosstalk-shared-session-state
    password_ = password; // finding: crosstalk-shared-session-state
  }
  const std::string &username() const { return username_; }
  const std::string &password() const { return password_; }

private:
  std::string host_;
  std::string username_;
  std::string password_;
};

class Client {
public:
  void login(const std::string &username, const std::string &password) { mailer_->setLogin(username, password); }
  bool isAccepted() const { return mailer_ && mailer_->username() == mailer_->password(); }

private:
  std::shared_ptr<Mailer> mailer_;
};

class Checker {
public:
  explicit Checker(std::shared_ptr<Mailer> mailer) : mailer_(mailer) {}
  std::string asked() const { return mailer_->username(); }

private:
  std::shared_ptr<Mailer> mailer_;
};
