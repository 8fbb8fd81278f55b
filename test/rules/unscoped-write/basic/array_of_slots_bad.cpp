#include <mysql/mysql.h>
#include <cstring>
#include <string>

struct Owner {
  unsigned long long id;
  std::string email;
};

static void setNumber(MYSQL_BIND &slot, unsigned long long &number) {
  slot.buffer_type = MYSQL_TYPE_LONGLONG;
  slot.buffer = &number;
}

// Who renames it is written down, and not asked for.
bool rename(MYSQL *db, Owner owner, unsigned long long deviceId, std::string label) {
  MYSQL_STMT *statement = mysql_stmt_init(db);
  const std::string text = "UPDATE devices SET label = ?, renamed_by = ? WHERE id = ?";
  mysql_stmt_prepare(statement, text.data(), text.size()); // finding: crosstalk-unscoped-write
  MYSQL_BIND slots[3] = {};
  slots[0].buffer_type = MYSQL_TYPE_STRING;
  slots[0].buffer = label.data();
  setNumber(slots[1], owner.id);
  setNumber(slots[2], deviceId);
  mysql_stmt_bind_param(statement, slots);
  return mysql_stmt_execute(statement) == 0 && mysql_stmt_affected_rows(statement) == 1;
}

std::string label(MYSQL *db, Owner owner, unsigned long long deviceId) {
  MYSQL_STMT *statement = mysql_stmt_init(db);
  const std::string text = "SELECT label FROM devices WHERE owner_id = ? AND id = ?";
  mysql_stmt_prepare(statement, text.data(), text.size());
  MYSQL_BIND slots[2];
  std::memset(slots, 0, sizeof slots);
  setNumber(slots[0], owner.id);
  setNumber(slots[1], deviceId);
  mysql_stmt_bind_param(statement, slots);
  char found[80];
  MYSQL_BIND result;
  result.buffer = found;
  mysql_stmt_bind_result(statement, &result);
  mysql_stmt_execute(statement);
  mysql_stmt_fetch(statement);
  return found;
}
