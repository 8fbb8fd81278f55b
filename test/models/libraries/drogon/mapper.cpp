// Drogon: rows through the mapper, by primary key and by criteria, at once, in a callback and in a coroutine.
#include "drogon.h"

using namespace drogon;
using orm::Criteria;
using Reply = std::function<void(const HttpResponsePtr &)>;

class Order {
public:
  struct Cols {
    static const std::string _id;
    static const std::string _user_id;
  };
  using PrimaryKeyType = std::string;
  const std::string &getValueOfUserId() const noexcept;
  const std::string &getValueOfCard() const noexcept;
  void setUserId(const std::string &id) noexcept;
  void setCard(const std::string &card) noexcept;
  Json::Value toJson() const;

private:
  std::shared_ptr<std::string> id_;
  std::shared_ptr<std::string> userId_;
  std::shared_ptr<std::string> card_;
};
class Country {
public:
  using PrimaryKeyType = std::string;
  const std::string &getValueOfName() const noexcept;

private:
  std::shared_ptr<std::string> id_;
  std::shared_ptr<std::string> name_;
};

static void reply(const Reply &callback, const std::string &text) {
  auto response = HttpResponse::newHttpResponse();
  response->setBody(text);
  callback(response);
}

class Orders : public HttpController<Orders> {
public:
  METHOD_LIST_BEGIN
  ADD_METHOD_TO(Orders::byKey, "/by-key/{id}", Get);
  ADD_METHOD_TO(Orders::country, "/country/{id}", Get);
  METHOD_LIST_END

  void byKey(const HttpRequestPtr &req, Reply &&callback, std::string &&id) {
    orm::Mapper<Order> orders(app().getDbClient());
    auto order = orders.findByPrimaryKey(id); // finding: crosstalk-unscoped-fetch
    reply(callback, order.getValueOfCard());
  }

  void checked(const HttpRequestPtr &req, Reply &&callback, std::string &&id) {
    orm::Mapper<Order> orders(app().getDbClient());
    auto order = orders.findByPrimaryKey(id);
    if (order.getValueOfUserId() != req->session()->get<std::string>("user_id"))
      return reply(callback, "not found");
    reply(callback, order.getValueOfCard());
  }

  void later(const HttpRequestPtr &req, Reply &&callback, std::string &&id) {
    orm::Mapper<Order> orders(app().getDbClient());
    orders.findByPrimaryKey( // finding: crosstalk-unscoped-fetch
        id, [callback](Order order) { reply(callback, order.getValueOfCard()); },
        [callback](const orm::DrogonDbException &) { reply(callback, "not found"); });
  }

  void checkedLater(const HttpRequestPtr &req, Reply &&callback, std::string &&id) {
    orm::Mapper<Order> orders(app().getDbClient());
    auto user = req->session()->get<std::string>("user_id");
    orders.findByPrimaryKey(
        id,
        [callback, user](Order order) {
          if (order.getValueOfUserId() == user)
            reply(callback, order.getValueOfCard());
        },
        [callback](const orm::DrogonDbException &) { reply(callback, "not found"); });
  }

  void byCriteria(const HttpRequestPtr &req, Reply &&callback, std::string &&id) {
    orm::Mapper<Order> orders(app().getDbClient());
    auto order = orders.findOne(Criteria(Order::Cols::_id, orm::CompareOperator::EQ, id)); // finding: crosstalk-unscoped-fetch
    reply(callback, order.getValueOfCard());
  }

  void byOwnCriteria(const HttpRequestPtr &req, Reply &&callback, std::string &&id) {
    orm::Mapper<Order> orders(app().getDbClient());
    auto user = req->session()->get<std::string>("user_id");
    auto order = orders.findOne(Criteria(Order::Cols::_id, orm::CompareOperator::EQ, id) &&
                                Criteria(Order::Cols::_user_id, orm::CompareOperator::EQ, user));
    reply(callback, order.getValueOfCard());
  }

  void listed(const HttpRequestPtr &req, Reply &&callback, std::string &&id) {
    orm::Mapper<Order> orders(app().getDbClient());
    orders.limit(10).findBy( // finding: crosstalk-unscoped-fetch
        Criteria("id", id), [callback](std::vector<Order> found) { reply(callback, found[0].getValueOfCard()); },
        [](const orm::DrogonDbException &) {});
  }

