// cpp-httplib: what the fields and getters of a request are. The table's owner is in schema.sql.
#include <httplib.h>
#include <sqlite3.h>
#include <string>

sqlite3 *db;

std::string iban(sqlite3_stmt *query) {
  std::string found;
  if (sqlite3_step(query) == SQLITE_ROW)
    found = reinterpret_cast<const char *>(sqlite3_column_text(query, 0));
  sqlite3_finalize(query);
  return found;
}

std::string byParameter(const std::string &id) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT iban FROM invoices WHERE id = ?", -1, &query, nullptr); // finding: crosstalk-unscoped-fetch
  sqlite3_bind_text(query, 1, id.c_str(), -1, SQLITE_TRANSIENT);
  return iban(query);
}

std::string byMatch(const std::string &id) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT iban FROM invoices WHERE number = ?", -1, &query, nullptr); // finding: crosstalk-unscoped-fetch
  sqlite3_bind_text(query, 1, id.c_str(), -1, SQLITE_TRANSIENT);
  return iban(query);
}

std::string byBody(const std::string &id) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT iban FROM invoices WHERE reference = ?", -1, &query, nullptr); // finding: crosstalk-unscoped-fetch
  sqlite3_bind_text(query, 1, id.c_str(), -1, SQLITE_TRANSIENT);
  return iban(query);
}

int main() {
  httplib::Server server;
  server.Get("/param", [](const httplib::Request &req, httplib::Response &res) {
    res.set_content(byParameter(req.get_param_value("id")), "text/plain");
  });
  server.Get(R"(/invoices/(\d+))", [](const httplib::Request &req, httplib::Response &res) {
    res.set_content(byMatch(req.matches[1]), "text/plain");
  });
  server.Post("/body", [](const httplib::Request &req, httplib::Response &res) {
    res.set_content(byBody(req.body), "text/plain");
  });
  server.listen("127.0.0.1", 8080);
}
