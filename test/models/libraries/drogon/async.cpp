// Drogon: rows arrive in a callback.
#include "drogon.h"

using namespace drogon;
using Reply = std::function<void(const HttpResponsePtr &)>;

class Orders : public HttpController<Orders> {
public:
  METHOD_LIST_BEGIN
  ADD_METHOD_TO(Orders::orderOf, "/orders", Get);
  METHOD_LIST_END

  void orderOf(const HttpRequestPtr &req, Reply &&callback) {
    app().getDbClient()->execSqlAsync( // finding: crosstalk-unscoped-fetch
        "SELECT card FROM orders WHERE id = $1",
        [callback](const orm::Result &rows) {
          auto response = HttpResponse::newHttpResponse();
          response->setBody(rows[0]["card"].as<std::string>());
          callback(response);
        },
        [](const orm::DrogonDbException &) {}, req->getParameter("id"));
  }
};

int main() { app().run(); }
