// Qt: SQL with named holes, and the object cache.
#include <QCache>
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

QString named(const Request &req) {
  QSqlQuery query;
  query.prepare("SELECT card FROM orders WHERE id = :id"); // finding: crosstalk-unscoped-fetch
  query.bindValue(":id", req.order);
  query.exec();
  query.next();
  return query.value("card").toString();
}

QString namedScoped(const Request &req) {
  QSqlQuery query;
  query.prepare("SELECT card FROM orders WHERE id = :id AND user_id = :user");
  query.bindValue(":id", req.order);
  query.bindValue(":user", req.user.id);
  query.exec();
  query.next();
  return query.value("card").toString();
}

QString positional(const Request &req) {
  QSqlQuery query;
  query.prepare("SELECT card FROM orders WHERE id = ?"); // finding: crosstalk-unscoped-fetch
  query.addBindValue(req.order);
  query.exec();
  query.next();
  return query.value(0).toString();
}

QCache<QString, QString> pages;

QString byPath(const Request &req) {
  if (QString *found = pages.object(req.path))
    return *found;
  auto *page = new QString("Dear " + req.user.name);
  pages.insert(req.path, page); // finding: crosstalk-unkeyed-cache
  return *page;
}
