// cpp-httplib: each handler keeps something of its caller where the next caller finds it.
#include <httplib.h>
#include <map>
#include <string>

std::map<std::string, std::string> pages;
std::string lastGet, lastPost, lastPut, lastPatch, lastDelete, lastOptions, lastPre, lastPost2, lastError;

std::string greeting(const std::string &token) { return "Your token is " + token; }

void cached(const httplib::Request &req, httplib::Response &res) {
  auto found = pages.find(req.path);
  if (found != pages.end()) {
    res.set_content(found->second, "text/plain");
    return;
  }
  std::string page = greeting(req.get_header_value("Authorization"));
  pages[req.path] = page; // finding: crosstalk-unkeyed-cache
  res.set_content(page, "text/plain");
}

void publicPage(const httplib::Request &req, httplib::Response &res) {
  res.set_header("Cache-Control", "public, max-age=60"); // finding: crosstalk-shareable-response
  res.set_content(greeting(req.get_header_value("Authorization")), "text/plain");
}

void privatePage(const httplib::Request &req, httplib::Response &res) {
  res.set_header("Cache-Control", "private");
  res.set_content(greeting(req.get_header_value("Authorization")), "text/plain");
}

int main() {
  httplib::Server server;
  server.Get("/cached", cached);
  server.Get("/public", publicPage);
  server.Get("/private", privatePage);
  server.Get("/get", [](const httplib::Request &req, httplib::Response &res) {
    res.set_content(lastGet, "text/plain");
    lastGet = req.get_header_value("Authorization"); // finding: crosstalk-shared-session-state
  });
  server.Post("/post", [](const httplib::Request &req, httplib::Response &res) {
    res.set_content(lastPost, "text/plain");
    lastPost = req.get_header_value("Authorization"); // finding: crosstalk-shared-session-state
  });
  server.Put("/put", [](const httplib::Request &req, httplib::Response &res) {
    res.set_content(lastPut, "text/plain");
    lastPut = req.get_header_value("Authorization"); // finding: crosstalk-shared-session-state
  });
  server.Patch("/patch", [](const httplib::Request &req, httplib::Response &res) {
    res.set_content(lastPatch, "text/plain");
    lastPatch = req.get_header_value("Authorization"); // finding: crosstalk-shared-session-state
  });
  server.Delete("/delete", [](const httplib::Request &req, httplib::Response &res) {
    res.set_content(lastDelete, "text/plain");
    lastDelete = req.get_header_value("Authorization"); // finding: crosstalk-shared-session-state
  });
  server.Options("/options", [](const httplib::Request &req, httplib::Response &res) {
    res.set_content(lastOptions, "text/plain");
    lastOptions = req.get_header_value("Authorization"); // finding: crosstalk-shared-session-state
  });
  server.listen("127.0.0.1", 8080);
}
