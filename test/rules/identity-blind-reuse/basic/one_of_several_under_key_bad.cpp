// Several connections wait under one key; of those the first to the same port is taken, whoever logged in on it.
#include <map>
#include <string>

struct Connection {
  std::string host, login;
  int port = 0;
};

static std::multimap<std::string, Connection *> idle;

Connection *acquire(const std::string &host, int port, const std::string &login) {
  auto range = idle.equal_range(host);
  for (auto it = range.first; it != range.second; ++it) {
    Connection *each = it->second;
    if (each->port != port)
      continue;
    idle.erase(it);
    return each; // finding: crosstalk-identity-blind-reuse
  }
  auto *made = new Connection;
  made->host = host;
  made->port = port;
  made->login = login;
  return made;
}

void release(Connection *connection) { idle.emplace(connection->host, connection); }
