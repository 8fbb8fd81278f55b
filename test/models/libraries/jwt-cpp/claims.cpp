// jwt-cpp: the subject of a token is the principal once the verifier saw it.
#include "jwt-cpp.h"
#include <map>
#include <sqlite3.h>
#include <string>

struct Request {
  std::string token, path, invoice;
};

std::map<std::string, std::string> pages;
sqlite3 *db;

std::string byPath(const Request &req) {
  auto decoded = jwt::decode(req.token);
  jwt::verify().verify(decoded);
  auto found = pages.find(req.path);
  if (found != pages.end())
    return found->second;
  pages[req.path] = "Dear " + decoded.get_subject(); // finding: crosstalk-unkeyed-cache
  return pages[req.path];
}

std::string select(const std::string &invoice, const std::string &user) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT iban FROM invoices WHERE id = ? AND user_id = ?", -1, &query, nullptr);
  sqlite3_bind_text(query, 1, invoice.c_str(), -1, SQLITE_TRANSIENT);
  sqlite3_bind_text(query, 2, user.c_str(), -1, SQLITE_TRANSIENT);
  std::string iban;
  if (sqlite3_step(query) == SQLITE_ROW)
    iban = reinterpret_cast<const char *>(sqlite3_column_text(query, 0));
  sqlite3_finalize(query);
  return iban;
}

std::string verified(const Request &req) {
  auto decoded = jwt::decode(req.token);
  jwt::verify().verify(decoded);
  return select(req.invoice, decoded.get_payload_claim("sub").as_string());
}
