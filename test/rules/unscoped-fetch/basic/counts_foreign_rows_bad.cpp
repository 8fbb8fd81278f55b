// A row of somebody else is counted, and answered all the same.
#include <cstdint>
#include <sqlite3.h>
#include <string>
#include <vector>

struct User {
  std::int64_t id = 0;
  std::string name;
};

struct Invoice {
  std::int64_t id = 0, customerId = 0;
  std::string body;
};

sqlite3 *database();

constexpr const char *schema = "CREATE TABLE invoices (id INTEGER PRIMARY KEY,"
                               " customer_id INTEGER NOT NULL REFERENCES users(id), body TEXT)";

void createTables() { sqlite3_exec(database(), schema, nullptr, nullptr, nullptr); }

static bool owns(const User &user, const Invoice &row) { return row.customerId == user.id; }

std::string invoiceFor(std::int64_t invoiceId, const User &user) {
  sqlite3_stmt *statement = nullptr;
  sqlite3_prepare_v2(database(), "SELECT id, customer_id, body FROM invoices WHERE id = ?", -1, &statement, nullptr); // finding: crosstalk-unscoped-fetch
  sqlite3_bind_int64(statement, 1, invoiceId);
  std::vector<Invoice> rows;
  while (sqlite3_step(statement) == SQLITE_ROW)
    rows.push_back(Invoice{sqlite3_column_int64(statement, 0), sqlite3_column_int64(statement, 1),
                           reinterpret_cast<const char *>(sqlite3_column_text(statement, 2))});
  sqlite3_finalize(statement);
  std::string out;
  int foreign = 0;
  for (const Invoice &row : rows) {
    if (!owns(user, row))
      ++foreign;
    out += row.body;
  }
  return out;
}
