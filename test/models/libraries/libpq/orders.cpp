// libpq: the value of a hole is in an array, or quoted into the text.
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

std::string exec(const Request &req) {
  char *quoted = PQescapeLiteral(conn, req.order.c_str(), req.order.size());
  std::string text = std::string("SELECT card FROM orders WHERE id = ") + quoted;
  PGresult *r = PQexec(conn, text.c_str()); // finding: crosstalk-unscoped-fetch
  return PQgetvalue(r, 0, 0);
}

std::string execParams(const Request &req) {
  const char *values[] = {req.order.c_str()};
  PGresult *r = PQexecParams(conn, "SELECT card FROM orders WHERE id = $1", 1, nullptr, values, nullptr, nullptr, 0); // finding: crosstalk-unscoped-fetch
  return PQgetvalue(r, 0, 0);
}

std::string execParamsScoped(const Request &req) {
  const char *values[] = {req.order.c_str(), req.user.id.c_str()};
  PGresult *r = PQexecParams(conn, "SELECT card FROM orders WHERE id = $1 AND user_id = $2", 2, nullptr, values, nullptr, nullptr, 0);
  return PQgetvalue(r, 0, 0);
}

void send(const Request &req) {
  std::string text = "DELETE FROM orders WHERE id = " + req.order;
  PQsendQuery(conn, text.c_str()); // finding: crosstalk-unscoped-write
}

void sendParams(const Request &req) {
  const char *values[] = {req.order.c_str()};
  PQsendQueryParams(conn, "DELETE FROM orders WHERE id = $1", 1, nullptr, values, nullptr, nullptr, 0); // finding: crosstalk-unscoped-write
}
