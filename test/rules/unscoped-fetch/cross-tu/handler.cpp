#include "invoices.h"

std::string handleInvoice(sqlite3 *db, const User &user, std::int64_t invoiceId) {
  return user.name + ": " + ibanOf(db, invoiceId);
}
