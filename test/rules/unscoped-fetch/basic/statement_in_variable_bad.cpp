#include <sqlite3.h>
#include <string>

struct User {
  long id;
  std::string name;
};

// Texts that could be changed and are not.
std::string invoiceById = "SELECT iban FROM invoices WHERE id = ?";
const char *invoiceOfUser = "SELECT iban FROM invoices WHERE id = ? AND user_id = ?";

class Statement {
public:
  Statement(const std::string &text, sqlite3 *db) { sqlite3_prepare_v2(db, text.c_str(), -1, &statement, nullptr); }
  void bind(long value) { sqlite3_bind_int64(statement, ++bound, value); }
  std::string result() {
    sqlite3_step(statement);
    return reinterpret_cast<const char *>(sqlite3_column_text(statement, 0));
  }

private:
  sqlite3_stmt *statement = nullptr;
  int bound = 0;
};

std::string anybodys(sqlite3 *db, const User &user, long invoiceId) {
  Statement statement(invoiceById, db); // finding: crosstalk-unscoped-fetch
  statement.bind(invoiceId);
  return user.name + statement.result();
}

std::string own(sqlite3 *db, const User &user, long invoiceId) {
  Statement statement(invoiceOfUser, db);
  statement.bind(invoiceId);
  statement.bind(user.id);
  return statement.result();
}
