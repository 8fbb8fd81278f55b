// Each bound number is made a QVariant of its own: the album that was asked about is still the one whose page is read.
#include <QSqlQuery>
#include <QVariant>

struct Subscriber {
  qlonglong id = 0;
};

class Albums {
public:
  explicit Albums(const QSqlDatabase &db) : db(db) {}

  QByteArray page_of_own_album_ok(const Subscriber &subscriber, qlonglong album, qlonglong page) {
    if (!keeps(subscriber, album))
      return {};
    QSqlQuery query(db);
    query.prepare("SELECT picture FROM album_pages WHERE id = :page AND album_id = :album");
    query.bindValue(":page", page);
    query.bindValue(":album", album);
    return query.exec() && query.next() ? query.value(0).toByteArray() : QByteArray();
  }

  QByteArray page_of_any_album_bad(const Subscriber &subscriber, qlonglong album, qlonglong page) {
    if (!keeps(subscriber, album))
      return {};
    QSqlQuery query(db);
    query.prepare("SELECT picture FROM album_pages WHERE id = :page"); // finding: crosstalk-unscoped-fetch
    query.bindValue(":page", page);
    return query.exec() && query.next() ? query.value(0).toByteArray() : QByteArray();
  }

private:
  bool keeps(const Subscriber &subscriber, qlonglong album) {
    QSqlQuery query(db);
    query.prepare("SELECT 1 FROM albums WHERE id = :album AND subscriber_id = :subscriber");
    query.bindValue(":album", album);
    query.bindValue(":subscriber", subscriber.id);
    return query.exec() && query.next();
  }

  QSqlDatabase db;
};
