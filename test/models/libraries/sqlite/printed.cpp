// SQLite: text from the library's own printf.
#include <sqlite3.h>
#include <string>

struct User {
  std::string id;
};
struct Request {
  std::string invoice;
  int number;
  User user;
};

sqlite3 *db;

void printed(const Request &req) {
  char *text = sqlite3_mprintf("DELETE FROM invoices WHERE id = %Q", req.invoice.c_str());
  sqlite3_exec(db, text, nullptr, nullptr, nullptr); // finding: crosstalk-unscoped-write
  sqlite3_free(text);
}
