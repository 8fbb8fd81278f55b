// A statement is a member with numbered places, filled in by a formatter, and stands within a transaction.
#include <boost/format.hpp>
#include <httplib.h>
#include <postgresql/libpq-fe.h>
#include <string>

static const char *const Schema = "CREATE TABLE orders (id INT, customer_id INT, total INT)";

class Orders {
public:
  void show(const httplib::Request &req, httplib::Response &res) {
    boost::format filled = boost::format(byId_) % req.get_param_value("id");
    std::string query = filled.str();
    PGresult *rows = PQexec(db_, query.c_str()); // finding: crosstalk-unscoped-fetch
    res.set_content(PQgetvalue(rows, 0, 0), "text/plain");
  }
  void create() { PQexec(db_, Schema); }

private:
  std::string byId_ = R"(
    BEGIN ISOLATION LEVEL READ COMMITTED;
    SELECT id, customer_id, total FROM orders WHERE id = %1%;
    COMMIT;
  )";
  PGconn *db_ = nullptr;
};

int main() {
  Orders orders;
  httplib::Server server;
  server.Get("/order", [&](const httplib::Request &req, httplib::Response &res) { orders.show(req, res); });
  server.listen("localhost", 8080);
}
