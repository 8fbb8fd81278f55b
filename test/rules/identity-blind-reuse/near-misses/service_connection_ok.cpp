// Every connection is logged in as the service itself.
#include <list>
#include <string>

struct Connection {
  std::string host;
  int socket = -1;
};

int dial(const std::string &host);

std::list<Connection> idle;

Connection *acquire(const std::string &host) {
  for (Connection &connection : idle)
    if (connection.host == host)
      return &connection;
  idle.push_back(Connection{host, dial(host)});
  return &idle.back();
}
