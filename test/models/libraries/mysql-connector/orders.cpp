// MySQL Connector/C++: rows that belong to somebody, selected by an id alone or with their owner.
#include "../caller.h"
#include <cppconn/connection.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>
#include <cppconn/statement.h>
#include <memory>

struct Request {
  std::string orderId;
};

std::string read_bad(sql::Connection &db, const Request &request, const Caller &caller) {
  std::unique_ptr<sql::Statement> statement(db.createStatement());
  std::unique_ptr<sql::ResultSet> rows(
      statement->executeQuery("SELECT iban FROM orders WHERE id = '" + request.orderId + "'")); // finding: crosstalk-unscoped-fetch
  return rows->next() ? std::string(rows->getString(1)) : "";
}

std::string prepared_bad(sql::Connection &db, const Request &request, const Caller &caller) {
  std::unique_ptr<sql::PreparedStatement> statement(db.prepareStatement("SELECT iban FROM orders WHERE id = ?")); // finding: crosstalk-unscoped-fetch
  statement->setString(1, request.orderId);
  std::unique_ptr<sql::ResultSet> rows(statement->executeQuery());
  return rows->next() ? std::string(rows->getString(1)) : "";
}

std::string prepared_ok(sql::Connection &db, const Request &request, const Caller &caller) {
  std::unique_ptr<sql::PreparedStatement> statement(
      db.prepareStatement("SELECT iban FROM orders WHERE id = ? AND user_id = ?"));
  statement->setString(1, request.orderId);
  statement->setString(2, caller.userId);
  std::unique_ptr<sql::ResultSet> rows(statement->executeQuery());
  return rows->next() ? std::string(rows->getString(1)) : "";
}
