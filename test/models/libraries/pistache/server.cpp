// Pistache: routes, what a request says, and what one request leaves for the next.
#include "../caller.h"
#include <pistache/endpoint.h>
#include <pistache/http.h>
#include <pistache/router.h>

using namespace Pistache;

std::string lastGet, lastPost, lastPut, lastPatch, lastDelete, lastOptions, lastCustom, lastCookie;
std::map<std::string, std::string> pages;

std::string tokenOf(const Rest::Request &request) {
  return request.headers().get<Http::Header::Authorization>()->value();
}

void got(const Rest::Request &request, Http::ResponseWriter response) {
  response.send(Http::Code::Ok, lastGet);
  lastGet = tokenOf(request); // finding: crosstalk-shared-session-state
}
void posted(const Rest::Request &request, Http::ResponseWriter response) {
  response.send(Http::Code::Ok, lastPost);
  lastPost = tokenOf(request); // finding: crosstalk-shared-session-state
}
void updated(const Rest::Request &request, Http::ResponseWriter response) {
  response.send(Http::Code::Ok, lastPut);
  lastPut = tokenOf(request); // finding: crosstalk-shared-session-state
}
void patched(const Rest::Request &request, Http::ResponseWriter response) {
  response.send(Http::Code::Ok, lastPatch);
  lastPatch = tokenOf(request); // finding: crosstalk-shared-session-state
}
void removed(const Rest::Request &request, Http::ResponseWriter response) {
  response.send(Http::Code::Ok, lastDelete);
  lastDelete = tokenOf(request); // finding: crosstalk-shared-session-state
}
void asked(const Rest::Request &request, Http::ResponseWriter response) {
  response.send(Http::Code::Ok, lastOptions);
  lastOptions = tokenOf(request); // finding: crosstalk-shared-session-state
}
void missed(const Rest::Request &request, Http::ResponseWriter response) {
  response.send(Http::Code::Not_Found, lastCustom);
  lastCustom = tokenOf(request); // finding: crosstalk-shared-session-state
}
void cookie(const Rest::Request &request, Http::ResponseWriter response) {
  response.send(Http::Code::Ok, lastCookie);
  lastCookie = request.cookies().get("session").value; // finding: crosstalk-shared-session-state
}
void page(const Rest::Request &request, Http::ResponseWriter response) {
  if (pages.find(request.resource()) == pages.end())
    pages[request.resource()] = "Your token is " + tokenOf(request); // finding: crosstalk-unkeyed-cache
  response.send(Http::Code::Ok, pages[request.resource()]);
}
void own_page_ok(const Rest::Request &request, Http::ResponseWriter response) {
  std::string key = tokenOf(request) + request.param(":name").as<std::string>();
  if (pages.find(key) == pages.end())
    pages[key] = "Your token is " + tokenOf(request);
  response.send(Http::Code::Ok, pages[key]);
}
int main() {
  Rest::Router router;
  router.get("/got", Rest::Routes::bind(&got));
  router.post("/posted", Rest::Routes::bind(&posted));
  router.put("/put", Rest::Routes::bind(&updated));
  router.patch("/patched", Rest::Routes::bind(&patched));
  router.del("/removed", Rest::Routes::bind(&removed));
  router.options("/asked", Rest::Routes::bind(&asked));
  router.addNotFoundHandler(Rest::Routes::bind(&missed));
  Rest::Routes::Get(router, "/cookie", Rest::Routes::bind(&cookie));
  Rest::Routes::Get(router, "/page", Rest::Routes::bind(&page));
  Rest::Routes::Get(router, "/own/:name", Rest::Routes::bind(&own_page_ok));
  Http::Endpoint server(Address(Ipv4::any(), Port(9080)));
  server.setHandler(router.handler());
  server.serve();
}
