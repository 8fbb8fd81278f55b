// userver: who asks, as a request and its context tell; who is entered; what components keep.
#include "../caller.h"
#include "userver.h"

using namespace userver;
using server::http::HttpRequest;
using server::request::RequestContext;
using storages::postgres::ClusterHostType;

struct Account {
  std::string name;
};

class Pages final : public server::handlers::HttpHandlerBase {
public:
  using HttpHandlerBase::HttpHandlerBase;
  std::string HandleRequestThrow(const HttpRequest &request, RequestContext &context) const override {
    auto &byHeader = byHeader_[request.GetRequestPath()];
    if (byHeader.empty())
      byHeader = "for " + request.GetHeader("X-User"); // finding: crosstalk-unkeyed-cache
    auto &byArgument = byArgument_[request.GetRequestPath()];
    if (byArgument.empty())
      byArgument = "for " + request.GetArg("user"); // finding: crosstalk-unkeyed-cache
    auto &byAddress = byAddress_[request.GetRequestPath()];
    if (byAddress.empty())
      byAddress = "for " + request.GetRemoteAddress().PrimaryAddressString(); // finding: crosstalk-unkeyed-cache
    auto &byContext = byContext_[request.GetRequestPath()];
    if (byContext.empty())
      byContext = "for " + context.GetData<std::string>("name"); // finding: crosstalk-unkeyed-cache
    auto &byAccount = byAccount_[request.GetRequestPath()];
    if (byAccount.empty())
      byAccount = "for " + context.GetUserData<Account>().name; // finding: crosstalk-unkeyed-cache
    return byHeader + byArgument + byAddress + byContext + byAccount;
  }

private:
  mutable std::map<std::string, std::string> byHeader_, byArgument_, byAddress_, byContext_, byAccount_;
};

class Json final : public server::handlers::HttpHandlerJsonBase {
public:
  using HttpHandlerJsonBase::HttpHandlerJsonBase;
  formats::json::Value HandleRequestJsonThrow(const HttpRequest &request, const formats::json::Value &body, RequestContext &) const override {
    show(last_);
    last_ = request.GetHeader("X-User"); // finding: crosstalk-shared-session-state
    return body;
  }

private:
  mutable std::string last_;
};

class Checker final : public server::handlers::auth::AuthCheckerBase {
public:
  server::handlers::auth::AuthCheckResult CheckAuth(const HttpRequest &request, RequestContext &) const override {
    show(last_);
    last_ = request.GetHeader("X-User"); // finding: crosstalk-shared-session-state
    return {};
  }

private:
  mutable std::string last_;
};

class Greeter : public components::ComponentBase {
public:
  void greet(server::auth::UserId id) {
    show(std::to_string(last_));
    last_ = id.GetUnderlying(); // finding: crosstalk-shared-session-state
  }

private:
  unsigned long last_ = 0;
};

/// What looks up rows for a request that it holds.
class Lookup {
public:
  explicit Lookup(const HttpRequest &request) : request_(request) {}
  std::string byBody() { return query("SELECT iban FROM invoices WHERE id = $1", request_.RequestBody()); } // finding: crosstalk-unscoped-fetch
  std::string byHeaders() { return query("SELECT iban FROM invoices WHERE id = $1", request_.GetHeaders().at("invoice")); } // finding: crosstalk-unscoped-fetch

private:
  const HttpRequest &request_;
};

cache::ExpirableLruCache<std::string, std::string> put;
concurrent::Variable<Account> locked;
rcu::Variable<std::string> latest;
rcu::RcuMap<std::string, std::string> mapped;

std::string put_bad(const Caller &caller, const std::string &path) {
  if (auto found = put.GetOptionalNoUpdate(path))
    return *found;
  put.Put(path, statement(caller)); // finding: crosstalk-unkeyed-cache
  return statement(caller);
}
void locked_bad(const Caller &caller) {
  auto account = locked.Lock();
  show(account->name);
  account->name = caller.userId; // finding: crosstalk-shared-session-state
}
void read_bad(const Caller &caller) {
  show(latest.ReadCopy());
  latest.Assign(caller.userId); // finding: crosstalk-shared-session-state
}
std::string mapped_bad(const Caller &caller, const std::string &path) {
  if (auto found = mapped.Get(path))
    return *found;
  mapped.Insert(path, std::make_shared<std::string>(statement(caller))); // finding: crosstalk-unkeyed-cache
  return statement(caller);
}

thread_local std::string current, waiting;
void yielded_bad(const Caller &caller) {
  current = caller.userId; // finding: crosstalk-thread-local-identity
  engine::Yield();
  show(current);
  current.clear();
}
void awaited_bad(const Caller &caller) {
  waiting = caller.userId; // finding: crosstalk-thread-local-identity
  auto task = utils::Async("log", [] {});
  show(waiting);
  waiting.clear();
}
