// Whoever knows the password that is stored beside the name is the one, and an account that is made with one is nobody
// else's. A share is for everybody who was given its code.
#include <httplib.h>
#include <pqxx/pqxx>
#include <string>

static const char *const Schema = "CREATE TABLE users (id INT, account TEXT, password TEXT, nickname TEXT);"
                                  "CREATE TABLE shares (share_id INT, user_id INT, code TEXT, file TEXT)";

void login(pqxx::work &tx, const httplib::Request &req, httplib::Response &res) {
  const auto rows = tx.exec_params("SELECT id, nickname FROM users WHERE account = $1 AND password = $2",
                                   req.get_param_value("account"), req.get_param_value("password"));
  res.set_content(rows[0][1].c_str(), "text/plain");
}

void signUp(pqxx::work &tx, const httplib::Request &req, httplib::Response &) {
  tx.exec_params("INSERT INTO users (account, password) VALUES ($1, $2)", req.get_param_value("account"),
                 req.get_param_value("password"));
}

void shared(pqxx::work &tx, const httplib::Request &req, httplib::Response &res) {
  const auto rows = tx.exec_params("SELECT file FROM shares WHERE share_id = $1 AND code = $2",
                                   req.get_param_value("share_id"), req.get_param_value("code"));
  res.set_content(rows[0][0].c_str(), "text/plain");
}

int main() {
  pqxx::connection db;
  pqxx::work tx(db);
  tx.exec(Schema);
  httplib::Server server;
  server.Post("/login", [&](const httplib::Request &req, httplib::Response &res) { login(tx, req, res); });
  server.Post("/user", [&](const httplib::Request &req, httplib::Response &res) { signUp(tx, req, res); });
  server.Get("/share", [&](const httplib::Request &req, httplib::Response &res) { shared(tx, req, res); });
  server.listen("localhost", 8080);
}
