// The number that opening a line yields is the line's own, not somebody it was opened for.
#include <cstdint>
#include <list>
#include <string>

std::uint64_t attach(const std::string &base, const std::string &login);

struct Connection {
  std::string base;
  std::string login;
  std::uint64_t handle = 0;
};

class Connections {
public:
  Connection *acquire(const std::string &base, const std::string &login) {
    for (Connection &c : idle_)
      if (c.base == base && c.login == login)
        return &c;
    Connection made;
    made.base = base;
    made.login = login;
    made.handle = attach(base, login);
    idle_.push_back(made);
    return &idle_.back();
  }

private:
  std::list<Connection> idle_;
};
