// SQLite: prepared statements, bound by number; and one that is kept for everybody.
#include <sqlite3.h>
#include <string>

struct User {
  std::string id;
};
struct Request {
  std::string invoice;
  int number;
  User user;
};

sqlite3 *db;

std::string prepared(const Request &req) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT iban FROM invoices WHERE id = ?", -1, &query, nullptr); // finding: crosstalk-unscoped-fetch
  sqlite3_bind_text(query, 1, req.invoice.c_str(), -1, SQLITE_TRANSIENT);
  std::string iban;
  if (sqlite3_step(query) == SQLITE_ROW)
    iban = reinterpret_cast<const char *>(sqlite3_column_text(query, 0));
  sqlite3_finalize(query);
  return iban;
}

std::string preparedScoped(const Request &req) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT iban FROM invoices WHERE id = ? AND user_id = ?", -1, &query, nullptr);
  sqlite3_bind_text(query, 1, req.invoice.c_str(), -1, SQLITE_TRANSIENT);
  sqlite3_bind_text(query, 2, req.user.id.c_str(), -1, SQLITE_TRANSIENT);
  std::string iban;
  if (sqlite3_step(query) == SQLITE_ROW)
    iban = reinterpret_cast<const char *>(sqlite3_column_text(query, 0));
  sqlite3_finalize(query);
  return iban;
}

int preparedV3(const Request &req) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v3(db, "SELECT total FROM invoices WHERE id = ?", -1, 0, &query, nullptr); // finding: crosstalk-unscoped-fetch
  sqlite3_bind_int(query, 1, req.number);
  int total = 0;
  if (sqlite3_step(query) == SQLITE_ROW)
    total = sqlite3_column_int(query, 0);
  sqlite3_finalize(query);
  return total;
}

void executed(const Request &req) {
  std::string text = "DELETE FROM invoices WHERE id = " + req.invoice;
  sqlite3_exec(db, text.c_str(), nullptr, nullptr, nullptr); // finding: crosstalk-unscoped-write
}

std::string table(const Request &req) {
  char **rows = nullptr;
  int height = 0, width = 0;
  std::string text = "SELECT iban FROM invoices WHERE id = " + req.invoice;
  sqlite3_get_table(db, text.c_str(), &rows, &height, &width, nullptr); // finding: crosstalk-unscoped-fetch
  std::string iban = rows[1];
  sqlite3_free_table(rows);
  return iban;
}
