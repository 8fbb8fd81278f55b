// Qt: what sockets, caches, settings and threads keep, and what of a caller goes into keys.
#include <QCache>
#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QHostAddress>
#include <QLocalSocket>
#include <QMap>
#include <QSettings>
#include <QSslSocket>
#include <QThreadStorage>
#include <QTimer>
#include <QUrl>
#include <QtNetwork/QSslCertificate>

struct Caller {
  QString userId, tenantId, email;
};

QString statement(const Caller &caller);
void show(const QString &text);

QMap<QString, QString> byAddress, byCertificate;

void address_bad(QTcpSocket &socket, const QString &path) {
  QString &page = byAddress[path];
  if (page.isEmpty())
    page = "for " + socket.peerAddress().toString(); // finding: crosstalk-unkeyed-cache
  show(page);
}
void certificate_bad(QSslSocket &socket, const QString &path) {
  QString &page = byCertificate[path];
  if (page.isEmpty())
    page = "for " + socket.peerCertificate().serialNumber(); // finding: crosstalk-unkeyed-cache
  show(page);
}
QCache<QString, QString> pages;
void cached_bad(const Caller &caller, const QString &path) {
  if (QString *page = pages.object(path))
    return show(*page);
  pages.insert(path, new QString(statement(caller))); // finding: crosstalk-unkeyed-cache
}

QSettings settings;
void settings_bad(const Caller &caller) {
  show(settings.value("user").toString());
  settings.setValue("user", caller.userId); // finding: crosstalk-unkeyed-cache
}
QThreadStorage<Caller> current;
void thread_bad(const Caller &caller) {
  show(current.localData().userId);
  current.localData().userId = caller.userId; // finding: crosstalk-thread-local-identity
}

QMap<QString, QString> byHash, byAdded, byText, byBytes, byJson, byValue, byPath, byNumber;
QMap<uint, QString> byShort;

void hash_ok(const Caller &caller) {
  QString &page = byHash[QCryptographicHash::hash(caller.userId.toUtf8(), QCryptographicHash::Sha256)];
  if (page.isEmpty())
    page = statement(caller);
}
void added_ok(const Caller &caller) {
  QCryptographicHash hash(QCryptographicHash::Sha256);
  hash.addData(caller.userId.toUtf8());
  QString &page = byAdded[hash.result()];
  if (page.isEmpty())
    page = statement(caller);
}
void short_ok(const Caller &caller) {
  QString &page = byShort[qHash(caller.userId)];
  if (page.isEmpty())
    page = statement(caller);
}
void text_ok(const Caller &caller) {
  QString &page = byText[QString("user %1").arg(caller.userId)];
  if (page.isEmpty())
    page = statement(caller);
}
void bytes_ok(const Caller &caller) {
  QString &page = byBytes[QByteArray::fromHex(caller.userId.toLatin1()).toBase64()];
  if (page.isEmpty())
    page = statement(caller);
}
void value_ok(const Caller &caller) {
  QString &page = byValue[QVariant(caller.userId).toByteArray()];
  if (page.isEmpty())
    page = statement(caller);
}
void path_ok(const Caller &caller) {
  QString &page = byPath[QUrl(caller.userId).fileName()];
  if (page.isEmpty())
    page = statement(caller);
}
void json_ok(const Caller &caller) {
  QJsonObject object;
  object.insert("user", caller.userId);
  QString &page = byJson[QJsonDocument(object).toJson()];
  if (page.isEmpty())
    page = statement(caller);
}
