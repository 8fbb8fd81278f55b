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

std::string invoice(sqlite3 *db, const User &user, std::int64_t invoiceId) {
  const std::string sql = "SELECT iban FROM invoices WHERE id = " + std::to_string(invoiceId);
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, sql.c_str(), -1, &query, nullptr); // finding: crosstalk-unscoped-fetch
  sqlite3_step(query);
  std::string iban = reinterpret_cast<const char *>(sqlite3_column_text(query, 0));
  sqlite3_finalize(query);
  return iban;
}
