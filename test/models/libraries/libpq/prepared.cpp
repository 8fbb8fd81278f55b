// libpq: a statement is prepared under a name.
#include <libpq-fe.h>
#include <string>

struct User {
  std::string id;
};
struct Request {
  std::string order;
  User user;
};

PGconn *conn;

void prepareAll() { PQprepare(conn, "order_by_id", "SELECT card FROM orders WHERE id = $1", 1, nullptr); }

std::string execPrepared(const Request &req) {
  const char *values[] = {req.order.c_str()};
  PGresult *r = PQexecPrepared(conn, "order_by_id", 1, values, nullptr, nullptr, 0); // finding: crosstalk-unscoped-fetch
  return PQgetvalue(r, 0, 0);
}
