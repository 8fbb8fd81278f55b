// The request is where the server keeps who was authenticated.
#include <cstdint>
#include <sqlite3.h>
#include <string>

struct Request {
  std::int64_t noteId = 0;
  std::int64_t userId = 0;
};

sqlite3 *database();

std::string noteOf(const Request &req) {
  sqlite3_stmt *statement = nullptr;
  sqlite3_prepare_v2(database(), "SELECT body FROM notes WHERE id = ? AND owner_id = ?", -1, &statement, nullptr);
  sqlite3_bind_int64(statement, 1, req.noteId);
  sqlite3_bind_int64(statement, 2, req.userId);
  std::string body;
  if (sqlite3_step(statement) == SQLITE_ROW)
    body = reinterpret_cast<const char *>(sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  return body;
}

struct User {
  std::int64_t id = 0;
};

// Whom the server put into the request is no claim.
struct SignedRequest {
  std::int64_t noteId = 0;
  User user;
};

bool erase(const SignedRequest &req) {
  sqlite3_stmt *statement = nullptr;
  sqlite3_prepare_v2(database(), "DELETE FROM notes WHERE id = ? AND owner_id = ?", -1, &statement, nullptr);
  sqlite3_bind_int64(statement, 1, req.noteId);
  sqlite3_bind_int64(statement, 2, req.user.id);
  const bool done = sqlite3_step(statement) == SQLITE_DONE;
  sqlite3_finalize(statement);
  return done;
}
