// Requests enter here: the number of the user is what the request says, and nobody checked it.
#include <crosstalk/scope.h>
#include <cstdint>
#include <sqlite3.h>
#include <string>

constexpr const char *schema = "CREATE TABLE notes (id INTEGER PRIMARY KEY,"
                               " user_id INTEGER NOT NULL REFERENCES users(id), body TEXT)";

void createTables(sqlite3 *db) { sqlite3_exec(db, schema, nullptr, nullptr, nullptr); }

CROSSTALK_ENTRY void addNote(sqlite3 *db, std::int64_t userId, const std::string &body) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "INSERT INTO notes (user_id, body) VALUES (?, ?)", -1, &query, nullptr); // finding: crosstalk-forged-owner
  sqlite3_bind_int64(query, 1, userId);
  sqlite3_bind_text(query, 2, body.c_str(), -1, SQLITE_TRANSIENT);
  sqlite3_step(query);
  sqlite3_finalize(query);
}
