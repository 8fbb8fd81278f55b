// Columns and values come in one list, and a loop makes the statement of them: what is in the list decides.
#include <sqlite3.h>
#include <string>
#include <utility>
#include <vector>

using Wanted = std::vector<std::pair<std::string, long long>>;

template <class Row> struct Stored {
  static std::vector<Row> matching(sqlite3 *db, const Wanted &wanted) {
    std::string text = std::string("SELECT ") + Row::columns + " FROM " + Row::table;
    const char *glue = " WHERE ";
    for (const auto &one : wanted) {
      text += glue + one.first + " = ?";
      glue = " AND ";
    }
    sqlite3_stmt *query = nullptr;
    sqlite3_prepare_v2(db, text.c_str(), -1, &query, nullptr);
    int index = 0;
    for (const auto &one : wanted)
      sqlite3_bind_int64(query, ++index, one.second);
    std::vector<Row> rows;
    while (sqlite3_step(query) == SQLITE_ROW)
      rows.push_back(Row::read(query));
    sqlite3_finalize(query);
    return rows;
  }

  static std::vector<Row> byId(sqlite3 *db, long long id) { return matching(db, {{"id", id}}); }
};

struct Training : Stored<Training> {
  static constexpr const char *table = "trainings";
  static constexpr const char *columns = "id, coach_id, remarks";
  std::string remarks;

  static Training read(sqlite3_stmt *query) {
    return {{}, reinterpret_cast<const char *>(sqlite3_column_text(query, 2))};
  }
};

struct Coach {
  long long id = 0;
  std::string name;
};

std::string text(const std::vector<Training> &trainings) {
  std::string all;
  for (const Training &one : trainings)
    all += one.remarks + '\n';
  return all;
}

std::string own_trainings_ok(sqlite3 *db, const Coach &coach) {
  return text(Training::matching(db, {{"coach_id", coach.id}}));
}

std::string own_training_ok(sqlite3 *db, const Coach &coach, long long training) {
  return text(Training::matching(db, {{"id", training}, {"coach_id", coach.id}}));
}

std::string any_training_bad(sqlite3 *db, const Coach &coach, long long training) {
  return text(Training::byId(db, training)) + coach.name; // finding: crosstalk-unscoped-fetch
}
