// The order was compared with the caller; its attachment is found by a number of its own.
#include <httplib.h>
#include <sqlite3.h>
#include <stdexcept>
#include <string>

constexpr const char *schema = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT);"
                               "CREATE TABLE orders (id INTEGER PRIMARY KEY,"
                               " user_id INTEGER NOT NULL REFERENCES users(id));"
                               "CREATE TABLE attachments (id INTEGER PRIMARY KEY,"
                               " order_id INTEGER NOT NULL REFERENCES orders(id), body TEXT);";

void createTables(sqlite3 *db) { sqlite3_exec(db, schema, nullptr, nullptr, nullptr); }

long currentUserId(const httplib::Request &req);

struct Order {
  long id = 0, userId = 0;
};

Order ownOrder(sqlite3 *db, long id, long user) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT id, user_id FROM orders WHERE id = ?", -1, &query, nullptr);
  sqlite3_bind_int64(query, 1, id);
  Order order;
  if (sqlite3_step(query) == SQLITE_ROW)
    order = {sqlite3_column_int64(query, 0), sqlite3_column_int64(query, 1)};
  sqlite3_finalize(query);
  if (order.userId != user)
    throw std::runtime_error("no such order");
  return order;
}

void attachment(sqlite3 *db, const httplib::Request &req, httplib::Response &res) {
  const Order order = ownOrder(db, std::stol(req.get_param_value("order")), currentUserId(req));
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT body FROM attachments WHERE id = ?", -1, &query, nullptr); // finding: crosstalk-unscoped-fetch
  sqlite3_bind_int64(query, 1, std::stol(req.get_param_value("attachment")));
  if (sqlite3_step(query) == SQLITE_ROW)
    res.set_content(reinterpret_cast<const char *>(sqlite3_column_text(query, 0)), "text/plain");
  sqlite3_finalize(query);
}

void attachmentOfOrder(sqlite3 *db, const httplib::Request &req, httplib::Response &res) {
  const Order order = ownOrder(db, std::stol(req.get_param_value("order")), currentUserId(req));
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT body FROM attachments WHERE id = ? AND order_id = ?", -1, &query, nullptr);
  sqlite3_bind_int64(query, 1, std::stol(req.get_param_value("attachment")));
  sqlite3_bind_int64(query, 2, order.id);
  if (sqlite3_step(query) == SQLITE_ROW)
    res.set_content(reinterpret_cast<const char *>(sqlite3_column_text(query, 0)), "text/plain");
  sqlite3_finalize(query);
}
