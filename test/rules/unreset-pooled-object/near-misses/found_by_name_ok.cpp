// A window for a name is the one that was opened for that name, and another name gets another one.
#include <string>
#include <vector>

struct Nick {
  std::string id;
  std::string name;
};

class Window {
public:
  explicit Window(const std::string &name) : name_(name) {}
  const std::string &name() const { return name_; }
  void addLine(const std::string &text) { lines_ += text; }
  const std::string &lines() const { return lines_; }

private:
  std::string name_;
  std::string lines_;
};

class Windows {
public:
  Window *find(const std::string &name) const {
    for (Window *window : all_)
      if (window->name() == name)
        return window;
    return nullptr;
  }
  Window *open(const std::string &name) {
    Window *window = find(name);
    if (!window) {
      window = new Window(name);
      all_.push_back(window);
    }
    return window;
  }

private:
  std::vector<Window *> all_;
};

class Watch {
public:
  explicit Watch(Windows &windows) : windows_(windows) {}
  void onJoin(const Nick &nick, const std::string &target) {
    Window *window = windows_.open(target);
    window->addLine(nick.name + " joins");
  }
  std::string show(const std::string &target) { return windows_.open(target)->lines(); }

private:
  Windows &windows_;
};
