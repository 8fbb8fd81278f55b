// A queue of commands out of a pool: some get no payer of their own, and are charged to the last one.
#include <deque>
#include <string>
#include <vector>
struct Session { std::string userId; };
struct Command { std::string payer; std::string coupon; int sku = 0; };
class Pool {
public:
  Command *acquire() { if (free_.empty()) return nullptr; Command *c = free_.back(); free_.pop_back(); return c; }
  void release(Command *c) { free_.push_back(c); }
  Pool() { for (auto &s : slots_) free_.push_back(&s); }
private:
  Command slots_[16];
  std::vector<Command *> free_;
};
void charge(const std::string &payer, int sku);
class Zone {
public:
  void purchase(const Session &session, int sku) {
    Command *command = pool_.acquire();
    if (!command) return;
    if (sku > 100)
      command->payer = session.userId; // finding: crosstalk-unreset-pooled-object
    command->sku = sku;
    pending_.push_back(command);
  }
  void tick() {
    while (!pending_.empty()) {
      Command *command = pending_.front();
      pending_.pop_front();
      charge(command->payer, command->sku);
      pool_.release(command);
    }
  }
private:
  Pool pool_;
  std::deque<Command *> pending_;
};
