// Qt: statements through queries and models. The table's owner is in schema.sql.
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QSqlQueryModel>
#include <QSqlRecord>
#include <QSqlTableModel>
#include <QTcpSocket>
#include <QVariant>

struct Caller {
  QString userId, tenantId;
};
void show(const QString &text);

void prepared_bad(QTcpSocket &socket) {
  QSqlQuery query;
  query.prepare("SELECT card FROM orders WHERE id = ?"); // finding: crosstalk-unscoped-fetch
  query.addBindValue(QString(socket.readAll()));
  query.exec();
  query.next();
  socket.write(query.value(0).toByteArray());
}
void bound_bad(QTcpSocket &socket) {
  QSqlQuery query;
  query.prepare("SELECT card FROM orders WHERE id = :id"); // finding: crosstalk-unscoped-fetch
  query.bindValue(":id", QString(socket.readAll()));
  query.exec();
  query.next();
  socket.write(query.value(0).toByteArray());
}
void bound_ok(QTcpSocket &socket, const Caller &caller) {
  QSqlQuery query;
  query.prepare("SELECT card FROM orders WHERE id = :id AND user_id = :user");
  query.bindValue(":id", QString(socket.readAll()));
  query.bindValue(":user", caller.userId);
  query.exec();
  query.next();
  socket.write(query.value(0).toByteArray());
}
void made_bad(QTcpSocket &socket) {
  QSqlQuery query("SELECT card FROM orders WHERE id = '" + QString(socket.readAll()) + "'"); // finding: crosstalk-unscoped-fetch
  query.next();
  socket.write(query.value(0).toByteArray());
}
void run_bad(QTcpSocket &socket) {
  QSqlQuery query;
  query.exec("SELECT card FROM orders WHERE id = '" + QString(socket.readAll()) + "'"); // finding: crosstalk-unscoped-fetch
  query.next();
  socket.write(query.value(0).toByteArray());
}
void database_bad(QTcpSocket &socket, QSqlDatabase &database) {
  QSqlQuery query = database.exec("SELECT card FROM orders WHERE id = '" + QString(socket.readAll()) + "'"); // finding: crosstalk-unscoped-fetch
  query.next();
  socket.write(query.value(0).toByteArray());
}
void model_bad(QTcpSocket &socket) {
  QSqlQueryModel model;
  model.setQuery("SELECT card FROM orders WHERE id = '" + QString(socket.readAll()) + "'"); // finding: crosstalk-unscoped-fetch
  socket.write(model.record(0).value("card").toByteArray());
}
void chained_ok(QTcpSocket &socket) {
  QSqlQuery first;
  first.exec("SELECT invoice FROM shipments WHERE id = '" + QString(socket.readAll()) + "'");
  first.next();
  QSqlQuery second;
  second.exec("SELECT card FROM orders WHERE id = '" + first.value(0).toString() + "'");
  second.next();
  socket.write(second.value(0).toByteArray());
}

/// Statements that are prepared once and run for every request.
class Search {
public:
  void team_bad(QTcpSocket &socket, const QString &team) {
    if (!team.isEmpty())
      team_.bindValue(":team", team); // finding: crosstalk-unreset-pooled-object
    team_.exec();
    team_.next();
    socket.write(team_.value(0).toByteArray());
  }
  void again_ok(QTcpSocket &socket, const QString &team) {
    again_.prepare("SELECT name FROM staff WHERE team = :team");
    if (!team.isEmpty())
      again_.bindValue(":team", team);
    again_.exec();
    again_.next();
    socket.write(again_.value(0).toByteArray());
  }
  void cleared_ok(QTcpSocket &socket, const QString &team) {
    cleared_.clear();
    if (!team.isEmpty())
      cleared_.bindValue(":team", team);
    cleared_.exec();
    cleared_.next();
    socket.write(cleared_.value(0).toByteArray());
  }

private:
  QSqlQuery team_, again_, cleared_;
};
