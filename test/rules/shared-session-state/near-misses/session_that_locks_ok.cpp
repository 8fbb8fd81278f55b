// A session is one client's, and may lock: its requests come at the same time. A lock says nothing of whose it is.
#include <functional>
#include <mutex>
#include <string>

std::string memberOf(const std::string &token);

class Session {
public:
  void signIn(const std::string &token) {
    std::lock_guard<std::mutex> guard(lock_);
    memberId_ = memberOf(token);
  }
  std::string page() const {
    std::lock_guard<std::mutex> guard(lock_);
    return "page of " + memberId_;
  }

private:
  mutable std::mutex lock_;
  std::string memberId_;
};

/// One lock for the lines of a log, no client's.
class LogSession {
public:
  void write(const std::string &line) {
    std::lock_guard<std::mutex> guard(lock_);
    lines_ += line.size();
  }

private:
  std::mutex lock_;
  std::size_t lines_ = 0;
  std::string file_;
};
