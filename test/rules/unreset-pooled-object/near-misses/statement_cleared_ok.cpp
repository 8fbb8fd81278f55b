// Cleared before it is bound, bound in either case, executed only where it was bound, or prepared for each request.
#include <sqlite3.h>
#include <string>

struct Visit {
  long room = 0;
  std::string guest, wish;
};

class FrontDesk {
public:
  explicit FrontDesk(sqlite3 *db) : db_(db) {
    sqlite3_prepare_v2(db, "INSERT INTO visits(room, wish) VALUES(?1, ?2)", -1, &cleared_, nullptr);
    sqlite3_prepare_v2(db, "INSERT INTO visits(room, wish) VALUES(?1, ?2)", -1, &either_, nullptr);
    sqlite3_prepare_v2(db, "INSERT INTO visits(room, wish) VALUES(?1, ?2)", -1, &where_, nullptr);
  }
  void arrive(const Visit &visit) {
    sqlite3_reset(cleared_);
    sqlite3_clear_bindings(cleared_);
    sqlite3_bind_int64(cleared_, 1, visit.room);
    if (!visit.wish.empty())
      sqlite3_bind_text(cleared_, 2, visit.wish.c_str(), -1, SQLITE_TRANSIENT);
    sqlite3_step(cleared_);
  }
  void change(const Visit &visit) {
    sqlite3_reset(either_);
    sqlite3_bind_int64(either_, 1, visit.room);
    if (!visit.wish.empty())
      sqlite3_bind_text(either_, 2, visit.wish.c_str(), -1, SQLITE_TRANSIENT);
    else
      sqlite3_bind_null(either_, 2);
    sqlite3_step(either_);
  }
  void leave(const Visit &visit) {
    sqlite3_reset(where_);
    if (!visit.wish.empty()) {
      sqlite3_bind_int64(where_, 1, visit.room);
      sqlite3_bind_text(where_, 2, visit.wish.c_str(), -1, SQLITE_TRANSIENT);
      sqlite3_step(where_);
    }
  }
  void ask(const Visit &visit) {
    sqlite3_stmt *own = nullptr;
    sqlite3_prepare_v2(db_, "INSERT INTO visits(room, wish) VALUES(?1, ?2)", -1, &own, nullptr);
    sqlite3_bind_int64(own, 1, visit.room);
    if (!visit.wish.empty())
      sqlite3_bind_text(own, 2, visit.wish.c_str(), -1, SQLITE_TRANSIENT);
    sqlite3_step(own);
    sqlite3_finalize(own);
  }

private:
  sqlite3 *db_;
  sqlite3_stmt *cleared_ = nullptr, *either_ = nullptr, *where_ = nullptr;
};
