// cpp-httplib: who asks, as a request tells, and what a response is given. The table's owner is in schema.sql.
#include "../caller.h"
#include <httplib.h>
#include <mutex>

std::map<std::string, std::string> byHeader, byParameter, byFile, byAddress;

void header(const httplib::Request &req, httplib::Response &res) {
  auto &page = byHeader[req.path];
  if (page.empty())
    page = "for " + req.get_header_value("X-User"); // finding: crosstalk-unkeyed-cache
  res.set_content(page, "text/plain");
}
void parameter(const httplib::Request &req, httplib::Response &res) {
  auto &page = byParameter[req.path];
  if (page.empty())
    page = "for " + req.get_param_value("user"); // finding: crosstalk-unkeyed-cache
  res.set_content(page, "text/plain");
}
void file(const httplib::Request &req, httplib::Response &res) {
  auto &page = byFile[req.path];
  if (page.empty())
    page = "for " + req.get_file_value("user").content; // finding: crosstalk-unkeyed-cache
  res.set_content(page, "text/plain");
}
void address(const httplib::Request &req, httplib::Response &res) {
  auto &page = byAddress[req.path];
  if (page.empty())
    page = "for " + req.remote_addr; // finding: crosstalk-unkeyed-cache
  res.set_content(page, "text/plain");
}

/// What looks up rows for a request that it holds.
class Lookup {
public:
  explicit Lookup(const httplib::Request &req) : req_(req) {}
  std::string byBody() { return query("SELECT iban FROM invoices WHERE id = $1", req_.body); } // finding: crosstalk-unscoped-fetch
  std::string byPath() { return query("SELECT iban FROM invoices WHERE id = $1", req_.path); } // finding: crosstalk-unscoped-fetch
  std::string byMatch() { return query("SELECT iban FROM invoices WHERE id = $1", req_.matches[1]); } // finding: crosstalk-unscoped-fetch
  std::string byHeaders() { return query("SELECT iban FROM invoices WHERE id = $1", req_.headers.begin()->second); } // finding: crosstalk-unscoped-fetch

private:
  const httplib::Request &req_;
};

class Upstream {
public:
  void as(const std::string &user, const std::string &password) {
    std::lock_guard<std::mutex> lock(mutex_);
    show(client_.Get("/me")->body);
    client_.set_basic_auth(user, password); // finding: crosstalk-shared-session-state
  }
  void with(const Caller &caller) {
    std::lock_guard<std::mutex> lock(mutex_);
    show(client_.Get("/me")->body);
    client_.set_default_headers({{"X-User", caller.userId}}); // finding: crosstalk-shared-session-state
  }

private:
  httplib::Client client_{"internal"};
  std::mutex mutex_;
};

class Portal : httplib::Server {
public:
  void greet(const Caller &caller) {
    show(name_);
    name_ = caller.userId; // finding: crosstalk-shared-session-state
  }

private:
  std::string name_;
};

void serve(httplib::Server &server) {
  server.Get("/header", header);
  server.Get("/parameter", parameter);
  server.Get("/file", file);
  server.Get("/address", address);
}
