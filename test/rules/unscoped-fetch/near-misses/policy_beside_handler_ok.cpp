#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

struct Identity {
  std::string account;
};

struct Request {
  std::string id;
  Identity identity;
};

struct Item {
  std::string account, sealed;
};

using Items = std::map<std::string, Item>;

struct Policy {
  virtual ~Policy() = default;
  virtual bool admits(const Request &request) = 0;
};

struct OwnerPolicy : Policy {
  explicit OwnerPolicy(const Items &items) : items(items) {}
  bool admits(const Request &request) override {
    auto found = items.find(request.id);
    return found != items.end() && found->second.account == request.identity.account;
  }
  const Items &items;
};

struct Router {
  using Handler = std::function<std::string(const Request &)>;
  struct Entry {
    std::shared_ptr<Policy> policy;
    Handler handler;
  };
  void mount(std::shared_ptr<Policy> policy, Handler handler) {
    entries.push_back({std::move(policy), std::move(handler)});
  }
  std::string serve(const Request &request) {
    for (const Entry &entry : entries)
      if (entry.policy->admits(request))
        return entry.handler(request);
    return "";
  }
  std::vector<Entry> entries;
};

void mountVault(Router &router, const Items &items) {
  router.mount(std::make_shared<OwnerPolicy>(items), [&items](const Request &request) {
    auto found = items.find(request.id);
    return found == items.end() ? std::string() : found->second.sealed;
  });
}
