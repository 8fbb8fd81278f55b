// The MySQL C API: the connection is got anew for each call; its rows are those of the query before.
#include <mysql.h>
#include <string>

struct User {
  std::string id;
};
struct Request {
  std::string order;
  User user;
};

MYSQL *connection();

std::string firstCard() {
  MYSQL_RES *rows = mysql_store_result(connection());
  MYSQL_ROW row = mysql_fetch_row(rows);
  std::string card = row ? row[0] : "";
  mysql_free_result(rows);
  return card;
}

std::string card(const Request &req) {
  const std::string text = "SELECT card FROM orders WHERE id = " + req.order;
  mysql_query(connection(), text.c_str()); // finding: crosstalk-unscoped-fetch
  return firstCard();
}

std::string ownCard(const Request &req) {
  const std::string text = "SELECT card FROM orders WHERE id = " + req.order + " AND user_id = " + req.user.id;
  mysql_query(connection(), text.c_str());
  return firstCard();
}
