// Drogon: who asks, as a request, its session and its attributes tell.
#include "../caller.h"
#include "drogon.h"

using namespace drogon;
using Reply = std::function<void(const HttpResponsePtr &)>;

static void reply(const Reply &callback, const std::string &text) {
  auto response = HttpResponse::newHttpResponse();
  response->setBody(text);
  callback(response);
}

class Greetings : public HttpController<Greetings> {
public:
  void byHeader(const HttpRequestPtr &req, Reply &&callback) {
    auto &page = byHeader_[req->path()];
    if (page.empty())
      page = "for " + req->getHeader("X-User"); // finding: crosstalk-unkeyed-cache
    reply(callback, page);
  }
  void byParameter(const HttpRequestPtr &req, Reply &&callback) {
    auto &page = byParameter_[req->path()];
    if (page.empty())
      page = "for " + req->getParameter("user"); // finding: crosstalk-unkeyed-cache
    reply(callback, page);
  }
  void bySession(const HttpRequestPtr &req, Reply &&callback) {
    auto &page = bySession_[req->path()];
    if (page.empty())
      page = "for " + req->session()->get<std::string>("name"); // finding: crosstalk-unkeyed-cache
    reply(callback, page);
  }
  void bySessionId(const HttpRequestPtr &req, Reply &&callback) {
    auto &page = bySessionId_[req->path()];
    if (page.empty())
      page = "for " + req->session()->sessionId(); // finding: crosstalk-unkeyed-cache
    reply(callback, page);
  }
  void byPeer(const HttpRequestPtr &req, Reply &&callback) {
    auto &page = byPeer_[req->path()];
    if (page.empty())
      page = "for " + req->getPeerAddr().toIp(); // finding: crosstalk-unkeyed-cache
    reply(callback, page);
  }
  void byMethod_ok(const HttpRequestPtr &req, Reply &&callback) {
    auto &page = byMethod_[req->path()];
    if (page.empty())
      page = req->getMethodString();
    reply(callback, page);
  }

private:
  std::map<std::string, std::string> byHeader_, byParameter_, bySession_, bySessionId_, byPeer_, byMethod_;
};

/// What looks up rows for a request that it holds.
class Lookup {
public:
  explicit Lookup(HttpRequestPtr req) : req_(req) {}
  std::string byHeader() { return query("SELECT iban FROM invoices WHERE id = $1", req_->headers().at("invoice")); } // finding: crosstalk-unscoped-fetch
  std::string byRoute() { return query("SELECT iban FROM invoices WHERE id = $1", req_->getRoutingParameters()[0]); } // finding: crosstalk-unscoped-fetch
  std::string byBody() { return query("SELECT iban FROM invoices WHERE id = $1", std::string(req_->getBody())); } // finding: crosstalk-unscoped-fetch
  std::string byPart() { return query("SELECT iban FROM invoices WHERE id = $1", parser_.getFiles()[0].getFileName()); } // finding: crosstalk-unscoped-fetch

private:
  HttpRequestPtr req_;
  MultiPartParser parser_;
};

int main() { app().run(); }
