// The element is not returned: it is picked by a loop with a break and used on the spot.
#include <string>
#include <vector>

struct User {
  std::string id, name;
};

struct Connection {
  std::string host, login;
  std::string fetch(const std::string &what) const { return login + "@" + host + "/" + what; }
};

static std::vector<Connection> idle;

std::string mailbox(const std::string &host, const User &user, const std::string &folder) {
  Connection *found = nullptr;
  for (Connection &each : idle)
    if (each.host == host) {
      found = &each;
      break;
    }
  if (found == nullptr) {
    idle.push_back(Connection{host, user.id});
    found = &idle.back();
  }
  return found->fetch(folder); // finding: crosstalk-identity-blind-reuse
}
