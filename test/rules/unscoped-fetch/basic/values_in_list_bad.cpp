// The statement and the list of its values go to a helper, which binds one after the other.
#include <httplib.h>
#include <sqlite3.h>
#include <string>
#include <vector>

constexpr const char *schema = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT);"
                               "CREATE TABLE orders (id INTEGER PRIMARY KEY,"
                               " user_id INTEGER NOT NULL REFERENCES users(id), total INTEGER);";

void createTables(sqlite3 *db) { sqlite3_exec(db, schema, nullptr, nullptr, nullptr); }

int currentUserId(const httplib::Request &req);

std::string run(sqlite3 *db, const std::string &sql, const std::vector<std::string> &values) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, sql.c_str(), -1, &query, nullptr);
  int at = 0;
  for (const std::string &value : values)
    sqlite3_bind_text(query, ++at, value.c_str(), -1, SQLITE_TRANSIENT);
  std::string all;
  while (sqlite3_step(query) == SQLITE_ROW)
    all += reinterpret_cast<const char *>(sqlite3_column_text(query, 0));
  sqlite3_finalize(query);
  return all;
}

std::string runByIndex(sqlite3 *db, const std::string &sql, const std::vector<std::string> &values) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, sql.c_str(), -1, &query, nullptr);
  for (std::size_t i = 0; i < values.size(); ++i)
    sqlite3_bind_text(query, static_cast<int>(i + 1), values[i].c_str(), -1, SQLITE_TRANSIENT);
  std::string all;
  while (sqlite3_step(query) == SQLITE_ROW)
    all += reinterpret_cast<const char *>(sqlite3_column_text(query, 0));
  sqlite3_finalize(query);
  return all;
}

void order(sqlite3 *db, const httplib::Request &req, httplib::Response &res) {
  std::vector<std::string> values;
  values.push_back(req.get_param_value("currency"));
  values.push_back(req.get_param_value("id"));
  const std::string mine = std::to_string(currentUserId(req));
  res.set_content(mine + run(db, "SELECT total, ? FROM orders WHERE id = ?", values), "text/plain"); // finding: crosstalk-unscoped-fetch
}

void ownOrder(sqlite3 *db, const httplib::Request &req, httplib::Response &res) {
  std::vector<std::string> values;
  values.push_back(req.get_param_value("currency"));
  values.push_back(req.get_param_value("id"));
  values.push_back(std::to_string(currentUserId(req)));
  res.set_content(runByIndex(db, "SELECT total, ? FROM orders WHERE id = ? AND user_id = ?", values), "text/plain");
}
