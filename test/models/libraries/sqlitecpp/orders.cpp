// SQLiteCpp: rows that belong to somebody, selected by an id alone or with their owner.
#include "../caller.h"
#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>

struct Request {
  std::string orderId, note;
};

std::string read_bad(SQLite::Database &db, const Request &request, const Caller &caller) {
  SQLite::Statement query(db, "SELECT iban FROM orders WHERE id = ?"); // finding: crosstalk-unscoped-fetch
  query.bind(1, request.orderId);
  return query.executeStep() ? query.getColumn(0).getString() : "";
}

std::string read_ok(SQLite::Database &db, const Request &request, const Caller &caller) {
  SQLite::Statement query(db, "SELECT iban FROM orders WHERE id = ? AND user_id = ?");
  query.bind(1, request.orderId);
  query.bindNoCopy(2, caller.userId);
  return query.executeStep() ? query.getColumn(0).getString() : "";
}

std::string listed_ok(SQLite::Database &db, const Request &request, const Caller &caller) {
  SQLite::Statement query(db, "SELECT iban FROM orders WHERE id = ? AND user_id = ?");
  SQLite::bind(query, request.orderId, caller.userId);
  return query.executeStep() ? query.getColumn(0).getString() : "";
}

std::string at_once_bad(SQLite::Database &db, const Request &request, const Caller &caller) {
  return db.execAndGet("SELECT iban FROM orders WHERE id = '" + request.orderId + "'").getString(); // finding: crosstalk-unscoped-fetch
}

void changed_bad(SQLite::Database &db, const Request &request, const Caller &caller) {
  db.exec("UPDATE orders SET note = 'x' WHERE id = '" + request.orderId + "'"); // finding: crosstalk-unscoped-write
}
