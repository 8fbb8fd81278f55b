#include <httplib.h>
#include <sqlite3.h>
#include <string>

constexpr const char *schema = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT);"
                               "CREATE TABLE orders (id INTEGER PRIMARY KEY,"
                               " user_id INTEGER NOT NULL REFERENCES users(id), total INTEGER);"
                               "CREATE TABLE posts (id INTEGER PRIMARY KEY,"
                               " user_id INTEGER NOT NULL REFERENCES users(id), body TEXT);";

void createTables(sqlite3 *db) { sqlite3_exec(db, schema, nullptr, nullptr, nullptr); }

std::string firstColumn(sqlite3_stmt *query) {
  std::string all;
  while (sqlite3_step(query) == SQLITE_ROW)
    all += reinterpret_cast<const char *>(sqlite3_column_text(query, 0));
  sqlite3_finalize(query);
  return all;
}

void orders(sqlite3 *db, const httplib::Request &req, httplib::Response &res) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT total FROM orders ORDER BY id", -1, &query, nullptr); // finding: crosstalk-unscoped-fetch
  res.set_content(firstColumn(query), "text/plain");
}

// What people post is meant for all.
void posts(sqlite3 *db, const httplib::Request &req, httplib::Response &res) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT body FROM posts ORDER BY id", -1, &query, nullptr);
  res.set_content(firstColumn(query), "text/plain");
}
