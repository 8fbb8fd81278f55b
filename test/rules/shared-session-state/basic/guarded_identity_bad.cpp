// A lock in an object that says who asks: others use it meanwhile.
#include <memory>
#include <mutex>
#include <string>

struct Request {
  std::string header(const std::string &name) const;
};

std::string subjectOf(const std::string &token);
std::string transcript(const std::string &subject);

class CallerIdentity {
public:
  void set(std::string who) {
    std::lock_guard<std::mutex> guard(lock);
    subject = std::move(who);
  }
  std::string get() const {
    std::lock_guard<std::mutex> guard(lock);
    return subject;
  }

private:
  mutable std::mutex lock;
  std::string subject;
};

class Filter {
public:
  explicit Filter(std::shared_ptr<CallerIdentity> caller) : caller(std::move(caller)) {}
  void before(const Request &request) {
    caller->set(subjectOf(request.header("Authorization"))); // finding: crosstalk-shared-session-state
  }

private:
  std::shared_ptr<CallerIdentity> caller;
};

class TranscriptHandler {
public:
  explicit TranscriptHandler(std::shared_ptr<CallerIdentity> caller) : caller(std::move(caller)) {}
  std::string handle(const Request &) { return transcript(caller->get()); }

private:
  std::shared_ptr<CallerIdentity> caller;
};
