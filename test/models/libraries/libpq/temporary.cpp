// A temporary table lives as long as its connection.
#include <libpq-fe.h>
#include <string>

struct User {
  std::string id;
};

PGconn *conn;

void collect(const User &user) {
  const char *values[] = {user.id.c_str()};
  PQexec(conn, "CREATE TEMPORARY TABLE IF NOT EXISTS visible (folder bigint)");
  PQexecParams(conn, "INSERT INTO visible (folder) SELECT folder FROM shares WHERE user_id = $1", 1, nullptr, values, nullptr, nullptr, 0); // finding: crosstalk-shared-session-state
}

void collectForTransaction(const User &user) {
  const char *values[] = {user.id.c_str()};
  PQexec(conn, "CREATE TEMP TABLE seen (folder bigint) ON COMMIT DROP");
  PQexecParams(conn, "INSERT INTO seen (folder) SELECT folder FROM shares WHERE user_id = $1", 1, nullptr, values, nullptr, nullptr, 0);
}

void collectAnew(const User &user) {
  const char *values[] = {user.id.c_str()};
  PQexec(conn, "CREATE TEMP TABLE IF NOT EXISTS picked (folder bigint)");
  PQexec(conn, "DELETE FROM picked");
  PQexecParams(conn, "INSERT INTO picked (folder) SELECT folder FROM shares WHERE user_id = $1", 1, nullptr, values, nullptr, nullptr, 0);
}
