// Crow: routes are lambdas, path parameters are their arguments. The table's owner is in schema.sql.
#include "crow.h"
#include <map>
#include <sqlite3.h>
#include <string>

sqlite3 *db;
std::string lastToken;
std::map<std::string, std::string> pages;

std::string invoice(const std::string &id) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT iban FROM invoices WHERE id = ?", -1, &query, nullptr); // finding: crosstalk-unscoped-fetch
  sqlite3_bind_text(query, 1, id.c_str(), -1, SQLITE_TRANSIENT);
  std::string iban;
  if (sqlite3_step(query) == SQLITE_ROW)
    iban = reinterpret_cast<const char *>(sqlite3_column_text(query, 0));
  sqlite3_finalize(query);
  return iban;
}

int main() {
  crow::SimpleApp app;
  CROW_ROUTE(app, "/invoices/<string>")([](const crow::request &, std::string id) { return crow::response(invoice(id)); });
  CROW_ROUTE(app, "/last")([](const crow::request &req) {
    std::string text = "Your token is " + lastToken;
    lastToken = req.get_header_value("Authorization"); // finding: crosstalk-shared-session-state
    return crow::response(text);
  });
  CROW_ROUTE(app, "/page")([](const crow::request &req) {
    std::string &page = pages[req.url];
    if (page.empty())
      page = "Your token is " + req.get_header_value("Authorization"); // finding: crosstalk-unkeyed-cache
    return crow::response(page);
  });
  CROW_ROUTE(app, "/public")([](const crow::request &req) {
    crow::response res;
    res.write("Your token is " + req.get_header_value("Authorization"));
    res.set_header("Cache-Control", "public, max-age=60"); // finding: crosstalk-shareable-response
    return res;
  });
  app.port(8080).run();
}
