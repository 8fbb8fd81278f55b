// Drogon: SQL that is streamed, rows and what of them goes into a key.
#include "../caller.h"
#include "drogon.h"

using namespace drogon;
using orm::Criteria;
using Reply = std::function<void(const HttpResponsePtr &)>;

static void reply(const Reply &callback, const std::string &text) {
  auto response = HttpResponse::newHttpResponse();
  response->setBody(text);
  callback(response);
}

class Order {
public:
  using PrimaryKeyType = std::string;
  const std::string &getValueOfUserId() const noexcept;
  const std::string &getValueOfCard() const noexcept;

private:
  std::shared_ptr<std::string> id_, userId_, card_;
};

class Orders : public HttpController<Orders> {
public:
  void streamed(const HttpRequestPtr &req, Reply &&callback) {
    *app().getDbClient() << "SELECT iban FROM invoices WHERE id = $1" << req->getParameter("id") >> // finding: crosstalk-unscoped-fetch
        [callback](const orm::Result &rows) { reply(callback, rows[0]["iban"].as<std::string>()); };
  }
  void streamedOwn(const HttpRequestPtr &req, Reply &&callback) {
    *app().getDbClient() << "SELECT iban FROM invoices WHERE id = $1 AND owner_id = $2" << req->getParameter("id")
                         << req->session()->get<std::string>("user_id") >>
        [callback](const orm::Result &rows) { reply(callback, rows[0]["iban"].as<std::string>()); };
  }
  void sync(const HttpRequestPtr &req, Reply &&callback) {
    auto rows = app().getDbClient()->execSqlSync("SELECT iban FROM invoices WHERE id = $1 ORDER BY id", req->getParameter("id")); // finding: crosstalk-unscoped-fetch
    reply(callback, rows[0]["iban"].as<std::string>());
  }
  void all(const HttpRequestPtr &req, Reply &&callback) {
    orm::Mapper<Order> orders(app().getDbClient());
    auto found = orders.findAll(); // finding: crosstalk-unscoped-fetch
    reply(callback, found[0].getValueOfCard());
  }
  void removed(const HttpRequestPtr &req, Reply &&callback) {
    orm::Mapper<Order> orders(app().getDbClient());
    auto order = orders.findByPrimaryKey(req->getParameter("id"));
    orders.deleteOne(order); // finding: crosstalk-unscoped-write
    reply(callback, "gone");
  }
  void changed(const HttpRequestPtr &req, Reply &&callback) {
    orm::Mapper<Order> orders(app().getDbClient());
    orders.updateBy({"card"}, Criteria("id", req->getParameter("id")), req->getParameter("card")); // finding: crosstalk-unscoped-write
    reply(callback, "changed");
  }
  void later(const HttpRequestPtr &req, Reply &&callback) {
    reply(callback, last_);
    auto user = req->getHeader("X-User");
    app().getLoop()->queueInLoop([this, user] { last_ = user; }); // finding: crosstalk-shared-session-state
  }

  void chained(const HttpRequestPtr &req, Reply &&callback) {
    auto db = app().getDbClient();
    auto found = db->execSqlSync("SELECT invoice FROM shipments WHERE id = $1", req->getParameter("id"));
    auto rows = db->execSqlSync("SELECT iban FROM invoices WHERE id = $1", found[0]["invoice"].as<std::string>());
    reply(callback, rows[0]["iban"].as<std::string>());
  }
private:
  std::string last_;
};

int main() { app().run(); }
