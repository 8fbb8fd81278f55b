// What a request stages for itself is its own, whatever the columns are called.
#include <libpq-fe.h>
#include <string>
#include <vector>

struct User {
  std::string id;
};

struct Line {
  std::string mail, phone;
};

PGconn *conn;

PGresult *preview(const User &user, const std::vector<Line> &upload) {
  PQexec(conn, "CREATE TEMP TABLE IF NOT EXISTS staged (mail text, phone text)");
  for (const Line &line : upload) {
    const char *values[] = {line.mail.c_str(), line.phone.c_str()};
    PQexecParams(conn, "INSERT INTO staged VALUES (lower($1), $2)", 2, nullptr, values, nullptr, nullptr, 0); // finding: crosstalk-shared-session-state
  }
  const char *whose[] = {user.id.c_str()};
  return PQexecParams(conn, "SELECT s.mail, c.id FROM staged s LEFT JOIN contacts c ON c.mail = s.mail AND c.user_id = $1", 1, nullptr, whose, nullptr, nullptr, 0);
}

// Each upload has a number of its own, by which it is read again.
PGresult *previewByBatch(const User &user, const std::string &batch, const std::vector<Line> &upload) {
  PQexec(conn, "CREATE TEMP TABLE IF NOT EXISTS batched (batch text, mail text)");
  for (const Line &line : upload) {
    const char *values[] = {batch.c_str(), line.mail.c_str()};
    PQexecParams(conn, "INSERT INTO batched VALUES ($1, $2)", 2, nullptr, values, nullptr, nullptr, 0);
  }
  const char *whose[] = {user.id.c_str(), batch.c_str()};
  return PQexecParams(conn, "SELECT b.mail, c.id FROM batched b JOIN contacts c ON c.mail = b.mail AND c.user_id = $1 WHERE b.batch = $2", 2, nullptr, whose, nullptr, nullptr, 0);
}

// The same for all: nothing of one request.
PGresult *rates(const User &user) {
  PQexec(conn, "CREATE TEMP TABLE IF NOT EXISTS rate (zone text)");
  PQexec(conn, "INSERT INTO rate SELECT DISTINCT zone FROM zone_rates");
  const char *whose[] = {user.id.c_str()};
  return PQexecParams(conn, "SELECT r.zone FROM rate r JOIN parcels p ON p.zone = r.zone AND p.user_id = $1", 1, nullptr, whose, nullptr, nullptr, 0);
}
