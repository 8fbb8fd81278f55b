// jwt-cpp: what a token says that no verifier saw is only a claim.
#include "jwt-cpp.h"
#include <sqlite3.h>
#include <string>

struct Request {
  std::string token;
};

sqlite3 *db;

std::string unverified(const Request &req) {
  auto user = jwt::decode(req.token).get_payload_claim("sub").as_string();
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT iban FROM invoices WHERE user_id = ?", -1, &query, nullptr); // finding: crosstalk-forged-owner
  sqlite3_bind_text(query, 1, user.c_str(), -1, SQLITE_TRANSIENT);
  std::string iban;
  if (sqlite3_step(query) == SQLITE_ROW)
    iban = reinterpret_cast<const char *>(sqlite3_column_text(query, 0));
  sqlite3_finalize(query);
  return iban;
}
