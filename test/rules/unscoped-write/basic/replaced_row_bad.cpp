// A REPLACE gives the caller a row of their own, in place of whatever row had the key.
#include <httplib.h>
#include <sqlite3.h>
#include <string>

constexpr const char *schema = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT);"
                               "CREATE TABLE notes (id INTEGER PRIMARY KEY,"
                               " user_id INTEGER NOT NULL REFERENCES users(id), body TEXT);"
                               "CREATE TABLE settings (user_id INTEGER PRIMARY KEY REFERENCES users(id), theme TEXT);";

void createTables(sqlite3 *db) { sqlite3_exec(db, schema, nullptr, nullptr, nullptr); }

long currentUserId(const httplib::Request &req);

void put(sqlite3 *db, const char *sql, const httplib::Request &req) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, sql, -1, &query, nullptr);
  sqlite3_bind_int64(query, 1, std::stol(req.get_param_value("id")));
  sqlite3_bind_int64(query, 2, currentUserId(req));
  sqlite3_bind_text(query, 3, req.body.c_str(), -1, SQLITE_TRANSIENT);
  sqlite3_step(query);
  sqlite3_finalize(query);
}

void replace(sqlite3 *db, const httplib::Request &req, httplib::Response &) {
  put(db, "REPLACE INTO notes (id, user_id, body) VALUES (?, ?, ?)", req); // finding: crosstalk-unscoped-write
}

void insertOrReplace(sqlite3 *db, const httplib::Request &req, httplib::Response &) {
  put(db, "INSERT OR REPLACE INTO notes VALUES (?, ?, ?)", req); // finding: crosstalk-unscoped-write
}

void insertOrIgnore(sqlite3 *db, const httplib::Request &req, httplib::Response &) {
  put(db, "INSERT OR IGNORE INTO notes VALUES (?, ?, ?)", req);
}

void replaceOwn(sqlite3 *db, const httplib::Request &req, httplib::Response &) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "REPLACE INTO settings (user_id, theme) VALUES (?, ?)", -1, &query, nullptr);
  sqlite3_bind_int64(query, 1, currentUserId(req));
  sqlite3_bind_text(query, 2, req.body.c_str(), -1, SQLITE_TRANSIENT);
  sqlite3_step(query);
  sqlite3_finalize(query);
}

void replaceNumbered(sqlite3 *db, const httplib::Request &req, httplib::Response &) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "REPLACE INTO notes (user_id, body) VALUES (?, ?)", -1, &query, nullptr);
  sqlite3_bind_int64(query, 1, currentUserId(req));
  sqlite3_bind_text(query, 2, req.body.c_str(), -1, SQLITE_TRANSIENT);
  sqlite3_step(query);
  sqlite3_finalize(query);
}
