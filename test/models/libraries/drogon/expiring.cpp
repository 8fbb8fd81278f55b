// Drogon: setExpiredTime says "Cache-Control: max-age".
#include "drogon.h"

using namespace drogon;
using Reply = std::function<void(const HttpResponsePtr &)>;

class Orders : public HttpController<Orders> {
public:
  METHOD_LIST_BEGIN
  ADD_METHOD_TO(Orders::expiring, "/expiring", Get);
  METHOD_LIST_END

  void expiring(const HttpRequestPtr &req, Reply &&callback) {
    auto response = HttpResponse::newHttpResponse();
    response->setBody("Your token is " + req->getHeader("Authorization"));
    response->setExpiredTime(60); // finding: crosstalk-shareable-response
    callback(response);
  }
};

int main() { app().run(); }
