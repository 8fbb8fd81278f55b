// The MySQL C API: rows that are changed by text.
#include <mysql.h>
#include <string>

struct User {
  std::string id;
};
struct Request {
  std::string order, card;
  User user;
};

MYSQL *conn;

void remove(const Request &req) {
  std::string text = "DELETE FROM orders WHERE id = " + req.order;
  mysql_query(conn, text.c_str()); // finding: crosstalk-unscoped-write
}

void removeScoped(const Request &req) {
  std::string text = "DELETE FROM orders WHERE id = " + req.order + " AND user_id = " + req.user.id;
  mysql_query(conn, text.c_str());
}

void change(const Request &req) {
  std::string text = "UPDATE orders SET card = '' WHERE id = " + req.order;
  mysql_real_query(conn, text.c_str(), text.size()); // finding: crosstalk-unscoped-write
}

void bound(const Request &req) {
  MYSQL_STMT *statement = mysql_stmt_init(conn);
  const std::string text = "DELETE FROM orders WHERE id = ?";
  mysql_stmt_prepare(statement, text.c_str(), text.size()); // finding: crosstalk-unscoped-write
  mysql_stmt_send_long_data(statement, 0, req.order.c_str(), req.order.size());
  mysql_stmt_execute(statement);
  mysql_stmt_close(statement);
}
