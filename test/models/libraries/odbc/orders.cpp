// ODBC: values bound by number, before or after the text is known; and text that is put together.
#include <sql.h>
#include <sqlext.h>
#include <string>

struct User {
  long id;
};
struct Request {
  long order;
  User user;
};

std::string card(SQLHSTMT query) {
  char text[64] = {};
  SQLFetch(query);
  SQLGetData(query, 1, SQL_C_CHAR, text, sizeof text, nullptr);
  return text;
}

std::string prepared(SQLHSTMT query, const Request &req) {
  SQLCHAR text[] = "SELECT card FROM orders WHERE id = ?";
  long id = req.order;
  SQLPrepare(query, text, SQL_NTS); // finding: crosstalk-unscoped-fetch
  SQLBindParameter(query, 1, SQL_PARAM_INPUT, SQL_C_LONG, SQL_INTEGER, 0, 0, &id, 0, nullptr);
  SQLExecute(query);
  return card(query);
}

std::string preparedScoped(SQLHSTMT query, const Request &req) {
  SQLCHAR text[] = "SELECT card FROM orders WHERE id = ? AND user_id = ?";
  long id = req.order, me = req.user.id;
  SQLPrepare(query, text, SQL_NTS);
  SQLBindParameter(query, 2, SQL_PARAM_INPUT, SQL_C_LONG, SQL_INTEGER, 0, 0, &me, 0, nullptr);
  SQLBindParameter(query, 1, SQL_PARAM_INPUT, SQL_C_LONG, SQL_INTEGER, 0, 0, &id, 0, nullptr);
  SQLExecute(query);
  return card(query);
}

std::string direct(SQLHSTMT query, const Request &req) {
  std::string text = "SELECT card FROM orders WHERE id = " + std::to_string(req.order);
  SQLExecDirect(query, (SQLCHAR *)text.c_str(), SQL_NTS); // finding: crosstalk-unscoped-fetch
  return card(query);
}

std::string directScoped(SQLHSTMT query, const Request &req) {
  std::string text = "SELECT card FROM orders WHERE id = " + std::to_string(req.order) + " AND user_id = " + std::to_string(req.user.id);
  SQLExecDirect(query, (SQLCHAR *)text.c_str(), SQL_NTS);
  return card(query);
}
