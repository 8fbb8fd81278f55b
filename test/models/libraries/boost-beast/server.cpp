// Boost.Beast: what a request says, and what one request leaves for the next.
#include "../caller.h"
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>

namespace beast = boost::beast;
namespace http = beast::http;
using tcp = boost::asio::ip::tcp;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

std::string lastToken, lastMessage;
std::map<std::string, std::string> pages;

Response last_bad(const Request &request) {
  Response response;
  response.body() = lastToken;
  lastToken = std::string(request["Authorization"]); // finding: crosstalk-shared-session-state
  return response;
}

Response page_bad(const Request &request) {
  Response response;
  std::string target(request.target());
  if (pages.find(target) == pages.end())
    pages[target] = "Your token is " + std::string(request.at("Authorization")); // finding: crosstalk-unkeyed-cache
  response.body() = pages[target];
  return response;
}

Response page_ok(const Request &request) {
  Response response;
  std::string key = std::string(request.at("Authorization")) + std::string(request.target());
  if (pages.find(key) == pages.end())
    pages[key] = "Your token is " + std::string(request.at("Authorization"));
  response.body() = pages[key];
  return response;
}

void shared_bad(tcp::socket &socket, const Request &request) {
  Response response;
  response.set("Cache-Control", "public, max-age=60"); // finding: crosstalk-shareable-response
  response.body() = "Your token is " + std::string(request["Authorization"]);
  http::write(socket, response);
}

void said_bad(beast::websocket::stream<tcp::socket> &socket) {
  show(lastMessage);
  beast::flat_buffer session_token;
  socket.read(session_token);
  lastMessage = beast::buffers_to_string(session_token.data());
}
