// oat++: a handler is one object for all requests.
#include "oatpp.h"
#include <map>
#include <string>

using namespace oatpp::web;
using Incoming = std::shared_ptr<protocol::http::incoming::Request>;
using Outgoing = std::shared_ptr<protocol::http::outgoing::Response>;
using protocol::http::Status;
using protocol::http::outgoing::ResponseFactory;

class Last : public server::HttpRequestHandler {
public:
  Outgoing handle(const Incoming &request) override {
    auto response = ResponseFactory::createResponse(Status::CODE_200, "Your token is " + last_);
    last_ = request->getHeader("Authorization"); // finding: crosstalk-shared-session-state
    return response;
  }

private:
  std::string last_;
};

class Page : public server::HttpRequestHandler {
public:
  Outgoing handle(const Incoming &request) override {
    std::string &page = pages_[request->getPathVariable("name")];
    if (page.empty())
      page = "Your token is " + request->getHeader("Authorization"); // finding: crosstalk-unkeyed-cache
    return ResponseFactory::createResponse(Status::CODE_200, page);
  }

private:
  std::map<std::string, std::string> pages_;
};
