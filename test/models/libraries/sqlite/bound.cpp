// SQLite: values bound by name, by a number that is asked for, and printed into the text.
#include <sqlite3.h>
#include <string>

struct User {
  int id;
};
struct Request {
  int invoice;
  User user;
};

sqlite3 *db;

std::string iban(sqlite3_stmt *query) {
  std::string text;
  if (sqlite3_step(query) == SQLITE_ROW)
    text = reinterpret_cast<const char *>(sqlite3_column_text(query, 0));
  sqlite3_finalize(query);
  return text;
}

std::string byName(const Request &req) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT iban FROM invoices WHERE id = :id AND user_id = :me", -1, &query, nullptr);
  sqlite3_bind_int(query, sqlite3_bind_parameter_index(query, ":me"), req.user.id);
  sqlite3_bind_int(query, sqlite3_bind_parameter_index(query, ":id"), req.invoice);
  return iban(query);
}

std::string byNameAlone(const Request &req) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT iban FROM invoices WHERE id = :id AND total > :least", -1, &query, nullptr); // finding: crosstalk-unscoped-fetch
  sqlite3_bind_int(query, sqlite3_bind_parameter_index(query, ":least"), req.user.id);
  sqlite3_bind_int(query, sqlite3_bind_parameter_index(query, ":id"), req.invoice);
  return iban(query);
}

std::string byNumber(const Request &req) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT iban FROM invoices WHERE user_id = ?2 AND id = ?1", -1, &query, nullptr);
  sqlite3_bind_int(query, 1, req.invoice);
  sqlite3_bind_int(query, 2, req.user.id);
  return iban(query);
}

std::string printed(const Request &req) {
  char *text = sqlite3_mprintf("SELECT iban FROM invoices WHERE id = %d", req.invoice);
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, text, -1, &query, nullptr); // finding: crosstalk-unscoped-fetch
  return iban(query);
}

std::string printedScoped(const Request &req) {
  char *text = sqlite3_mprintf("SELECT iban FROM invoices WHERE id = %d AND user_id = %d", req.invoice, req.user.id);
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, text, -1, &query, nullptr);
  return iban(query);
}
