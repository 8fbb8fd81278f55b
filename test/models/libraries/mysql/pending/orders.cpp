// The MySQL C API: text with escaped values.
#include <mysql.h>
#include <string>

struct User {
  std::string id;
};
struct Request {
  std::string order;
  User user;
};

MYSQL *conn;

std::string query(const Request &req) {
  std::string text = "SELECT card FROM orders WHERE id = " + req.order;
  mysql_query(conn, text.c_str()); // finding: crosstalk-unscoped-fetch
  MYSQL_RES *result = mysql_store_result(conn);
  MYSQL_ROW row = mysql_fetch_row(result);
  std::string card = row[0];
  mysql_free_result(result);
  return card;
}

std::string realQuery(const Request &req) {
  char id[200];
  mysql_real_escape_string(conn, id, req.order.c_str(), req.order.size());
  std::string text = std::string("SELECT card FROM orders WHERE id = '") + id + "'";
  mysql_real_query(conn, text.c_str(), text.size()); // finding: crosstalk-unscoped-fetch
  MYSQL_RES *result = mysql_use_result(conn);
  MYSQL_ROW row = mysql_fetch_row(result);
  return row[0];
}

std::string scoped(const Request &req) {
  std::string text = "SELECT card FROM orders WHERE id = " + req.order + " AND user_id = " + req.user.id;
  mysql_query(conn, text.c_str());
  MYSQL_RES *result = mysql_store_result(conn);
  MYSQL_ROW row = mysql_fetch_row(result);
  return row[0];
}
