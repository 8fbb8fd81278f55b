// Crow: who asks, as a request, a session and a cookie tell; who enters. The table's owner is in schema.sql.
#include "../caller.h"
#include "crow.h"

using Session = crow::SessionMiddleware<crow::InMemoryStore>;

std::map<std::string, std::string> byHeader, byParameter, byCookie, bySession, byAddress;
std::string lastMessage;

/// What looks up rows for a request that it holds.
class Lookup {
public:
  explicit Lookup(const crow::request &req) : req_(req) {}
  std::string byBody() { return query("SELECT iban FROM invoices WHERE id = $1", req_.body); } // finding: crosstalk-unscoped-fetch
  std::string byParameters() { return query("SELECT iban FROM invoices WHERE id = $1", req_.url_params.get("id")); } // finding: crosstalk-unscoped-fetch
  std::string byForm() { return query("SELECT iban FROM invoices WHERE id = $1", req_.get_body_params().get("id")); } // finding: crosstalk-unscoped-fetch
  std::string byHeaders() { return query("SELECT iban FROM invoices WHERE id = $1", req_.headers.begin()->second); } // finding: crosstalk-unscoped-fetch
  std::string byJson() { return query("SELECT iban FROM invoices WHERE id = $1", crow::json::load(req_.body)["id"].s()); } // finding: crosstalk-unscoped-fetch

private:
  const crow::request &req_;
};

/// Middleware is one object for all requests.
struct Greeting : crow::ILocalMiddleware {
  struct context {};
  void before_handle(crow::request &req, crow::response &res, context &) {
    res.write(last_);
    last_ = req.get_header_value("X-User"); // finding: crosstalk-shared-session-state
  }
  void after_handle(crow::request &, crow::response &, context &) {}
  std::string last_;
};

struct Remembering : crow::CookieParser {
  void before_handle(crow::request &req, crow::response &res, context &ctx) {
    res.write(last_);
    last_ = req.get_header_value("X-User"); // finding: crosstalk-shared-session-state
  }
  std::string last_;
};

int main() {
  crow::Crow<crow::CookieParser, Session> app;
  CROW_ROUTE(app, "/header")([](const crow::request &req) {
    auto &page = byHeader[req.url];
    if (page.empty())
      page = "for " + req.get_header_value("X-User"); // finding: crosstalk-unkeyed-cache
    return crow::response(page);
  });
  CROW_ROUTE(app, "/parameter")([](const crow::request &req) {
    auto &page = byParameter[req.url];
    if (page.empty())
      page = std::string("for ") + req.url_params.get("user"); // finding: crosstalk-unkeyed-cache
    return crow::response(page);
  });
  CROW_ROUTE(app, "/cookie")([&app](const crow::request &req) {
    auto &page = byCookie[req.url];
    if (page.empty())
      page = "for " + app.get_context<crow::CookieParser>(req).get_cookie("user"); // finding: crosstalk-unkeyed-cache
    return crow::response(page);
  });
  CROW_ROUTE(app, "/session")([&app](const crow::request &req) {
    auto &page = bySession[req.url];
    if (page.empty())
      page = "for " + app.get_context<Session>(req).string("name"); // finding: crosstalk-unkeyed-cache
    return crow::response(page);
  });
  CROW_ROUTE(app, "/address")([](const crow::request &req) {
    auto &page = byAddress[req.url];
    if (page.empty())
      page = "for " + req.remote_ip_address; // finding: crosstalk-unkeyed-cache
    return crow::response(page);
  });
  CROW_ROUTE(app, "/invoices/<string>")([](std::string user) {
    return crow::response(query("SELECT iban FROM invoices WHERE user_id = $1", user)); // finding: crosstalk-forged-owner
  });
  app.websocket("/chat").onmessage([](crow::websocket::connection &to, const std::string &user, bool) {
    to.send_text(query("SELECT iban FROM invoices WHERE user_id = $1", user)); // finding: crosstalk-forged-owner
  });
  app.port(8080).run();
}