  void mine(const HttpRequestPtr &req, Reply &&callback) {
    orm::Mapper<Order> orders(app().getDbClient());
    auto user = req->session()->get<std::string>("user_id");
    orders.findBy(
        Criteria(Order::Cols::_user_id, user),
        [callback](std::vector<Order> found) { reply(callback, found[0].getValueOfCard()); },
        [](const orm::DrogonDbException &) {});
  }

  void country(const HttpRequestPtr &req, Reply &&callback, std::string &&id) {
    orm::Mapper<Country> countries(app().getDbClient());
    reply(callback, countries.findByPrimaryKey(id).getValueOfName());
  }

  Task<HttpResponsePtr> awaited(HttpRequestPtr req, std::string id) {
    orm::CoroMapper<Order> orders(app().getDbClient());
    auto order = co_await orders.findByPrimaryKey(id); // finding: crosstalk-unscoped-fetch
    co_return HttpResponse::newHttpJsonResponse(order.toJson());
  }

  Task<HttpResponsePtr> awaitedOwn(HttpRequestPtr req, std::string id) {
    orm::CoroMapper<Order> orders(app().getDbClient());
    auto user = req->session()->get<std::string>("user_id");
    auto order = co_await orders.findOne(Criteria(Order::Cols::_id, id) && Criteria(Order::Cols::_user_id, user));
    co_return HttpResponse::newHttpJsonResponse(order.toJson());
  }

  Task<HttpResponsePtr> awaitedAndChecked(HttpRequestPtr req, std::string id) {
    orm::CoroMapper<Order> orders(app().getDbClient());
    auto order = co_await orders.findByPrimaryKey(id);
    if (order.getValueOfUserId() != req->session()->get<std::string>("user_id"))
      co_return HttpResponse::newNotFoundResponse();
    co_return HttpResponse::newHttpJsonResponse(order.toJson());
  }

  void removed(const HttpRequestPtr &req, Reply &&callback, std::string &&id) {
    orm::Mapper<Order> orders(app().getDbClient());
    orders.deleteByPrimaryKey(id); // finding: crosstalk-unscoped-write
    reply(callback, "gone");
  }

  void removedBy(const HttpRequestPtr &req, Reply &&callback, std::string &&id) {
    orm::Mapper<Order> orders(app().getDbClient());
    orders.deleteBy(Criteria(Order::Cols::_id, id)); // finding: crosstalk-unscoped-write
    reply(callback, "gone");
  }

  void removedOwn(const HttpRequestPtr &req, Reply &&callback, std::string &&id) {
    orm::Mapper<Order> orders(app().getDbClient());
    auto user = req->session()->get<std::string>("user_id");
    orders.deleteBy(Criteria(Order::Cols::_id, id) && Criteria(Order::Cols::_user_id, user));
    reply(callback, "gone");
  }

  void removedByAdmin(const HttpRequestPtr &req, Reply &&callback, std::string &&id) {
    if (!req->session()->get<bool>("is_admin"))
      return reply(callback, "forbidden");
    orm::Mapper<Order> orders(app().getDbClient());
    orders.deleteByPrimaryKey(id);
    reply(callback, "gone");
  }

  void changed(const HttpRequestPtr &req, Reply &&callback, std::string &&id) {
    orm::Mapper<Order> orders(app().getDbClient());
    auto order = orders.findByPrimaryKey(id);
    order.setCard(req->getParameter("card"));
    orders.update(order); // finding: crosstalk-unscoped-write
    reply(callback, "changed");
  }

  void changedOwn(const HttpRequestPtr &req, Reply &&callback, std::string &&id) {
    orm::Mapper<Order> orders(app().getDbClient());
    auto order = orders.findByPrimaryKey(id);
    if (order.getValueOfUserId() != req->session()->get<std::string>("user_id"))
      return reply(callback, "not found");
    order.setCard(req->getParameter("card"));
    orders.update(order);
    reply(callback, "changed");
  }

  void inserted(const HttpRequestPtr &req, Reply &&callback) {
    orm::Mapper<Order> orders(app().getDbClient());
    Order order;
    order.setUserId(req->getParameter("user_id"));
    orders.insert(order); // finding: crosstalk-forged-owner
    reply(callback, "new");
  }

  void insertedOwn(const HttpRequestPtr &req, Reply &&callback) {
    orm::Mapper<Order> orders(app().getDbClient());
    Order order;
    order.setUserId(req->session()->get<std::string>("user_id"));
    orders.insert(order);
    reply(callback, "new");
  }
};

int main() { app().run(); }
