// A stand-in for oat++: only what the marked sources use. Declarations checked against the headers of oat++ 1.3.1.
#pragma once
#include <memory>
#include <string>

namespace oatpp {
using String = std::string; // in oat++ a class that holds one
namespace web::protocol::http {
struct Status {
  static const Status CODE_200;
};
namespace incoming {
class Request {
public:
  oatpp::String getHeader(const std::string &headerName) const;
  oatpp::String getPathVariable(const std::string &name) const;
  oatpp::String getQueryParameter(const std::string &name) const;
  oatpp::String readBodyToString() const;
};
} // namespace incoming
namespace outgoing {
class Response {
public:
  void putHeader(const oatpp::String &key, const oatpp::String &value);
};
class ResponseFactory {
public:
  static std::shared_ptr<Response> createResponse(const Status &status, const oatpp::String &text);
};
} // namespace outgoing
} // namespace web::protocol::http
namespace web::server {
class HttpRequestHandler {
public:
  virtual ~HttpRequestHandler();
  virtual std::shared_ptr<protocol::http::outgoing::Response>
  handle(const std::shared_ptr<protocol::http::incoming::Request> &request);
};
namespace handler {
struct AuthorizationObject {};
struct DefaultBasicAuthorizationObject : AuthorizationObject {
  oatpp::String userId;
  oatpp::String password;
};
} // namespace handler
namespace api {
class ApiController {
public:
  using OutgoingResponse = protocol::http::outgoing::Response;
  std::shared_ptr<OutgoingResponse> createResponse(const protocol::http::Status &status,
                                                   const oatpp::String &str) const;
  std::shared_ptr<handler::AuthorizationObject> handleDefaultAuthorization(const oatpp::String &authHeader) const;
};
} // namespace api
} // namespace web::server
} // namespace oatpp
