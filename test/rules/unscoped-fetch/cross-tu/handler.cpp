// Reported where the caller is known and not used, not at the query.
#include "invoices.h"

std::string handleInvoice(sqlite3 *db, const User &user, std::int64_t invoiceId) {
  return user.name + ": " + ibanOf(db, invoiceId); // finding: crosstalk-unscoped-fetch
}

// What another unit defines the statement as is known when the program is linked.
std::int64_t handleAmount(sqlite3 *db, const User &user, std::int64_t invoiceId) {
  if (user.name.empty())
    return 0;
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, selectAmount, -1, &query, nullptr); // finding: crosstalk-unscoped-fetch
  sqlite3_bind_int64(query, 1, invoiceId);
  sqlite3_step(query);
  const std::int64_t amount = sqlite3_column_int64(query, 0);
  sqlite3_finalize(query);
  return amount;
}
