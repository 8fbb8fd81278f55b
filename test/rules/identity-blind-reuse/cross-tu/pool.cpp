#include "pool.h"

static std::list<Connection> idle;

Connection *acquire(const std::string &host, int port, const Credentials &credentials) {
  for (Connection &connection : idle)
    if (sameTarget(connection, host, port))
      return &connection; // finding: crosstalk-identity-blind-reuse
  Connection fresh;
  fresh.host = host;
  fresh.port = port;
  fresh.credentials = credentials;
  idle.push_back(fresh);
  return &idle.back();
}
