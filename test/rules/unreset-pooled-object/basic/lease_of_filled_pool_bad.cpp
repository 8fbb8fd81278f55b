// A pool that is filled at the start hands out leases; the object behind one comes back as the request left it.
#include <memory>
#include <string>
#include <vector>

struct Exchange {
  std::string text, actingFor;
  void reset() { text.clear(); }
};

class Pool {
public:
  Pool() {
    for (int i = 0; i < 8; ++i)
      idle_.push_back(std::make_unique<Exchange>());
  }
  class Lease {
  public:
    Lease(Pool &pool, std::unique_ptr<Exchange> exchange) : pool_(&pool), exchange_(std::move(exchange)) {}
    Lease(Lease &&) = default;
    ~Lease() {
      if (exchange_)
        pool_->giveBack(std::move(exchange_));
    }
    Exchange &operator*() const { return *exchange_; }

  private:
    Pool *pool_;
    std::unique_ptr<Exchange> exchange_;
  };

  Lease take() {
    auto exchange = std::move(idle_.back());
    idle_.pop_back();
    return Lease(*this, std::move(exchange));
  }

private:
  void giveBack(std::unique_ptr<Exchange> exchange) {
    exchange->reset();
    idle_.push_back(std::move(exchange));
  }

  std::vector<std::unique_ptr<Exchange>> idle_;
};

std::string userOf(const std::string &sessionToken);
std::string wardOf(const std::string &userId, const std::string &name);
std::string report(const std::string &subject);

class Route {
public:
  explicit Route(Pool &pool) : pool_(pool) {}
  std::string show(const std::string &sessionToken, const std::string &child) {
    auto lease = pool_.take();
    choose(*lease, sessionToken, child);
    return report((*lease).actingFor);
  }

private:
  void choose(Exchange &exchange, const std::string &sessionToken, const std::string &child) const {
    const std::string userId = userOf(sessionToken);
    if (!child.empty())
      exchange.actingFor = wardOf(userId, child); // finding: crosstalk-unreset-pooled-object
  }

  Pool &pool_;
};
