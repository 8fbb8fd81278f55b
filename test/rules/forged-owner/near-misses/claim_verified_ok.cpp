#include <cstdint>
#include <httplib.h>
#include <sqlite3.h>
#include <string>

struct User {
  std::int64_t id;
  std::string name, email;
};

User userOf(const std::string &token);

constexpr const char *schema = "CREATE TABLE notes (id INTEGER PRIMARY KEY,"
                               " user_id INTEGER NOT NULL REFERENCES users(id), body TEXT)";

void createTables(sqlite3 *db) { sqlite3_exec(db, schema, nullptr, nullptr, nullptr); }

void addNote(sqlite3 *db, const httplib::Request &req, httplib::Response &res) {
  const User user = userOf(req.get_header_value("Authorization"));
  const std::int64_t userId = std::stoll(req.get_param_value("user_id"));
  if (userId != user.id) {
    res.status = 403;
    return;
  }
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "INSERT INTO notes (user_id, body) VALUES (?, ?)", -1, &query, nullptr);
  sqlite3_bind_int64(query, 1, userId);
  sqlite3_bind_text(query, 2, req.body.c_str(), -1, SQLITE_TRANSIENT);
  sqlite3_step(query);
  sqlite3_finalize(query);
}
