// A statement that is prepared once keeps what was bound for the last request.
#include <sqlite3.h>
#include <string>

struct Visit {
  long room = 0;
  std::string guest, wish;
};

class FrontDesk {
public:
  explicit FrontDesk(sqlite3 *db) {
    sqlite3_prepare_v2(db, "INSERT INTO visits(room, guest, wish) VALUES(?1, ?2, ?3)", -1, &insert_, nullptr);
  }
  void arrive(const Visit &visit) {
    sqlite3_reset(insert_);
    sqlite3_bind_int64(insert_, 1, visit.room);
    sqlite3_bind_text(insert_, 2, visit.guest.c_str(), -1, SQLITE_TRANSIENT);
    if (!visit.wish.empty())
      sqlite3_bind_text(insert_, 3, visit.wish.c_str(), -1, nullptr); // finding: crosstalk-unreset-pooled-object
    sqlite3_step(insert_);
  }

private:
  sqlite3_stmt *insert_ = nullptr;
};
