// Whoever a plugin works for is set around each call, and afterwards it is again who it was before.
#include <string>
#include <vector>

struct User {
  std::string id;
  std::string name;
};

class Plugin {
public:
  void setUser(User *user) { user_ = user; }
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
      User *before = nullptr;
      if (user) {
        before = plugin->user();
        plugin->setUser(user);
      }
      answers += plugin->onLine(line);
      if (user)
        plugin->setUser(before);
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
