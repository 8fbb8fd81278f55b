// userver: what a handler returns is the response's body.
#include "userver.h"
#include <string>

using namespace userver;

class Public final : public server::handlers::HttpHandlerBase {
public:
  using HttpHandlerBase::HttpHandlerBase;
  std::string HandleRequestThrow(const server::http::HttpRequest &request, server::request::RequestContext &) const override {
    request.GetHttpResponse().SetHeader(std::string("Cache-Control"), "public, max-age=60"); // finding: crosstalk-shareable-response
    return "Your token is " + request.GetHeader("Authorization");
  }
};
