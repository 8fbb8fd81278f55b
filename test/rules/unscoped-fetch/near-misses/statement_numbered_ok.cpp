// A statement with two numbered places: the second is whose the row has to be. Another member is given its condition
// by a function, so that what its declaration says is not all of it.
#include <boost/format.hpp>
#include <httplib.h>
#include <postgresql/libpq-fe.h>
#include <string>

static const char *const Schema = "CREATE TABLE orders (id INT, customer_id INT, total INT)";

struct Session {
  std::string token;
  std::string userId;
};
Session sessionOf(const std::string &cookie);

struct Listing {
  std::string text = "SELECT id, customer_id, total FROM orders";
  void of(const std::string &userId, const std::string &id) {
    text += " WHERE customer_id = " + userId + " AND id = " + id;
  }
};

class Orders {
public:
  void show(const httplib::Request &req, httplib::Response &res) {
    const Session session = sessionOf(req.get_header_value("Cookie"));
    boost::format filled(byId_);
    filled % req.get_param_value("id") % session.userId;
    PGresult *rows = PQexec(db_, filled.str().c_str());
    res.set_content(PQgetvalue(rows, 0, 0), "text/plain");
  }
  void list(const httplib::Request &req, httplib::Response &res) {
    const Session session = sessionOf(req.get_header_value("Cookie"));
    Listing own;
    own.of(session.userId, req.get_param_value("id"));
    PGresult *rows = PQexec(db_, own.text.c_str());
    res.set_content(PQgetvalue(rows, 0, 0), "text/plain");
  }
  void create() { PQexec(db_, Schema); }

private:
  std::string byId_ = "SELECT id, customer_id, total FROM orders WHERE id = %1% AND customer_id = %2%";
  PGconn *db_ = nullptr;
};

int main() {
  Orders orders;
  httplib::Server server;
  server.Get("/order", [&](const httplib::Request &req, httplib::Response &res) { orders.show(req, res); });
  server.Get("/orders", [&](const httplib::Request &req, httplib::Response &res) { orders.list(req, res); });
  server.listen("localhost", 8080);
}
