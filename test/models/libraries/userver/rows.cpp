// userver: PostgreSQL in a transaction or with a time limit, MongoDB.
#include "../caller.h"
#include "userver.h"

using namespace userver;
using server::http::HttpRequest;
using server::request::RequestContext;
using storages::postgres::ClusterHostType;
using formats::bson::MakeDoc;

class Orders final : public server::handlers::HttpHandlerBase {
public:
  using HttpHandlerBase::HttpHandlerBase;
  std::string HandleRequestThrow(const HttpRequest &request, RequestContext &context) const override {
    const std::string &id = request.GetArg("id");
    std::string limited = pg_->Execute(ClusterHostType::kSlave, storages::postgres::CommandControl{}, "SELECT card FROM orders WHERE id = $1", id).AsSingleRow<std::string>(); // finding: crosstalk-unscoped-fetch
    std::string within = transaction_->Execute("SELECT card FROM orders WHERE number = $1", id).AsSingleRow<std::string>(); // finding: crosstalk-unscoped-fetch
    std::string withLimit = transaction_->Execute(storages::postgres::CommandControl{}, "SELECT card FROM orders WHERE reference = $1", id).AsSingleRow<std::string>(); // finding: crosstalk-unscoped-fetch
    return limited + within + withLimit;
  }
  std::string chained_ok(const HttpRequest &request) const {
    auto found = pg_->Execute(ClusterHostType::kSlave, "SELECT invoice FROM shipments WHERE id = $1", request.GetArg("id"));
    auto rows = pg_->Execute(ClusterHostType::kSlave, "SELECT card FROM orders WHERE id = $1", found.AsSingleRow<std::string>());
    return rows.AsSingleRow<std::string>();
  }
  std::string within_ok(const HttpRequest &request) const {
    auto found = transaction_->Execute("SELECT invoice FROM shipments WHERE id = $1", request.GetArg("id"));
    auto rows = transaction_->Execute("SELECT card FROM orders WHERE id = $1", found.AsSingleRow<std::string>());
    return rows.AsSingleRow<std::string>();
  }
  void changed(const HttpRequest &request, RequestContext &context) const {
    show(context.GetData<std::string>("user_id"));
    orders_.UpdateOne(MakeDoc("_id", request.GetArg("id")), MakeDoc("card", request.GetArg("card"))); // finding: crosstalk-unscoped-write
  }
  void removed(const HttpRequest &request, RequestContext &context) const {
    show(context.GetData<std::string>("user_id"));
    orders_.DeleteOne(MakeDoc("_id", request.GetArg("id"))); // finding: crosstalk-unscoped-write
  }
  std::optional<formats::bson::Document> found(const HttpRequest &request, RequestContext &context) const {
    show(context.GetData<std::string>("user_id"));
    return orders_.FindOne(MakeDoc("_id", request.GetArg("id"))); // finding: crosstalk-unscoped-fetch
  }
  std::optional<formats::bson::Document> own_ok(const HttpRequest &request, RequestContext &context) const {
    return orders_.FindOne(MakeDoc("_id", request.GetArg("id"), "user_id", context.GetData<std::string>("user_id")));
  }
  void inserted(const HttpRequest &request, RequestContext &context) const {
    show(context.GetData<std::string>("user_id"));
    orders_.InsertOne(MakeDoc("user_id", request.GetArg("user_id"))); // finding: crosstalk-forged-owner
  }

private:
  storages::postgres::Cluster *pg_ = nullptr;
  storages::postgres::Transaction *transaction_ = nullptr;
  mutable storages::mongo::Collection orders_;
};
