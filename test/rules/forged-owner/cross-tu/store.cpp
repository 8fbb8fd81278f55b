#include "notes.h"

constexpr const char *schema = "CREATE TABLE notes (id INTEGER PRIMARY KEY,"
                               " user_id INTEGER NOT NULL REFERENCES users(id), body TEXT)";

void createTables(sqlite3 *db) { sqlite3_exec(db, schema, nullptr, nullptr, nullptr); }

void insertNote(sqlite3 *db, const std::string &userId, const std::string &body) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "INSERT INTO notes (user_id, body) VALUES (?, ?)", -1, &query, nullptr);
  sqlite3_bind_text(query, 1, userId.c_str(), -1, SQLITE_TRANSIENT);
  sqlite3_bind_text(query, 2, body.c_str(), -1, SQLITE_TRANSIENT);
  sqlite3_step(query);
  sqlite3_finalize(query);
}
