// A table that is asked first, and filled with what is computed for the caller, is a cache of all callers.
#include <sqlite3.h>
#include <string>

struct Member {
  std::string memberId;
};

std::string offersFor(const Member &member, const std::string &week);

static std::string rowOf(sqlite3 *db, const std::string &week) {
  sqlite3_stmt *s = nullptr;
  sqlite3_prepare_v2(db, "SELECT page FROM offer_pages WHERE week = ?1", -1, &s, nullptr);
  sqlite3_bind_text(s, 1, week.c_str(), -1, SQLITE_TRANSIENT);
  std::string page;
  if (sqlite3_step(s) == SQLITE_ROW)
    page = reinterpret_cast<const char *>(sqlite3_column_text(s, 0));
  sqlite3_finalize(s);
  return page;
}

static void keep(sqlite3 *db, const std::string &week, const std::string &page) {
  sqlite3_stmt *s = nullptr;
  sqlite3_prepare_v2(db, "INSERT OR REPLACE INTO offer_pages(week, page) VALUES(?1, ?2)", -1, &s, nullptr);
  sqlite3_bind_text(s, 1, week.c_str(), -1, SQLITE_TRANSIENT);
  sqlite3_bind_text(s, 2, page.c_str(), -1, SQLITE_TRANSIENT);
  sqlite3_step(s);
  sqlite3_finalize(s);
}

std::string offers(sqlite3 *db, const Member &member, const std::string &week) {
  std::string page = rowOf(db, week);
  if (!page.empty())
    return page;
  page = offersFor(member, week);
  keep(db, week, page); // finding: crosstalk-unkeyed-cache
  return page;
}
