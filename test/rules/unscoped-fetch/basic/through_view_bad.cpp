// A view shows rows that somebody owns, under names of its own.
#include <httplib.h>
#include <sqlite3.h>
#include <string>

constexpr const char *schema =
    "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT);"
    "CREATE TABLE invoices (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id), iban TEXT);"
    "CREATE VIEW statement_lines AS SELECT i.id AS number, i.user_id AS payer, i.iban AS text FROM invoices i;";

void createTables(sqlite3 *db) { sqlite3_exec(db, schema, nullptr, nullptr, nullptr); }

long currentUserId(const httplib::Request &req);

std::string lines(sqlite3_stmt *query) {
  std::string all;
  while (sqlite3_step(query) == SQLITE_ROW)
    all += reinterpret_cast<const char *>(sqlite3_column_text(query, 0));
  sqlite3_finalize(query);
  return all;
}

void line(sqlite3 *db, const httplib::Request &req, httplib::Response &res) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT text FROM statement_lines WHERE number = ?", -1, &query, nullptr); // finding: crosstalk-unscoped-fetch
  sqlite3_bind_int64(query, 1, std::stol(req.get_param_value("number")));
  res.set_content(std::to_string(currentUserId(req)) + lines(query), "text/plain");
}

void ownLine(sqlite3 *db, const httplib::Request &req, httplib::Response &res) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT text FROM statement_lines WHERE number = ? AND payer = ?", -1, &query, nullptr);
  sqlite3_bind_int64(query, 1, std::stol(req.get_param_value("number")));
  sqlite3_bind_int64(query, 2, currentUserId(req));
  res.set_content(lines(query), "text/plain");
}
