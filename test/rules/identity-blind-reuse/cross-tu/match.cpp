#include "pool.h"

bool sameTarget(const Connection &connection, const std::string &host, int port) {
  return connection.host == host && connection.port == port;
}
