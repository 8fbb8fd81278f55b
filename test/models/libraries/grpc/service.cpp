// gRPC: a service is one object for all calls; the context knows who calls, the messages say what they like.
#include "../caller.h"
#include <google/protobuf/wrappers.pb.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/service_type.h>
#include <grpcpp/support/sync_stream.h>

using google::protobuf::StringValue;

/// What protoc makes of "rpc Page(StringValue) returns (StringValue)".
class Pages {
public:
  class Service : public grpc::Service {
  public:
    virtual grpc::Status Page(grpc::ServerContext *context, const StringValue *request, StringValue *response);
    virtual grpc::Status Mine(grpc::ServerContext *context, const StringValue *request, StringValue *response);
    virtual grpc::Status From(grpc::ServerContext *context, const StringValue *request, StringValue *response);
    virtual grpc::Status Chat(grpc::ServerContext *context,
                              grpc::ServerReaderWriter<StringValue, StringValue> *stream);
  };
};

class PagesService final : public Pages::Service {
public:
  grpc::Status Page(grpc::ServerContext *context, const StringValue *request, StringValue *response) override {
    auto &page = byIdentity_[request->value()];
    if (page.empty())
      page = "for " + std::string(context->auth_context()->GetPeerIdentity()[0].data()); // finding: crosstalk-unkeyed-cache
    response->set_value(page);
    return grpc::Status::OK;
  }
  grpc::Status Mine(grpc::ServerContext *context, const StringValue *request, StringValue *response) override {
    response->set_value(last_);
    last_ = context->auth_context()->GetPeerIdentity()[0].data(); // finding: crosstalk-shared-session-state
    return grpc::Status::OK;
  }
  grpc::Status From(grpc::ServerContext *context, const StringValue *request, StringValue *response) override {
    auto &page = byPeer_[request->value()];
    if (page.empty())
      page = "for " + context->peer(); // finding: crosstalk-unkeyed-cache
    response->set_value(page);
    return grpc::Status::OK;
  }

  grpc::Status Chat(grpc::ServerContext *context, grpc::ServerReaderWriter<StringValue, StringValue> *stream) override {
    StringValue asked, found;
    if (stream->Read(&asked)) {
      found.set_value(query("SELECT iban FROM invoices WHERE id = $1", asked.value())); // finding: crosstalk-unscoped-fetch
      stream->Write(found);
    }
    return grpc::Status::OK;
  }

private:
  std::map<std::string, std::string> byIdentity_, byPeer_;
  std::string last_;
};

/// What looks up rows for a call that it holds.
class Lookup {
public:
  explicit Lookup(grpc::ServerContext *context) : context_(context) {}
  std::string byMetadata() {
    return query("SELECT iban FROM invoices WHERE id = $1", context_->client_metadata().begin()->second.data()); // finding: crosstalk-unscoped-fetch
  }

private:
  grpc::ServerContext *context_;
};

/// Whoever has the connection may read it: that they are somebody says nothing of whose the row is.
std::string authenticated_bad(grpc::ServerContext *context, const StringValue *request) {
  if (!context->auth_context()->IsPeerAuthenticated())
    return "";
  return query("SELECT iban FROM invoices WHERE id = $1", request->value()); // finding: crosstalk-unscoped-fetch
}

std::map<std::string, std::string> written, parsed;

void written_ok(const Caller &caller) {
  StringValue message;
  message.set_value(caller.userId);
  std::string key;
  message.SerializeToString(&key);
  if (written.find(key) == written.end())
    written[key] = statement(caller);
}
void parsed_ok(const Caller &caller) {
  StringValue message;
  message.ParseFromArray(caller.userId.data(), 16);
  auto &page = parsed[message.SerializeAsString()];
  if (page.empty())
    page = statement(caller);
}
