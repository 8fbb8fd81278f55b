// A key column names the caller.
#include <sqlite3.h>
#include <string>

struct Member {
  std::string memberId;
};

std::string offersFor(const Member &member, const std::string &week);

static std::string rowOf(sqlite3 *db, const std::string &who, const std::string &week) {
  sqlite3_stmt *s = nullptr;
  sqlite3_prepare_v2(db, "SELECT page FROM offer_pages WHERE who = ?1 AND week = ?2", -1, &s, nullptr);
  sqlite3_bind_text(s, 1, who.c_str(), -1, SQLITE_TRANSIENT);
  sqlite3_bind_text(s, 2, week.c_str(), -1, SQLITE_TRANSIENT);
  std::string page;
  if (sqlite3_step(s) == SQLITE_ROW)
    page = reinterpret_cast<const char *>(sqlite3_column_text(s, 0));
  sqlite3_finalize(s);
  return page;
}

static void keep(sqlite3 *db, const std::string &who, const std::string &week, const std::string &page) {
  sqlite3_stmt *s = nullptr;
  sqlite3_prepare_v2(db, "INSERT OR REPLACE INTO offer_pages(who, week, page) VALUES(?1, ?2, ?3)", -1, &s, nullptr);
  sqlite3_bind_text(s, 1, who.c_str(), -1, SQLITE_TRANSIENT);
  sqlite3_bind_text(s, 2, week.c_str(), -1, SQLITE_TRANSIENT);
  sqlite3_bind_text(s, 3, page.c_str(), -1, SQLITE_TRANSIENT);
  sqlite3_step(s);
  sqlite3_finalize(s);
}

std::string own(sqlite3 *db, const Member &member, const std::string &week) {
  std::string page = rowOf(db, member.memberId, week);
  if (!page.empty())
    return page;
  page = offersFor(member, week);
  keep(db, member.memberId, week, page);
  return page;
}
