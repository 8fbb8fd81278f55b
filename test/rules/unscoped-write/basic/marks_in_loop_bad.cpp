// A list of ids: the text gets one mark for each of them.
#include <httplib.h>
#include <sqlite3.h>
#include <string>
#include <vector>

long currentUserId(const httplib::Request &req);
std::vector<long> idsIn(const std::string &body);

std::string marksFor(const std::vector<long> &ids) {
  std::string marks;
  for (std::size_t i = 0; i < ids.size(); ++i)
    marks += i ? ",?" : "?";
  return marks;
}

void removeAll(sqlite3 *db, const httplib::Request &req, httplib::Response &res) {
  const std::vector<long> ids = idsIn(req.body);
  const std::string sql = "DELETE FROM notes WHERE id IN (" + marksFor(ids) + ") RETURNING user_id";
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, sql.c_str(), -1, &query, nullptr); // finding: crosstalk-unscoped-write
  for (std::size_t i = 0; i < ids.size(); ++i)
    sqlite3_bind_int64(query, static_cast<int>(i) + 1, ids[i]);
  sqlite3_step(query);
  sqlite3_finalize(query);
  res.set_content("removed for " + std::to_string(currentUserId(req)), "text/plain");
}

void removeOwn(sqlite3 *db, const httplib::Request &req, httplib::Response &) {
  const std::vector<long> ids = idsIn(req.body);
  const std::string sql = "DELETE FROM notes WHERE user_id = ? AND id IN (" + marksFor(ids) + ")";
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, sql.c_str(), -1, &query, nullptr);
  sqlite3_bind_int64(query, 1, currentUserId(req));
  for (std::size_t i = 0; i < ids.size(); ++i)
    sqlite3_bind_int64(query, static_cast<int>(i) + 2, ids[i]);
  sqlite3_step(query);
  sqlite3_finalize(query);
}
