// The row is put together in an optional, behind a pointer that is set on one way only, in the last element of a list.
#include <memory>
#include <optional>
#include <sqlite3.h>
#include <string>
#include <vector>

struct User {
  long id;
};
struct Invoice {
  long id = 0, userId = 0;
  std::string iban;
};

const char *iban(sqlite3_stmt *row) { return reinterpret_cast<const char *>(sqlite3_column_text(row, 2)); }

std::optional<Invoice> inOptional(sqlite3 *db, long id) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT id, user_id, iban FROM invoices WHERE id = ?", -1, &query, nullptr);
  sqlite3_bind_int64(query, 1, id);
  std::optional<Invoice> found;
  if (sqlite3_step(query) == SQLITE_ROW) {
    found = Invoice{};
    found->userId = sqlite3_column_int64(query, 1);
    found->iban = iban(query);
  }
  sqlite3_finalize(query);
  return found;
}

std::unique_ptr<Invoice> behindPointer(sqlite3 *db, long id) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT id, user_id, iban FROM invoices WHERE id = ?", -1, &query, nullptr);
  sqlite3_bind_int64(query, 1, id);
  std::unique_ptr<Invoice> found;
  if (sqlite3_step(query) == SQLITE_ROW) {
    found = std::make_unique<Invoice>();
    found->userId = sqlite3_column_int64(query, 1);
    found->iban = iban(query);
  }
  sqlite3_finalize(query);
  return found;
}

std::vector<Invoice> inList(sqlite3 *db, long id) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT id, user_id, iban FROM invoices WHERE id = ?", -1, &query, nullptr);
  sqlite3_bind_int64(query, 1, id);
  std::vector<Invoice> found;
  while (sqlite3_step(query) == SQLITE_ROW) {
    Invoice &row = found.emplace_back();
    row.userId = sqlite3_column_int64(query, 1);
    row.iban = iban(query);
  }
  sqlite3_finalize(query);
  return found;
}

std::string first(sqlite3 *db, const User &user, long id) {
  const auto invoice = inOptional(db, id); // finding: crosstalk-unscoped-fetch
  return invoice ? std::to_string(user.id) + invoice->iban : "";
}

std::string second(sqlite3 *db, const User &user, long id) {
  const auto invoice = behindPointer(db, id); // finding: crosstalk-unscoped-fetch
  return invoice ? std::to_string(user.id) + invoice->iban : "";
}

std::string third(sqlite3 *db, const User &user, long id) {
  std::string all = std::to_string(user.id);
  for (const Invoice &invoice : inList(db, id)) // finding: crosstalk-unscoped-fetch
    all += invoice.iban;
  return all;
}

std::string compared(sqlite3 *db, const User &user, long id) {
  const auto invoice = inOptional(db, id);
  return invoice && invoice->userId == user.id ? invoice->iban : "";
}

std::string comparedBehindPointer(sqlite3 *db, const User &user, long id) {
  const auto invoice = behindPointer(db, id);
  if (!invoice || invoice->userId != user.id)
    return "";
  return invoice->iban;
}

std::string comparedInList(sqlite3 *db, const User &user, long id) {
  std::string all;
  for (const Invoice &invoice : inList(db, id))
    if (invoice.userId == user.id)
      all += invoice.iban;
  return all;
}
