// The pool is searched by host and port; the connection was logged in as somebody.
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

class Pool {
public:
  Connection *acquire(const std::string &host, int port, const Credentials &credentials) {
    for (Connection &connection : open_) {
      if (connection.host == host && connection.port == port)
        return &connection; // finding: crosstalk-identity-blind-reuse
    }
    open_.push_back(Connection{host, port, credentials});
    return &open_.back();
  }

private:
  std::list<Connection> open_;
};

Pool pool;

Connection *connect(const std::string &host, const Credentials &credentials) {
  return pool.acquire(host, 5432, credentials);
}
