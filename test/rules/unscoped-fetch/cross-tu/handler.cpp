// Reported where the caller is known and not used, not at the query.
#include "invoices.h"

std::string handleInvoice(sqlite3 *db, const User &user, std::int64_t invoiceId) {
  return user.name + ": " + ibanOf(db, invoiceId); // finding: crosstalk-unscoped-fetch
}
