// The comparison is a function of its own, and forgets the password.
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

bool matches(const Connection &open, const Connection &wanted) {
  if (open.host != wanted.host || open.port != wanted.port)
    return false;
  return open.credentials.user == wanted.credentials.user;
}

std::list<Connection> idle;

Connection *reuse(const Connection &wanted) {
  for (Connection &connection : idle)
    if (matches(connection, wanted))
      return &connection; // finding: crosstalk-identity-blind-reuse
  idle.push_back(wanted);
  return &idle.back();
}
