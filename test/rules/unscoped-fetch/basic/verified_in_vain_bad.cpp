// Whom the request claims to be was compared with the caller; the statement has another way to the row.
#include <sqlite3.h>
#include <string>

struct User {
  long id;
};
struct Request {
  long noteId = 0, ownerId = 0;
};

std::string first(sqlite3 *db, const char *sql, long id, long owner) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, sql, -1, &query, nullptr);
  sqlite3_bind_int64(query, 1, id);
  sqlite3_bind_int64(query, 2, owner);
  std::string text;
  if (sqlite3_step(query) == SQLITE_ROW)
    text = reinterpret_cast<const char *>(sqlite3_column_text(query, 0));
  sqlite3_finalize(query);
  return text;
}

std::string note(sqlite3 *db, const Request &req, const User &user) {
  if (req.ownerId != user.id)
    return "403";
  return first(db, "SELECT body FROM notes WHERE id = ? AND (user_id = ? OR body <> '')", req.noteId, req.ownerId); // finding: crosstalk-unscoped-fetch
}

std::string ownNote(sqlite3 *db, const Request &req, const User &user) {
  if (req.ownerId != user.id)
    return "403";
  return first(db, "SELECT body FROM notes WHERE id = ? AND user_id = ?", req.noteId, req.ownerId);
}
