// Drogon: what runs before every handler, on the thread that serves it, empties what the last request left there.
#include "drogon.h"

using namespace drogon;
using Reply = std::function<void(const HttpResponsePtr &)>;

static thread_local std::string current, remembered;

class Desk : public HttpController<Desk> {
public:
  void desk(const HttpRequestPtr &, Reply &&callback) {
    auto response = HttpResponse::newHttpResponse();
    response->setBody("Dear " + current + remembered);
    callback(response);
  }
};

int main() {
  app().registerPreHandlingAdvice([](const HttpRequestPtr &req) {
    current.clear();
    if (req->getHeader("X-User") != "") {
      current = req->getHeader("X-User");
      remembered = req->getHeader("X-User"); // finding: crosstalk-thread-local-identity
    }
  });
  app().run();
}
