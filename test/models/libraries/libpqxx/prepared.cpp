// libpqxx: a statement is prepared under a name, on the connection.
#include <pqxx/pqxx>
#include <string>

struct User {
  std::string id, name;
};
struct Request {
  std::string order;
  User user;
};

pqxx::connection conn("dbname=shop");

void prepareAll() {
  conn.prepare("order_by_id", "SELECT card FROM orders WHERE id = $1");
  conn.prepare("order_of_user", "SELECT card FROM orders WHERE id = $1 AND user_id = $2");
}

std::string execPrepared(const Request &req) {
  pqxx::work tx(conn);
  return tx.exec_prepared("order_by_id", req.order)[0][0].as<std::string>(); // finding: crosstalk-unscoped-fetch
}

std::string execPreparedScoped(const Request &req) {
  pqxx::work tx(conn);
  return tx.exec_prepared("order_of_user", req.order, req.user.id)[0][0].as<std::string>();
}

std::string execPrepared1(const Request &req) {
  pqxx::work tx(conn);
  return tx.exec_prepared1("order_by_id", req.order)[0].as<std::string>(); // finding: crosstalk-unscoped-fetch
}
