#include <list>
#include <string>

struct Credentials {
  std::string user, password;
};

struct Connection {
  std::string host;
  int port = 0;
  Credentials credentials;
};

std::list<Connection> idle;

Connection *acquire(const std::string &host, int port, const Credentials &credentials) {
  for (Connection &connection : idle) {
    if (connection.host != host || connection.port != port)
      continue;
    if (connection.credentials.user == credentials.user && connection.credentials.password == credentials.password)
      return &connection;
  }
  idle.push_back(Connection{host, port, credentials});
  return &idle.back();
}
