// What the server calls before every handler, on the thread that runs it, empties what the last request left there.
#include <httplib.h>
#include <string>

struct Visitor {
  std::string user, team;
};

Visitor visitorOf(const std::string &token);

static thread_local Visitor current;
static thread_local Visitor remembered;

void setUpDesk(httplib::Server &server) {
  server.set_pre_routing_handler([](const httplib::Request &req, httplib::Response &res) {
    current = Visitor{};
    if (req.has_header("Authorization")) {
      current = visitorOf(req.get_header_value("Authorization"));
      remembered = visitorOf(req.get_header_value("Authorization")); // finding: crosstalk-thread-local-identity
    }
    return httplib::Server::HandlerResponse::Unhandled;
  });
  server.Get("/desk", [](const httplib::Request &req, httplib::Response &res) {
    res.set_content("Dear " + current.user, "text/plain");
  });
  server.Get("/team", [](const httplib::Request &req, httplib::Response &res) {
    res.set_content("Your team is " + remembered.team, "text/plain");
  });
}
