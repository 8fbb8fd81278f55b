// A listener is found by where it listens, and is there for whoever connects: the group that its file belongs to is
// nobody who asks.
#include <string>
#include <vector>

class Listener {
public:
  Listener(const std::string &path, const std::string &userName) : path_(path), userName_(userName) {}
  const std::string &path() const { return path_; }

private:
  std::string path_;
  std::string userName_;
  int socket_ = -1;
};

class Server {
public:
  void listenOn(const std::string &path, const std::string &userName) {
    listeners_.push_back(new Listener(path, userName));
  }
  Listener *find(const std::string &path) {
    for (Listener *listener : listeners_)
      if (listener->path() == path)
        return listener;
    return nullptr;
  }

private:
  std::vector<Listener *> listeners_;
};
