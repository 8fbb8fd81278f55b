// Who asks is known, and whom the request names is compared with that.
#include <cstdint>
#include <sqlite3.h>
#include <string>

struct User {
  std::int64_t id = 0;
  std::string name;
};

struct Request {
  std::int64_t noteId = 0;
  std::int64_t ownerId = 0;
  std::string text;
};

sqlite3 *database();

std::string noteOf(const Request &req, const User &user) {
  if (req.ownerId != user.id)
    return "";
  sqlite3_stmt *statement = nullptr;
  sqlite3_prepare_v2(database(), "SELECT body FROM notes WHERE id = ? AND owner_id = ?", -1, &statement, nullptr);
  sqlite3_bind_int64(statement, 1, req.noteId);
  sqlite3_bind_int64(statement, 2, req.ownerId);
  std::string body;
  if (sqlite3_step(statement) == SQLITE_ROW)
    body = reinterpret_cast<const char *>(sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  return user.name + ": " + body;
}
