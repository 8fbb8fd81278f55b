// Drogon: rows through the mapper, by primary key and by criteria.
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
  ADD_METHOD_TO(Orders::mapped, "/mapped/{id}", Get);
  ADD_METHOD_TO(Orders::mappedOwn, "/mapped-own/{id}", Get);
  METHOD_LIST_END

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
};

int main() { app().run(); }
