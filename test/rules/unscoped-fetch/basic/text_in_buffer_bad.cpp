// The text is printed into a vector or a string that was made large enough.
#include <cstdio>
#include <sqlite3.h>
#include <string>
#include <vector>

struct User {
  long id;
};

std::string first(sqlite3_stmt *query) {
  std::string text;
  if (sqlite3_step(query) == SQLITE_ROW)
    text = reinterpret_cast<const char *>(sqlite3_column_text(query, 0));
  sqlite3_finalize(query);
  return text;
}

std::string note(sqlite3 *db, const User &user, long id) {
  std::vector<char> sql(200);
  std::snprintf(sql.data(), sql.size(), "SELECT body FROM notes WHERE id = %ld", id);
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, sql.data(), -1, &query, nullptr); // finding: crosstalk-unscoped-fetch
  return std::to_string(user.id) + first(query);
}

std::string ownNote(sqlite3 *db, const User &user, long id) {
  std::string sql(200, '\0');
  std::snprintf(&sql[0], sql.size(), "SELECT body FROM notes WHERE id = %ld AND user_id = %ld", id, user.id);
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, sql.c_str(), -1, &query, nullptr);
  return first(query);
}

std::string anyNote(sqlite3 *db, const User &user, long id) {
  std::string sql(200, '\0');
  std::snprintf(&sql[0], sql.size(), "SELECT body FROM notes WHERE id = %ld AND user_id > 0", id);
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, sql.c_str(), -1, &query, nullptr); // finding: crosstalk-unscoped-fetch
  return std::to_string(user.id) + first(query);
}
