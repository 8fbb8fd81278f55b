// Cards have no owner of their own: who may see them is said by the members of their board.
#include <httplib.h>
#include <sqlite3.h>
#include <string>

constexpr const char *schema = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT);"
                               "CREATE TABLE boards (id INTEGER PRIMARY KEY, title TEXT);"
                               "CREATE TABLE board_members (board_id INTEGER NOT NULL REFERENCES boards(id),"
                               " user_id INTEGER NOT NULL REFERENCES users(id), PRIMARY KEY (board_id, user_id));"
                               "CREATE TABLE cards (id INTEGER PRIMARY KEY,"
                               " board_id INTEGER NOT NULL REFERENCES boards(id), body TEXT);"
                               "CREATE TABLE films (id INTEGER PRIMARY KEY, title TEXT);"
                               "CREATE TABLE film_likes (film_id INTEGER NOT NULL REFERENCES films(id),"
                               " user_id INTEGER NOT NULL REFERENCES users(id), PRIMARY KEY (film_id, user_id));";

void createTables(sqlite3 *db) { sqlite3_exec(db, schema, nullptr, nullptr, nullptr); }

int currentUserId(const httplib::Request &req);

std::string firstColumn(sqlite3_stmt *query) {
  std::string all;
  while (sqlite3_step(query) == SQLITE_ROW)
    all += reinterpret_cast<const char *>(sqlite3_column_text(query, 0));
  sqlite3_finalize(query);
  return all;
}

bool isMember(sqlite3 *db, int board, int user) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT 1 FROM board_members WHERE board_id = ? AND user_id = ?", -1, &query, nullptr);
  sqlite3_bind_int(query, 1, board);
  sqlite3_bind_int(query, 2, user);
  const bool found = sqlite3_step(query) == SQLITE_ROW;
  sqlite3_finalize(query);
  return found;
}

void card(sqlite3 *db, const httplib::Request &req, httplib::Response &res) {
  const int me = currentUserId(req);
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT body FROM cards WHERE id = ?", -1, &query, nullptr); // finding: crosstalk-unscoped-fetch
  sqlite3_bind_int(query, 1, std::stoi(req.get_param_value("id")));
  res.set_content(firstColumn(query) + std::to_string(me), "text/plain");
}

void board(sqlite3 *db, const httplib::Request &req, httplib::Response &res) {
  const int me = currentUserId(req);
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT title FROM boards WHERE id = ?", -1, &query, nullptr); // finding: crosstalk-unscoped-fetch
  sqlite3_bind_int(query, 1, std::stoi(req.get_param_value("id")));
  res.set_content(firstColumn(query) + std::to_string(me), "text/plain");
}

void cardOfMember(sqlite3 *db, const httplib::Request &req, httplib::Response &res) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db,
                     "SELECT c.body FROM cards c JOIN board_members m ON m.board_id = c.board_id"
                     " WHERE c.id = ? AND m.user_id = ?",
                     -1, &query, nullptr);
  sqlite3_bind_int(query, 1, std::stoi(req.get_param_value("id")));
  sqlite3_bind_int(query, 2, currentUserId(req));
  res.set_content(firstColumn(query), "text/plain");
}

void cardsForMember(sqlite3 *db, const httplib::Request &req, httplib::Response &res) {
  const int board = std::stoi(req.get_param_value("board"));
  if (!isMember(db, board, currentUserId(req))) {
    res.status = 403;
    return;
  }
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT body FROM cards WHERE board_id = ?", -1, &query, nullptr);
  sqlite3_bind_int(query, 1, board);
  res.set_content(firstColumn(query), "text/plain");
}

// Who likes a film does not own it.
void film(sqlite3 *db, const httplib::Request &req, httplib::Response &res) {
  const int me = currentUserId(req);
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "SELECT title FROM films WHERE id = ?", -1, &query, nullptr);
  sqlite3_bind_int(query, 1, std::stoi(req.get_param_value("id")));
  res.set_content(firstColumn(query) + std::to_string(me), "text/plain");
}
