// The match is by host only; what was picked is dropped when it belongs to somebody else, or logged in anew.
#include <string>
#include <vector>

struct User {
  std::string id, name;
};

struct Connection {
  std::string host, login, label;
  std::string fetch(const std::string &what) const { return login + label + "@" + host + "/" + what; }
};

static std::vector<Connection> idle;
static std::vector<Connection> busy;

std::string mailbox(const std::string &host, const User &user, const std::string &folder) {
  Connection *found = nullptr;
  for (Connection &each : idle)
    if (each.host == host) {
      found = &each;
      break;
    }
  if (found != nullptr && found->login != user.id)
    found = nullptr;
  if (found == nullptr) {
    idle.push_back(Connection{host, user.id, user.name});
    found = &idle.back();
  }
  return found->fetch(folder);
}

std::string calendar(const std::string &host, const User &user, const std::string &day) {
  Connection *found = nullptr;
  for (Connection &each : busy)
    if (each.host == host) {
      found = &each;
      break;
    }
  if (found != nullptr) {
    found->login = user.id;
    found->label = user.name;
  }
  if (found == nullptr) {
    busy.push_back(Connection{host, user.id, user.name});
    found = &busy.back();
  }
  return found->fetch(day);
}
