// Qt: a signal of an object that all requests share reaches every closure that was ever connected to it.
#include <QByteArray>
#include <QObject>
#include <QString>
#include <QTcpSocket>

struct PortalSession {
  QString accountNo;
};

class ExportEngine : public QObject {
  Q_OBJECT
public:
  static ExportEngine *instance();
  int enqueue(const QString &accountNo);
signals:
  void finished(int job, const QByteArray &pdf);
};

void exportForAnybody(const PortalSession &session, QTcpSocket *peer) {
  ExportEngine *engine = ExportEngine::instance();
  engine->enqueue(session.accountNo);
  QObject::connect(engine, &ExportEngine::finished, peer, [peer](int, const QByteArray &pdf) { // finding: crosstalk-shared-session-state
    peer->write(pdf);
  });
}

void exportForOne(const PortalSession &session, QTcpSocket *peer) {
  ExportEngine *engine = ExportEngine::instance();
  const int mine = engine->enqueue(session.accountNo);
  QObject::connect(engine, &ExportEngine::finished, peer, [peer, mine](int job, const QByteArray &pdf) {
    if (job == mine)
      peer->write(pdf);
  });
}

// Nothing was asked for anybody: all are told.
void announce(QTcpSocket *peer) {
  QObject::connect(ExportEngine::instance(), &ExportEngine::finished, peer,
                   [peer](int job, const QByteArray &) { peer->write(QByteArray::number(job)); });
}
