// QHttpServer: the body is given to the constructor, before the header is set.
#include <QtHttpServer/QHttpServer>
#include <QtHttpServer/QHttpServerResponse>

int main() {
  QHttpServer server;
  server.route("/shared", [](const QHttpServerRequest &request) {
    QHttpServerResponse response("Your token is " + request.value("Authorization"));
    response.setHeader("Cache-Control", "public, max-age=60"); // finding: crosstalk-shareable-response
    return response;
  });
}
