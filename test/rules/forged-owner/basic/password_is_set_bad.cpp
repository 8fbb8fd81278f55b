// A password that is set proves nothing, nor does the code of a currency.
#include <httplib.h>
#include <pqxx/pqxx>
#include <string>

static const char *const Schema = "CREATE TABLE users (id INT, account TEXT, password TEXT, nickname TEXT);"
                                  "CREATE TABLE balances (id INT, user_id INT, currency_code TEXT, amount INT)";

void setPassword(pqxx::work &tx, const httplib::Request &req, httplib::Response &) {
  const std::string account = req.get_param_value("account"), password = req.get_param_value("password");
  const char *const text = "UPDATE users SET password = $2 WHERE account = $1";
  tx.exec_params(text, account, password); // finding: crosstalk-forged-owner
}

void balance(pqxx::work &tx, const httplib::Request &req, httplib::Response &res) {
  const std::string user_id = req.get_param_value("user_id"), currency = req.get_param_value("currency");
  const char *const text = "SELECT amount FROM balances WHERE user_id = $1 AND currency_code = $2";
  const auto rows = tx.exec_params(text, user_id, currency); // finding: crosstalk-forged-owner
  res.set_content(rows[0][0].c_str(), "text/plain");
}

int main() {
  pqxx::connection db;
  pqxx::work tx(db);
  tx.exec(Schema);
  httplib::Server server;
  server.Post("/password", [&](const httplib::Request &req, httplib::Response &res) { setPassword(tx, req, res); });
  server.Get("/balance", [&](const httplib::Request &req, httplib::Response &res) { balance(tx, req, res); });
  server.listen("localhost", 8080);
}
