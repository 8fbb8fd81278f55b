// Whoever a plugin works for is set before each call, and stays there after it.
#include <string>
#include <vector>

struct User {
  std::string id;
  std::string name;
};

class Plugin {
public:
  void setUser(User *user) { user_ = user; } // finding: crosstalk-unreset-pooled-object
  User *user() const { return user_; }
  virtual ~Plugin() = default;
  virtual std::string onLine(const std::string &line) { return line; }

private:
  User *user_ = nullptr;
};

class Plugins : public std::vector<Plugin *> {
public:
  std::string onLine(User *user, const std::string &line) {
    std::string answers;
    for (Plugin *plugin : *this) {
      if (user) {
        plugin->setUser(user);
      }
      answers += plugin->onLine(line);
    }
    return answers;
  }
};

static Plugins &plugins() {
  static Plugins all;
  return all;
}

class Greeter : public Plugin {
public:
  std::string onLine(const std::string &line) override { return user() ? user()->name + ": " + line : line; }
};

std::string receive(User *user, const std::string &line) { return plugins().onLine(user, line); }
