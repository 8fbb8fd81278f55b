// ODB: persistent classes, loaded by their id and by queries over their members.
#include "odb.h"
#include <string>

struct User {
  unsigned long id;
  std::string password;
};
struct Order {
  unsigned long id;
  unsigned long customer_id;
  std::string card;
  void cancel();
};
struct Letter {
  unsigned long id;
  std::shared_ptr<User> owner;
  std::string text;
};
struct Country {
  unsigned long id;
  std::string name;
};
template <> struct odb::query_columns<Order> {
  static const odb::query_column<unsigned long> id;
  static const odb::query_column<unsigned long> customer_id;
};
using Orders = odb::query<Order>;

struct Request {
  unsigned long order;
};
struct Session {
  unsigned long customerId;
  bool isAdmin;
};
struct Response {
  void send(const std::string &body);
};

class Shop {
public:
  void loaded(const Request &req, const Session &session, Response &res) {
    auto order = db_.load<Order>(req.order); // finding: crosstalk-unscoped-fetch
    res.send(order->card);
  }

  void found(const Request &req, const Session &session, Response &res) {
    if (auto order = db_.find<Order>(req.order)) // finding: crosstalk-unscoped-fetch
      res.send(order->card);
  }

  void checked(const Request &req, const Session &session, Response &res) {
    auto order = db_.load<Order>(req.order);
    if (order->customer_id == session.customerId)
      res.send(order->card);
  }

  void letter(const Request &req, const Session &session, Response &res) {
    auto letter = db_.load<Letter>(req.order); // finding: crosstalk-unscoped-fetch
    res.send(letter->text);
  }

  void ownLetter(const Request &req, const Session &session, Response &res) {
    auto letter = db_.load<Letter>(req.order);
    if (letter->owner->id != session.customerId)
      return;
    res.send(letter->text);
  }

  void queried(const Request &req, const Session &session, Response &res) {
    for (const Order &order : db_.query<Order>(Orders::id == req.order)) // finding: crosstalk-unscoped-fetch
      res.send(order.card);
  }

  void queriedOwn(const Request &req, const Session &session, Response &res) {
    for (const Order &order : db_.query<Order>(Orders::id == req.order && Orders::customer_id == session.customerId))
      res.send(order.card);
  }

  void queriedOne(const Request &req, const Session &session, Response &res) {
    auto order = db_.query_one<Order>(Orders::id.equal(req.order)); // finding: crosstalk-unscoped-fetch
    res.send(order->card);
  }

  void erased(const Request &req, const Session &session) {
    db_.erase<Order>(req.order); // finding: crosstalk-unscoped-write
  }

  void erasedLoaded(const Request &req, const Session &session) {
    auto order = db_.load<Order>(req.order);
    db_.erase(*order); // finding: crosstalk-unscoped-write
  }

  void erasedOwn(const Request &req, const Session &session) {
    auto order = db_.load<Order>(req.order);
    if (order->customer_id != session.customerId)
      return;
    db_.erase(*order);
  }

  void erasedByAdmin(const Request &req, const Session &session) {
    if (!session.isAdmin)
      return;
    db_.erase<Order>(req.order);
  }

  void erasedByQuery(const Request &req, const Session &session) {
    db_.erase_query<Order>(Orders::id == req.order); // finding: crosstalk-unscoped-write
  }

  void cancelled(const Request &req, const Session &session) {
    auto order = db_.load<Order>(req.order);
    order->cancel();
    db_.update(*order); // finding: crosstalk-unscoped-write
  }

  void cancelledOwn(const Request &req, const Session &session) {
    auto order = db_.load<Order>(req.order);
    if (order->customer_id != session.customerId)
      return;
    order->cancel();
    db_.update(*order);
  }

  void country(const Request &req, const Session &session, Response &res) {
    res.send(db_.load<Country>(req.order)->name);
  }

private:
  odb::database &db_;
};
