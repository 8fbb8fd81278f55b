// A text that a stream builds, under a literal of Qt's; a token that the server reads from the connection.
#include <QByteArray>
#include <QCache>
#include <QHash>
#include <QString>
#include <QTcpSocket>
#include <QTextStream>

struct Subscriber {
  QString msisdn, account;
};

QString itemsOf(const QString &account, const QString &month);

class Previews {
public:
  QByteArray preview(const Subscriber &subscriber, const QString &month) {
    return kept(subscriber, QStringLiteral("%1@preview").arg(month), month);
  }

  QByteArray own(const Subscriber &subscriber, const QString &month) {
    const QString tag = QStringLiteral("%1@%2").arg(subscriber.account, month);
    if (const QByteArray *hit = documents.object(tag))
      return *hit;
    const QByteArray document = layout(subscriber.account, month);
    documents.insert(tag, new QByteArray(document));
    return document;
  }

private:
  QByteArray kept(const Subscriber &subscriber, const QString &tag, const QString &month) {
    if (const QByteArray *hit = documents.object(tag))
      return *hit;
    const QByteArray document = layout(subscriber.account, month);
    documents.insert(tag, new QByteArray(document)); // finding: crosstalk-unkeyed-cache
    return document;
  }

  QByteArray layout(const QString &account, const QString &month) const {
    QByteArray out;
    QTextStream page(&out);
    page << "%%preview " << itemsOf(account, month) << '\n';
    return out;
  }

  QCache<QString, QByteArray> documents;
};

class Server {
public:
  void answer(QTcpSocket *socket) {
    const QByteArray month = socket->readLine().trimmed();
    const QByteArray token = socket->readLine().trimmed();
    const Subscriber subscriber = byToken.value(token);
    socket->write(previews.preview(subscriber, month));
    socket->write(previews.own(subscriber, month));
  }

private:
  QHash<QByteArray, Subscriber> byToken;
  Previews previews;
};

Server server;

void incoming(QTcpSocket *socket) { server.answer(socket); }
