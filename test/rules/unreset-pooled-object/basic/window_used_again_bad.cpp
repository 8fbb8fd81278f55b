// A window that nobody looks at is given to the next one who opens one, with the lines that are on it.
#include <string>
#include <vector>

struct Nick {
  std::string id;
  std::string name;
};

class Window {
public:
  bool isFree() const { return free_; }
  void close() { free_ = true; }
  void addLine(const std::string &text) { lines_ += text; }
  const std::string &lines() const { return lines_; }

private:
  bool free_ = false;
  std::string lines_;
};

class Windows {
public:
  Window *find() const {
    for (Window *window : all_)
      if (window->isFree())
        return window;
    return nullptr;
  }
  Window *open() {
    Window *window = find();
    if (!window) {
      window = new Window();
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
  void onJoin(const Nick &nick) {
    Window *window = windows_.open();
    window->addLine(nick.name + " joins"); // finding: crosstalk-unreset-pooled-object
  }
  std::string show() { return windows_.open()->lines(); }

private:
  Windows &windows_;
};
