// Qt: SQL that changes rows, with named and with counted holes.
#include <QSqlQuery>
#include <QString>
#include <QVariant>

struct User {
  QString id, name;
};
struct Request {
  QString order, path;
  User user;
};

void named(const Request &req) {
  QSqlQuery query;
  query.prepare("DELETE FROM orders WHERE id = :id"); // finding: crosstalk-unscoped-write
  query.bindValue(":id", req.order);
  query.exec();
}

void namedScoped(const Request &req) {
  QSqlQuery query;
  query.prepare("DELETE FROM orders WHERE id = :id AND user_id = :user");
  query.bindValue(":id", req.order);
  query.bindValue(":user", req.user.id);
  query.exec();
}

void positional(const Request &req) {
  QSqlQuery query;
  query.prepare("DELETE FROM orders WHERE id = ?"); // finding: crosstalk-unscoped-write
  query.addBindValue(req.order);
  query.exec();
}

void numbered(const Request &req) {
  QSqlQuery query;
  query.prepare("UPDATE orders SET card = '' WHERE id = ?"); // finding: crosstalk-unscoped-write
  query.bindValue(0, req.order);
  query.exec();
}

void atOnce(const Request &req) {
  QSqlQuery query;
  query.exec("DELETE FROM orders WHERE id = " + req.order); // finding: crosstalk-unscoped-write
}
