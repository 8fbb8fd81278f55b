// The function returns only for those who may; it gives nothing back.
#include <crosstalk/scope.h>
#include <cstdint>
#include <sqlite3.h>
#include <string>

struct User {
  std::int64_t id;
  std::string name, email;
};

constexpr const char *schema = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT);"
                               "CREATE TABLE invoices (id INTEGER PRIMARY KEY,"
                               " user_id INTEGER NOT NULL REFERENCES users(id), amount INTEGER, iban TEXT);";

void createTables(sqlite3 *db) { sqlite3_exec(db, schema, nullptr, nullptr, nullptr); }

CROSSTALK_GUARD void demand(int purpose);

std::string invoice(sqlite3 *db, const User &user, std::int64_t invoiceId) {
  demand(7);
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT iban FROM invoices WHERE id = ?", -1, &query, nullptr);
  sqlite3_bind_int64(query, 1, invoiceId);
  sqlite3_step(query);
  std::string iban = reinterpret_cast<const char *>(sqlite3_column_text(query, 0));
  sqlite3_finalize(query);
  return iban;
}
