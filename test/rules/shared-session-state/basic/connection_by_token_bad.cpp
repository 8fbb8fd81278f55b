// A connection keeps the space that its token stands for; the service keeps which connection it works for.
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>

class Connection {
public:
  const std::string &space() const { return space_; }
  void enter(std::string space) { space_ = std::move(space); }

private:
  std::string space_;
};

class Store {
public:
  virtual ~Store() = default;
  virtual std::string read(const std::string &key) = 0;
};

class Service {
public:
  bool authenticate(Connection *connection, const std::string &token) {
    auto it = tokens_.find(token);
    if (it == tokens_.end())
      return false;
    connection->enter(it->second);
    return true;
  }

  std::string run(Connection *connection, const std::string &key) {
    std::shared_lock<std::shared_mutex> guard(lock_);
    current_ = connection; // finding: crosstalk-shared-session-state
    return lookUp(key);
  }

  std::string lookUp(const std::string &key) { return store_->read(current_->space() + ":" + key); }

private:
  std::shared_mutex lock_;
  std::unique_ptr<Store> store_;
  std::map<std::string, std::string> tokens_;
  Connection *current_ = nullptr;
};
