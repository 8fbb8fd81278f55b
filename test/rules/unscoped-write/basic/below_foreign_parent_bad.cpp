// Items have no owner of their own: they belong to whoever owns their order.
#include <httplib.h>
#include <sqlite3.h>
#include <string>

constexpr const char *schema = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT);"
                               "CREATE TABLE orders (id INTEGER PRIMARY KEY,"
                               " user_id INTEGER NOT NULL REFERENCES users(id), total INTEGER);"
                               "CREATE TABLE items (id INTEGER PRIMARY KEY,"
                               " order_id INTEGER NOT NULL REFERENCES orders(id), what TEXT);"
                               "CREATE TABLE remarks (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id),"
                               " order_id INTEGER NOT NULL REFERENCES orders(id), what TEXT);";

void createTables(sqlite3 *db) { sqlite3_exec(db, schema, nullptr, nullptr, nullptr); }

int currentUserId(const httplib::Request &req);

bool ownsOrder(sqlite3 *db, int order, int user) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT 1 FROM orders WHERE id = ? AND user_id = ?", -1, &query, nullptr);
  sqlite3_bind_int(query, 1, order);
  sqlite3_bind_int(query, 2, user);
  const bool found = sqlite3_step(query) == SQLITE_ROW;
  sqlite3_finalize(query);
  return found;
}

void addItem(sqlite3 *db, const httplib::Request &req, httplib::Response &res) {
  const int me = currentUserId(req);
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "INSERT INTO items (order_id, what) VALUES (?, ?)", -1, &query, nullptr); // finding: crosstalk-unscoped-write
  sqlite3_bind_int(query, 1, std::stoi(req.get_param_value("order")));
  sqlite3_bind_text(query, 2, req.body.c_str(), -1, SQLITE_TRANSIENT);
  sqlite3_step(query);
  sqlite3_finalize(query);
  res.set_content(std::to_string(me), "text/plain");
}

// The order was looked at, the item is another number's.
void renameItem(sqlite3 *db, const httplib::Request &req, httplib::Response &res) {
  const int id = std::stoi(req.get_param_value("id"));
  if (!ownsOrder(db, id, currentUserId(req))) {
    res.status = 403;
    return;
  }
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "UPDATE items SET what = ? WHERE id = ?", -1, &query, nullptr); // finding: crosstalk-unscoped-write
  sqlite3_bind_text(query, 1, req.body.c_str(), -1, SQLITE_TRANSIENT);
  sqlite3_bind_int(query, 2, id);
  sqlite3_step(query);
  sqlite3_finalize(query);
}

void addItemToOwn(sqlite3 *db, const httplib::Request &req, httplib::Response &res) {
  const int order = std::stoi(req.get_param_value("order"));
  if (!ownsOrder(db, order, currentUserId(req))) {
    res.status = 403;
    return;
  }
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "INSERT INTO items (order_id, what) VALUES (?, ?)", -1, &query, nullptr);
  sqlite3_bind_int(query, 1, order);
  sqlite3_bind_text(query, 2, req.body.c_str(), -1, SQLITE_TRANSIENT);
  sqlite3_step(query);
  sqlite3_finalize(query);
}

// A remark is its author's, wherever it is put.
void addRemark(sqlite3 *db, const httplib::Request &req, httplib::Response &res) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "INSERT INTO remarks (user_id, order_id, what) VALUES (?, ?, ?)", -1, &query, nullptr);
  sqlite3_bind_int(query, 1, currentUserId(req));
  sqlite3_bind_int(query, 2, std::stoi(req.get_param_value("order")));
  sqlite3_bind_text(query, 3, req.body.c_str(), -1, SQLITE_TRANSIENT);
  sqlite3_step(query);
  sqlite3_finalize(query);
}
