#include "invoices.h"

void handleDelete(sqlite3 *db, const User &user, std::int64_t invoiceId) {
  remove(db, invoiceId); // finding: crosstalk-unscoped-write
}
