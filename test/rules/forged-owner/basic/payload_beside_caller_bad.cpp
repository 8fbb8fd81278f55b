// What comes beside the caller is what clients send, whatever it is called.
#include <cstdint>
#include <sqlite3.h>
#include <string>

constexpr const char *schema = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT);"
                               "CREATE TABLE orders (id INTEGER PRIMARY KEY,"
                               " user_id INTEGER NOT NULL REFERENCES users(id), body TEXT);";

struct User {
  std::int64_t id = 0;
  std::string name;
  bool admin = false;
};

struct OrderPayload {
  std::int64_t customerId = 0;
  std::int64_t onBehalfOf = 0;
  std::string body;
};

void createTables(sqlite3 *db) { sqlite3_exec(db, schema, nullptr, nullptr, nullptr); }

void run(sqlite3_stmt *query) {
  sqlite3_step(query);
  sqlite3_finalize(query);
}

std::string handleOrder(sqlite3 *db, const OrderPayload &payload, const User &user) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "INSERT INTO orders (user_id, body) VALUES (?, ?)", -1, &query, nullptr); // finding: crosstalk-forged-owner
  sqlite3_bind_int64(query, 1, payload.customerId);
  sqlite3_bind_text(query, 2, payload.body.c_str(), -1, SQLITE_TRANSIENT);
  run(query);
  return user.name;
}

// By its name it is no claim; but the caller is known, and the row is given to whom the request says.
std::string handleOther(sqlite3 *db, const OrderPayload &payload, const User &user) {
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "INSERT INTO orders (user_id, body) VALUES (?, ?)", -1, &query, nullptr); // finding: crosstalk-forged-owner
  sqlite3_bind_int64(query, 1, payload.onBehalfOf);
  sqlite3_bind_text(query, 2, payload.body.c_str(), -1, SQLITE_TRANSIENT);
  run(query);
  return user.name;
}

// An administrator may order for anybody.
std::string handleByAdmin(sqlite3 *db, const OrderPayload &payload, const User &user) {
  const std::int64_t owner = user.admin ? payload.customerId : user.id;
  sqlite3_stmt *query = nullptr;
  sqlite3_prepare_v2(db, "INSERT INTO orders (user_id, body) VALUES (?, ?)", -1, &query, nullptr);
  sqlite3_bind_int64(query, 1, owner);
  sqlite3_bind_text(query, 2, payload.body.c_str(), -1, SQLITE_TRANSIENT);
  run(query);
  return user.name;
}
