// libpqxx 6: every way to run a query, each with an order that anybody may ask for by its number.
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

std::string execText(const Request &req) {
  pqxx::work tx(conn);
  pqxx::result r = tx.exec("SELECT card FROM orders WHERE id = " + tx.quote(req.order)); // finding: crosstalk-unscoped-fetch
  return r[0][0].as<std::string>();
}

std::string execTextScoped(const Request &req) {
  pqxx::work tx(conn);
  pqxx::result r = tx.exec("SELECT card FROM orders WHERE id = " + tx.quote(req.order) + " AND user_id = " + tx.quote(req.user.id));
  return r[0][0].as<std::string>();
}

std::string exec1(const Request &req) {
  pqxx::work tx(conn);
  pqxx::row r = tx.exec1("SELECT card FROM orders WHERE id = " + tx.quote(req.order)); // finding: crosstalk-unscoped-fetch
  return r["card"].as<std::string>();
}

std::string execParams(const Request &req) {
  pqxx::work tx(conn);
  pqxx::result r = tx.exec_params("SELECT card FROM orders WHERE id = $1", req.order); // finding: crosstalk-unscoped-fetch
  return r[0]["card"].as<std::string>();
}

std::string execParamsScoped(const Request &req) {
  pqxx::work tx(conn);
  pqxx::result r = tx.exec_params("SELECT card FROM orders WHERE id = $1 AND user_id = $2", req.order, req.user.id);
  return r[0]["card"].as<std::string>();
}

std::string execParams1(const Request &req) {
  pqxx::work tx(conn);
  return tx.exec_params1("SELECT card FROM orders WHERE id = $1", req.order)[0].as<std::string>(); // finding: crosstalk-unscoped-fetch
}

std::string execParamsN(const Request &req) {
  pqxx::work tx(conn);
  return tx.exec_params_n(1, "SELECT card FROM orders WHERE id = $1", req.order)[0][0].as<std::string>(); // finding: crosstalk-unscoped-fetch
}
