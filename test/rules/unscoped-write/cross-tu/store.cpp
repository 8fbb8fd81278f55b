#include "invoices.h"

constexpr const char *schema = "CREATE TABLE invoices (id INTEGER PRIMARY KEY,"
                               " user_id INTEGER NOT NULL REFERENCES users(id), amount INTEGER, iban TEXT)";

void createTables(sqlite3 *db) { sqlite3_exec(db, schema, nullptr, nullptr, nullptr); }

void remove(sqlite3 *db, std::int64_t invoiceId) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "DELETE FROM invoices WHERE id = ?", -1, &query, nullptr);
  sqlite3_bind_int64(query, 1, invoiceId);
  sqlite3_step(query);
  sqlite3_finalize(query);
}
