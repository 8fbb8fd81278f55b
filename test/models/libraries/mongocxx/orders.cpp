// mongocxx: documents found, changed and removed by filters of both builders.
#include "mongocxx.h"

using bsoncxx::builder::basic::kvp;
using bsoncxx::builder::basic::make_array;
using bsoncxx::builder::basic::make_document;
using bsoncxx::builder::stream::finalize;
using Stream = bsoncxx::builder::stream::document;

struct Request {
  std::string order;
  std::string form(const std::string &field) const;
};
struct Session {
  std::string userId;
  bool isAdmin;
};
struct Response {
  void send(const std::string &body);
};

class Shop {
public:
  void found(const Request &req, const Session &session, Response &res) {
    auto order = db_["orders"].find_one(make_document(kvp("_id", bsoncxx::oid(req.order)))); // finding: crosstalk-unscoped-fetch
    if (order)
      res.send(bsoncxx::to_json(order->view()));
  }

  void foundOwn(const Request &req, const Session &session, Response &res) {
    auto order = db_["orders"].find_one(
        make_document(kvp("_id", bsoncxx::oid(req.order)), kvp("user_id", session.userId)));
    if (order)
      res.send(bsoncxx::to_json(order->view()));
  }

  void checked(const Request &req, const Session &session, Response &res) {
    auto order = db_["orders"].find_one(make_document(kvp("_id", bsoncxx::oid(req.order))));
    if (!order || (*order)["user_id"].get_string() != session.userId)
      return;
    res.send(bsoncxx::to_json(order->view()));
  }

  void foundByEither(const Request &req, const Session &session, Response &res) {
    auto order = db_["orders"].find_one(make_document(kvp( // finding: crosstalk-unscoped-fetch
        "$or", make_array(make_document(kvp("_id", req.order)), make_document(kvp("user_id", session.userId))))));
    res.send(bsoncxx::to_json(order->view()));
  }

  void foundByOperator(const Request &req, const Session &session, Response &res) {
    auto order = db_["orders"].find_one(make_document(kvp("_id", make_document(kvp("$eq", req.order))), // finding: crosstalk-unscoped-fetch
                                                      kvp("status", "open")));
    res.send(bsoncxx::to_json(order->view()));
  }

  void streamed(const Request &req, const Session &session, Response &res) {
    auto order = db_["orders"].find_one(Stream{} << "_id" << bsoncxx::oid(req.order) << finalize); // finding: crosstalk-unscoped-fetch
    res.send(bsoncxx::to_json(order->view()));
  }

  void streamedOwn(const Request &req, const Session &session, Response &res) {
    auto order = db_["orders"].find_one(Stream{} << "_id" << bsoncxx::oid(req.order) << "user_id" << session.userId
                                                 << finalize);
    res.send(bsoncxx::to_json(order->view()));
  }

  void appended(const Request &req, const Session &session, Response &res) {
    bsoncxx::builder::basic::document filter;
    filter.append(kvp("_id", req.order));
    auto order = db_["orders"].find_one(filter.extract()); // finding: crosstalk-unscoped-fetch
    res.send(bsoncxx::to_json(order->view()));
  }

  void appendedOwn(const Request &req, const Session &session, Response &res) {
    bsoncxx::builder::basic::document filter;
    filter.append(kvp("_id", req.order));
    filter.append(kvp("user_id", session.userId));
    auto order = db_["orders"].find_one(filter.extract());
    res.send(bsoncxx::to_json(order->view()));
  }

  void mine(const Session &session, Response &res) {
    for (const auto &order : db_["orders"].find(make_document(kvp("user_id", session.userId))))
      res.send(bsoncxx::to_json(order));
  }

  void removed(const Request &req, const Session &session) {
    db_["orders"].delete_one(make_document(kvp("_id", req.order))); // finding: crosstalk-unscoped-write
  }

  void removedOwn(const Request &req, const Session &session) {
    db_["orders"].delete_one(make_document(kvp("_id", req.order), kvp("user_id", session.userId)));
  }

  void removedByAdmin(const Request &req, const Session &session) {
    if (session.isAdmin)
      db_["orders"].delete_one(make_document(kvp("_id", req.order)));
  }

  void changed(const Request &req, const Session &session) {
    db_["orders"].update_one(make_document(kvp("_id", req.order)), // finding: crosstalk-unscoped-write
                             make_document(kvp("$set", make_document(kvp("status", "paid")))));
  }

  void changedOwn(const Request &req, const Session &session) {
    db_["orders"].update_one(make_document(kvp("_id", req.order), kvp("user_id", session.userId)),
                             make_document(kvp("$set", make_document(kvp("status", "paid")))));
  }

  void inserted(const Session &session) {
    db_["orders"].insert_one(make_document(kvp("user_id", session.userId), kvp("status", "new")));
  }

  void country(const Request &req, const Session &session, Response &res) {
    auto country = db_["countries"].find_one(make_document(kvp("_id", req.order)));
    res.send(bsoncxx::to_json(country->view()));
  }

private:
  mongocxx::database db_;
};
