// A session with a lock and a number of its client is somebody's: what it is told goes to that client.
#include <functional>
#include <map>
#include <mutex>
#include <string>

class Session {
public:
  const std::string &memberId() const { return memberId_; }
  void deliver(const std::string &name, const std::string &data) {
    std::lock_guard<std::mutex> guard(lock_);
    files_[name] = data;
  }

private:
  std::string memberId_;
  std::mutex lock_;
  std::map<std::string, std::string> files_;
};

class Printer {
public:
  void onReady(std::function<void(const std::string &)> ready) {
    std::lock_guard<std::mutex> guard(lock_);
    ready_ = std::move(ready);
  }
  void print(const std::string &member) {
    if (ready_)
      ready_("statement of " + member);
  }

private:
  std::mutex lock_;
  std::function<void(const std::string &)> ready_;
};

class StatementService {
public:
  explicit StatementService(Printer &printer) : printer_(printer) {}
  void order(Session &session) {
    printer_.onReady( // finding: crosstalk-shared-session-state
        [&session](const std::string &text) { session.deliver("statement", text); });
    printer_.print(session.memberId());
  }

private:
  Printer &printer_;
};
