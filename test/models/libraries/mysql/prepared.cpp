// The MySQL C API: prepared statements, their values in an array of slots.
#include <cstring>
#include <mysql.h>
#include <string>

struct User {
  long long id;
};
struct Request {
  long long order;
  User user;
};

MYSQL *conn;

void removeByNumber(const Request &req) {
  MYSQL_STMT *statement = mysql_stmt_init(conn);
  const std::string text = "DELETE FROM orders WHERE id = ?";
  mysql_stmt_prepare(statement, text.c_str(), text.size()); // finding: crosstalk-unscoped-write
  long long id = req.order;
  MYSQL_BIND slots[1];
  std::memset(slots, 0, sizeof slots);
  slots[0].buffer_type = MYSQL_TYPE_LONGLONG;
  slots[0].buffer = &id;
  mysql_stmt_bind_param(statement, slots);
  mysql_stmt_execute(statement);
  mysql_stmt_close(statement);
}

void removeOwn(const Request &req) {
  MYSQL_STMT *statement = mysql_stmt_init(conn);
  const std::string text = "DELETE FROM orders WHERE id = ? AND user_id = ?";
  mysql_stmt_prepare(statement, text.c_str(), text.size());
  long long id = req.order, me = req.user.id;
  MYSQL_BIND slots[2];
  std::memset(slots, 0, sizeof slots);
  slots[0].buffer_type = MYSQL_TYPE_LONGLONG;
  slots[0].buffer = &id;
  slots[1].buffer_type = MYSQL_TYPE_LONGLONG;
  slots[1].buffer = &me;
  mysql_stmt_bind_param(statement, slots);
  mysql_stmt_execute(statement);
  mysql_stmt_close(statement);
}
