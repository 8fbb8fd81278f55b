// QHttpServer: routes, what a request says, and what one request leaves for the next.
#include <QtHttpServer/QHttpServer>
#include <QtHttpServer/QHttpServerResponse>

QByteArray lastHeader, lastAfter, lastBody;
QHash<QString, QByteArray> pages;

int main() {
  QHttpServer server;
  server.route("/header", [](const QHttpServerRequest &request) {
    QHttpServerResponse response(lastHeader);
    lastHeader = request.value("Authorization"); // finding: crosstalk-shared-session-state
    return response;
  });
  server.route("/page", [](const QHttpServerRequest &request) {
    QString path = request.url().path();
    if (!pages.contains(path))
      pages[path] = "Your token is " + request.value("Authorization"); // finding: crosstalk-unkeyed-cache
    return QHttpServerResponse(pages[path]);
  });
  server.afterRequest([](QHttpServerResponse &&response, const QHttpServerRequest &request) {
    response.addHeader("X-Last", lastAfter);
    lastAfter = request.value("Authorization"); // finding: crosstalk-shared-session-state
    return std::move(response);
  });
}
