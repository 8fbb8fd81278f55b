// userver: handlers are components, one object for all requests.
#include "userver.h"
#include <string>

using namespace userver;
using storages::postgres::ClusterHostType;

class Order final : public server::handlers::HttpHandlerBase {
public:
  using HttpHandlerBase::HttpHandlerBase;
  std::string HandleRequestThrow(const server::http::HttpRequest &request, server::request::RequestContext &context) const override {
    auto rows = pg_->Execute(ClusterHostType::kSlave, "SELECT card FROM orders WHERE id = $1", request.GetPathArg("id")); // finding: crosstalk-unscoped-fetch
    return rows.AsSingleRow<std::string>();
  }

private:
  storages::postgres::Cluster *pg_ = nullptr;
};

class OwnOrder final : public server::handlers::HttpHandlerBase {
public:
  using HttpHandlerBase::HttpHandlerBase;
  std::string HandleRequestThrow(const server::http::HttpRequest &request, server::request::RequestContext &context) const override {
    const auto &userId = context.GetData<std::string>("user_id");
    auto rows = pg_->Execute(ClusterHostType::kSlave, "SELECT card FROM orders WHERE id = $1 AND user_id = $2", request.GetPathArg("id"), userId);
    return rows.AsSingleRow<std::string>();
  }

private:
  storages::postgres::Cluster *pg_ = nullptr;
};

class Greeting final : public server::handlers::HttpHandlerBase {
public:
  using HttpHandlerBase::HttpHandlerBase;
  std::string HandleRequestThrow(const server::http::HttpRequest &request, server::request::RequestContext &) const override {
    std::string text = "Your token is " + last_;
    last_ = request.GetHeader("Authorization"); // finding: crosstalk-shared-session-state
    return text;
  }

private:
  mutable std::string last_;
};
