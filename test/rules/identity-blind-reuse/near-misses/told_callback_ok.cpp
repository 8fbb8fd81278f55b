// The key callback that a connection was attached with is compared before it is taken from the pool.
#include <memory>
#include <string>
#include <vector>

class KeyCallback {
public:
  virtual ~KeyCallback() = default;
  virtual bool unlock(void *buffer) = 0;
};

long attachTo(const std::string &database, KeyCallback *callback);
bool ping(long handle);

class Connection {
public:
  void attach(const std::string &database, KeyCallback *callback) {
    database_ = database;
    callback_ = callback;
    number_ = attachTo(database, callback);
  }
  bool isTo(const std::string &database, KeyCallback *callback) const {
    return database_ == database && callback_ == callback;
  }
  bool isAlive() const { return ping(number_); }

private:
  std::string database_;
  KeyCallback *callback_ = nullptr;
  long number_ = 0;
};

class Pool {
public:
  std::unique_ptr<Connection> take(const std::string &database, KeyCallback *callback) {
    for (auto it = idle_.begin(); it != idle_.end(); ++it) {
      if (!(*it)->isTo(database, callback) || !(*it)->isAlive())
        continue;
      std::unique_ptr<Connection> taken = std::move(*it);
      idle_.erase(it);
      return taken;
    }
    auto made = std::make_unique<Connection>();
    made->attach(database, callback);
    return made;
  }
  void giveBack(std::unique_ptr<Connection> connection) { idle_.push_back(std::move(connection)); }

private:
  std::vector<std::unique_ptr<Connection>> idle_;
};
