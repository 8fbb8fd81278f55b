#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

struct Request {
  std::string url;
};
struct Reply {
  int status = 0;
  std::string text;
};
using Waiter = std::function<void(const Reply &)>;

void ask(const Request &request, std::function<void(Reply)> done);

// Each errand is made for one address and waits for its answer: the reply is what comes, not where it goes.
class StoredErrand {
public:
  void add(Waiter waiter) { waiters.push_back(std::move(waiter)); }
  void finish(Reply reply) {
    answer = std::make_unique<Reply>(std::move(reply));
    for (const Waiter &waiter : waiters)
      waiter(*answer);
  }
  bool pending() const { return !answer; }

private:
  std::vector<Waiter> waiters;
  std::unique_ptr<Reply> answer;
};

class Errands {
public:
  std::shared_ptr<StoredErrand> open(const Request &request) {
    auto errand = std::make_shared<StoredErrand>();
    running[request.url] = errand;
    return errand;
  }
  bool isRunning(const std::string &url) const {
    auto it = running.find(url);
    return it != running.end() && it->second->pending();
  }

private:
  std::map<std::string, std::shared_ptr<StoredErrand>> running;
};

class Desk {
public:
  explicit Desk(Errands &errands) : errands(errands) {}
  void process(const Request &request, Waiter waiter) {
    auto errand = errands.open(request);
    errand->add(std::move(waiter));
    ask(request, [errand](Reply reply) { errand->finish(std::move(reply)); });
  }

private:
  Errands &errands;
};
