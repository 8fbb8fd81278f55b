// Drogon: a controller is one object for all requests; sessions, caches and SQL.
#include "drogon.h"

using namespace drogon;
using Reply = std::function<void(const HttpResponsePtr &)>;

class Orders : public HttpController<Orders> {
public:
  METHOD_LIST_BEGIN
  ADD_METHOD_TO(Orders::hello, "/hello", Get);
  ADD_METHOD_TO(Orders::cached, "/cached", Get);
  ADD_METHOD_TO(Orders::cachedByToken, "/cached-by-token", Get);
  ADD_METHOD_TO(Orders::order, "/orders/{id}", Get);
  ADD_METHOD_TO(Orders::ownOrder, "/own-orders/{id}", Get);
  METHOD_LIST_END

  void hello(const HttpRequestPtr &req, Reply &&callback) {
    auto response = HttpResponse::newHttpResponse();
    response->setBody("Welcome back, " + lastUser_);
    lastUser_ = req->session()->get<std::string>("user_id"); // finding: crosstalk-shared-session-state
    callback(response);
  }

  void cached(const HttpRequestPtr &req, Reply &&callback) {
    auto response = HttpResponse::newHttpResponse();
    std::string page;
    if (!pages_.findAndFetch(req->path(), page)) {
      page = "Your token is " + req->getHeader("Authorization");
      pages_.insert(req->path(), page, 60); // finding: crosstalk-unkeyed-cache
    }
    response->setBody(page);
    callback(response);
  }

  void cachedByToken(const HttpRequestPtr &req, Reply &&callback) {
    auto response = HttpResponse::newHttpResponse();
    std::string page, key = req->getHeader("Authorization") + " " + req->path();
    if (!own_.findAndFetch(key, page)) {
      page = "Your token is " + req->getHeader("Authorization");
      own_.insert(key, page, 60);
    }
    response->setBody(page);
    callback(response);
  }

  void order(const HttpRequestPtr &req, Reply &&callback, std::string &&id) {
    auto rows = app().getDbClient()->execSqlSync("SELECT card FROM orders WHERE id = $1", id); // finding: crosstalk-unscoped-fetch
    auto response = HttpResponse::newHttpResponse();
    response->setBody(rows[0]["card"].as<std::string>());
    callback(response);
  }

  void ownOrder(const HttpRequestPtr &req, Reply &&callback, std::string &&id) {
    auto userId = req->session()->get<std::string>("user_id");
    auto rows = app().getDbClient()->execSqlSync("SELECT card FROM orders WHERE id = $1 AND user_id = $2", id, userId);
    auto response = HttpResponse::newHttpResponse();
    response->setBody(rows[0]["card"].as<std::string>());
    callback(response);
  }

private:
  std::string lastUser_;
  CacheMap<std::string, std::string> pages_{app().getLoop()};
  CacheMap<std::string, std::string> own_{app().getLoop()};
};

int main() { app().run(); }
