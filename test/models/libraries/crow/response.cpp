// Crow: a response is constructed with its body.
#include "crow.h"
#include <string>

int main() {
  crow::SimpleApp app;
  CROW_ROUTE(app, "/public")([](const crow::request &req) {
    crow::response res("Your token is " + req.get_header_value("Authorization"));
    res.set_header("Cache-Control", "public, max-age=60"); // finding: crosstalk-shareable-response
    return res;
  });
  app.port(8080).run();
}
