#pragma once
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

bool sameTarget(const Connection &connection, const std::string &host, int port);
Connection *acquire(const std::string &host, int port, const Credentials &credentials);
