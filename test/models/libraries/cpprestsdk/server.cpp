// cpprestsdk: a listener's handlers, what a request says, and what one request leaves for the next.
#include "../caller.h"
#include <cpprest/http_listener.h>
#include <cpprest/json.h>

using namespace web;
using web::http::experimental::listener::http_listener;

std::string lastAny, lastMatched, lastBody;
std::map<std::string, std::string> pages;

void any(http::http_request request) {
  request.reply(http::status_codes::OK, lastAny);
  lastAny = request.headers()["Authorization"]; // finding: crosstalk-shared-session-state
}

void matched(http::http_request request) {
  request.reply(http::status_codes::OK, lastMatched);
  std::string token;
  request.headers().match("Authorization", token);
  lastMatched = token; // finding: crosstalk-shared-session-state
}

void page(http::http_request request) {
  std::string path = request.relative_uri().path();
  if (pages.find(path) == pages.end())
    pages[path] = "Your token is " + request.headers()["Authorization"]; // finding: crosstalk-unkeyed-cache
  request.reply(http::status_codes::OK, pages[path]);
}

void shared(http::http_request request) {
  http::http_response response(http::status_codes::OK);
  response.headers().add("Cache-Control", "public, max-age=60"); // finding: crosstalk-shareable-response
  response.set_body("Your token is " + request.headers()["Authorization"]);
  request.reply(response);
}

void said(http::http_request request) {
  request.extract_json().then([request](json::value body) {
    request.reply(http::status_codes::OK, lastBody);
    lastBody = body.at("password").as_string(); // finding: crosstalk-shared-session-state
  });
}

int main() {
  http_listener listener("http://localhost:8080");
  listener.support(any);
  listener.support(http::methods::GET, shared);
  listener.support(http::methods::PUT, matched);
  listener.support(http::methods::POST, page);
  listener.support(http::methods::PATCH, said);
  listener.open().wait();
}
