#include <cstdint>
#include <sqlite3.h>
#include <string>

struct User {
  std::int64_t id;
  std::string name, email;
};

constexpr const char *schema = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT);"
                               "CREATE TABLE invoices (id INTEGER PRIMARY KEY,"
                               " user_id INTEGER NOT NULL REFERENCES users(id), amount INTEGER, iban TEXT);"
                               "CREATE TABLE countries (code TEXT PRIMARY KEY, name TEXT);";

void createTables(sqlite3 *db) { sqlite3_exec(db, schema, nullptr, nullptr, nullptr); }

bool owns(sqlite3 *db, std::int64_t userId, std::int64_t invoiceId) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT 1 FROM invoices WHERE id = ? AND user_id = ?", -1, &query, nullptr);
  sqlite3_bind_int64(query, 1, invoiceId);
  sqlite3_bind_int64(query, 2, userId);
  const bool found = sqlite3_step(query) == SQLITE_ROW;
  sqlite3_finalize(query);
  return found;
}

void deleteInvoice(sqlite3 *db, const User &user, std::int64_t invoiceId) {
  if (!owns(db, user.id, invoiceId))
    return;
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "DELETE FROM invoices WHERE id = ?", -1, &query, nullptr);
  sqlite3_bind_int64(query, 1, invoiceId);
  sqlite3_step(query);
  sqlite3_finalize(query);
}
