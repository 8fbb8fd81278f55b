// Wt::Dbo: mapped classes, loaded by their id and found by conditions.
#include "wt-dbo.h"

namespace dbo = Wt::Dbo;

struct User {
  std::string password;
};
struct Order {
  dbo::ptr<User> user;
  std::string card;
};
struct Country {
  std::string name;
};
struct Request {
  long long order;
};
struct Login {
  long long userId;
  bool isAdmin;
};
struct Response {
  void send(const std::string &body);
};

class Shop {
public:
  void loaded(const Request &req, const Login &login, Response &res) {
    dbo::ptr<Order> order = session_.load<Order>(req.order); // finding: crosstalk-unscoped-fetch
    res.send(order->card);
  }

  void checked(const Request &req, const Login &login, Response &res) {
    dbo::ptr<Order> order = session_.load<Order>(req.order);
    if (order->user.id() != login.userId)
      return;
    res.send(order->card);
  }

  void found(const Request &req, const Login &login, Response &res) {
    dbo::ptr<Order> order = session_.find<Order>().where("id = ?").bind(req.order); // finding: crosstalk-unscoped-fetch
    res.send(order->card);
  }

  void foundAtOnce(const Request &req, const Login &login, Response &res) {
    dbo::ptr<Order> order = session_.find<Order>("where id = ?").bind(req.order).resultValue(); // finding: crosstalk-unscoped-fetch
    res.send(order->card);
  }

  void foundOwn(const Request &req, const Login &login, Response &res) {
    dbo::ptr<Order> order =
        session_.find<Order>().where("id = ?").bind(req.order).where("user_id = ?").bind(login.userId);
    res.send(order->card);
  }

  void mine(const Login &login, Response &res) {
    for (const auto &order : session_.find<Order>().where("user_id = ?").bind(login.userId).resultList())
      res.send(order->card);
  }

  void removed(const Request &req, const Login &login) {
    dbo::ptr<Order> order = session_.load<Order>(req.order);
    order.remove(); // finding: crosstalk-unscoped-write
  }

  void removedOwn(const Request &req, const Login &login) {
    dbo::ptr<Order> order = session_.load<Order>(req.order);
    if (order->user.id() == login.userId)
      order.remove();
  }

  void changed(const Request &req, const Login &login, const std::string &card) {
    dbo::ptr<Order> order = session_.load<Order>(req.order);
    order.modify()->card = card; // finding: crosstalk-unscoped-write
  }

  void changedOwn(const Request &req, const Login &login, const std::string &card) {
    dbo::ptr<Order> order = session_.find<Order>().where("id = ? and user_id = ?").bind(req.order).bind(login.userId);
    order.modify()->card = card;
  }

  void changedByAdmin(const Request &req, const Login &login, const std::string &card) {
    if (!login.isAdmin)
      return;
    session_.load<Order>(req.order).modify()->card = card;
  }

  void country(const Request &req, const Login &login, Response &res) {
    res.send(session_.load<Country>(req.order)->name);
  }

private:
  dbo::Session &session_;
};
