// Drogon: a controller is one object for all requests; sessions, caches, SQL and mappers.
#include "drogon.h"

using namespace drogon;
using Reply = std::function<void(const HttpResponsePtr &)>;

struct Order {
  using PrimaryKeyType = std::string;
  std::string id, userId, card;
};

class Orders : public HttpController<Orders> {
public:
  METHOD_LIST_BEGIN
  ADD_METHOD_TO(Orders::hello, "/hello", Get);
  ADD_METHOD_TO(Orders::cached, "/cached", Get);
  ADD_METHOD_TO(Orders::cachedByToken, "/cached-by-token", Get);
  ADD_METHOD_TO(Orders::order, "/orders/{id}", Get);
  ADD_METHOD_TO(Orders::ownOrder, "/own-orders/{id}", Get);
  ADD_METHOD_TO(Orders::orderOf, "/orders", Get);
  ADD_METHOD_TO(Orders::mapped, "/mapped/{id}", Get);
  ADD_METHOD_TO(Orders::mappedOwn, "/mapped-own/{id}", Get);
  ADD_METHOD_TO(Orders::expiring, "/expiring", Get);
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

  void mapped(const HttpRequestPtr &req, Reply &&callback, std::string &&id) {
    orm::Mapper<Order> orders(app().getDbClient());
    auto response = HttpResponse::newHttpResponse();
    response->setBody(orders.findByPrimaryKey(id).card); // finding: crosstalk-unscoped-fetch
    callback(response);
  }

  void mappedOwn(const HttpRequestPtr &req, Reply &&callback, std::string &&id) {
    orm::Mapper<Order> orders(app().getDbClient());
    auto userId = req->session()->get<std::string>("user_id");
    Order order = orders.findOne(orm::Criteria("id", orm::CompareOperator::EQ, id) &&
                                 orm::Criteria("user_id", orm::CompareOperator::EQ, userId));
    auto response = HttpResponse::newHttpResponse();
    response->setBody(order.card);
    callback(response);
  }

  void expiring(const HttpRequestPtr &req, Reply &&callback) {
    auto response = HttpResponse::newHttpResponse();
    response->setBody("Your token is " + req->getHeader("Authorization"));
    response->setExpiredTime(60); // finding: crosstalk-shareable-response
    callback(response);
  }

private:
  std::string lastUser_;
  CacheMap<std::string, std::string> pages_{app().getLoop()};
  CacheMap<std::string, std::string> own_{app().getLoop()};
};

int main() { app().run(); }
