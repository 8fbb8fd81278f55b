// sqlite_orm: rows of mapped types, by primary key and by criteria.
#include "drogon.h"
#include "sqlite_orm.h"

using namespace sqlite_orm;

struct Order {
  int id;
  std::string userId;
  std::string card;
};
struct Country {
  int id;
  std::string name;
};
struct Session {
  std::string userId;
  bool isAdmin;
};
struct Request {
  int order;
};
struct Response {
  void send(const std::string &body);
};

internal::storage_t<Order, Country> storage;

void byKey(const Request &req, const Session &session, Response &res) {
  auto order = storage.get<Order>(req.order); // finding: crosstalk-unscoped-fetch
  res.send(order.card);
}

void byPointer(const Request &req, const Session &session, Response &res) {
  auto order = storage.get_pointer<Order>(req.order); // finding: crosstalk-unscoped-fetch
  if (order)
    res.send(order->card);
}

void byOptional(const Request &req, const Session &session, Response &res) {
  if (auto order = storage.get_optional<Order>(req.order)) // finding: crosstalk-unscoped-fetch
    res.send(order->card);
}

void compared(const Request &req, const Session &session, Response &res) {
  auto order = storage.get_pointer<Order>(req.order);
  if (!order || order->userId != session.userId)
    return;
  res.send(order->card);
}

void byCriteria(const Request &req, const Session &session, Response &res) {
  auto orders = storage.get_all<Order>(where(c(&Order::id) == req.order)); // finding: crosstalk-unscoped-fetch
  res.send(orders[0].card);
}

void byOwnCriteria(const Request &req, const Session &session, Response &res) {
  auto orders = storage.get_all<Order>(where(c(&Order::id) == req.order && c(&Order::userId) == session.userId));
  res.send(orders[0].card);
}

void byEither(const Request &req, const Session &session, Response &res) {
  auto orders = storage.get_all<Order>(where(c(&Order::id) == req.order || c(&Order::userId) == session.userId)); // finding: crosstalk-unscoped-fetch
  res.send(orders[0].card);
}

void byNamedEquality(const Request &req, const Session &session, Response &res) {
  auto orders = storage.get_all<Order>(where(is_equal(&Order::id, req.order))); // finding: crosstalk-unscoped-fetch
  res.send(orders[0].card);
}

void mine(const Session &session, Response &res) {
  for (const Order &order : storage.get_all<Order>(where(c(&Order::userId) == session.userId)))
    res.send(order.card);
}

void column(const Request &req, const Session &session, Response &res) {
  auto cards = storage.select(&Order::card, where(c(&Order::id) == req.order)); // finding: crosstalk-unscoped-fetch
  res.send(cards[0]);
}

void counted(const Request &req, const Session &session, Response &res) {
  if (storage.count<Order>(where(c(&Order::id) == req.order && c(&Order::userId) == session.userId)) == 0)
    return;
  res.send(storage.get<Order>(req.order).card);
}

void removed(const Request &req, const Session &session) {
  storage.remove<Order>(req.order); // finding: crosstalk-unscoped-write
}

void removedAll(const Request &req, const Session &session) {
  storage.remove_all<Order>(where(c(&Order::id) == req.order)); // finding: crosstalk-unscoped-write
}

void removedOwn(const Request &req, const Session &session) {
  storage.remove_all<Order>(where(c(&Order::id) == req.order && c(&Order::userId) == session.userId));
}

void removedByAdmin(const Request &req, const Session &session) {
  if (session.isAdmin)
    storage.remove<Order>(req.order);
}

void changed(const Request &req, const Session &session, const std::string &card) {
  auto order = storage.get<Order>(req.order);
  order.card = card;
  storage.update(order); // finding: crosstalk-unscoped-write
}

void changedOwn(const Request &req, const Session &session, const std::string &card) {
  auto order = storage.get<Order>(req.order);
  if (order.userId != session.userId)
    return;
  order.card = card;
  storage.update(order);
}

void changedAll(const Request &req, const Session &session, const std::string &card) {
  storage.update_all(set(assign(&Order::card, card)), where(c(&Order::id) == req.order)); // finding: crosstalk-unscoped-write
}

void inserted(const drogon::HttpRequestPtr &req, const std::string &card) {
  Order order{0, req->getParameter("user_id"), card};
  storage.insert(order); // finding: crosstalk-forged-owner
}

void insertedOwn(const Session &session, const std::string &card) {
  Order order{0, session.userId, card};
  storage.insert(order);
}

void country(const Request &req, const Session &session, Response &res) {
  res.send(storage.get<Country>(req.order).name);
}
