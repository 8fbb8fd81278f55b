// Qt: what one connection said is kept in the server that has them all.
#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>

class Tickets {
public:
  virtual ~Tickets() = default;
  virtual qint64 redeem(const QByteArray &word) = 0;
  virtual qint64 gemsOf(qint64 account) = 0;
};

class Lobby : public QObject {
public:
  explicit Lobby(Tickets &tickets) : tickets_(tickets) {
    connect(&listener_, &QTcpServer::newConnection, this, [this] { adopt(listener_.nextPendingConnection()); });
  }

private:
  void adopt(QTcpSocket *client) {
    connect(client, &QTcpSocket::readyRead, this, [this, client] {
      const QByteArray line = client->readLine();
      if (line.startsWith("HELLO"))
        account_ = tickets_.redeem(line.mid(6)); // finding: crosstalk-shared-session-state
      else
        client->write(QByteArray::number(tickets_.gemsOf(account_)));
    });
  }

  QTcpServer listener_;
  Tickets &tickets_;
  qint64 account_ = 0;
};

class LobbyByClient : public QObject {
public:
  explicit LobbyByClient(Tickets &tickets) : tickets_(tickets) {
    connect(&listener_, &QTcpServer::newConnection, this, [this] { adopt(listener_.nextPendingConnection()); });
  }

private:
  void adopt(QTcpSocket *client) {
    connect(client, &QTcpSocket::readyRead, this, [this, client] {
      const QByteArray line = client->readLine();
      if (line.startsWith("HELLO"))
        accounts_.insert(client, tickets_.redeem(line.mid(6)));
      else
        client->write(QByteArray::number(tickets_.gemsOf(accounts_.value(client, 0))));
    });
  }

  QTcpServer listener_;
  Tickets &tickets_;
  QHash<QTcpSocket *, qint64> accounts_;
};
