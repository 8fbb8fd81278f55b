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

void changeIban(sqlite3 *db, const User &user, std::int64_t invoiceId, const std::string &iban) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "UPDATE invoices SET iban = ? WHERE id = ?", -1, &query, nullptr); // finding: crosstalk-unscoped-write
  sqlite3_bind_text(query, 1, iban.c_str(), -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64(query, 2, invoiceId);
  sqlite3_step(query);
  sqlite3_finalize(query);
}
