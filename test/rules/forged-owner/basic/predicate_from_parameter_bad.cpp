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

void listNotes(sqlite3 *db, const httplib::Request &req, httplib::Response &res) {
  const std::string userId = req.get_param_value("user_id");
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT body FROM notes WHERE user_id = ?", -1, &query, nullptr); // finding: crosstalk-forged-owner
  sqlite3_bind_text(query, 1, userId.c_str(), -1, SQLITE_TRANSIENT);
  std::string all;
  while (sqlite3_step(query) == SQLITE_ROW)
    all += reinterpret_cast<const char *>(sqlite3_column_text(query, 0));
  sqlite3_finalize(query);
  res.set_content(all, "text/plain");
}
