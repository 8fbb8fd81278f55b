// A stand-in for userver: only what the marked sources use. Declarations checked against the headers of userver 2.4.
#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

namespace userver {
namespace utils {
template <typename Enum> class Flags {
public:
  Flags(Enum value);
};
} // namespace utils
namespace components {
class ComponentConfig;
class ComponentContext {
public:
  template <typename T> T &FindComponent() const;
  template <typename T> T &FindComponent(std::string_view name) const;
};
class ComponentBase {
public:
  virtual ~ComponentBase();
};
} // namespace components
namespace engine {
namespace io {
class Sockaddr {
public:
  std::string PrimaryAddressString() const;
};
} // namespace io
void Yield();
template <typename T> class TaskLocalVariable {
public:
  T &operator*();
  T *operator->();
};
template <typename T> class TaskWithResult {
public:
  T Get();
};
template <typename Function> TaskWithResult<void> AsyncNoSpan(Function &&f) { return {}; }
} // namespace engine
namespace utils {
template <typename Function> engine::TaskWithResult<void> Async(std::string name, Function &&f) { return {}; }
} // namespace utils
namespace compiler {
template <typename VariableType> class ThreadLocalScope {
public:
  VariableType *operator->();
};
template <typename Factory> class ThreadLocal {
public:
  constexpr ThreadLocal(Factory factory);
  auto Use() { return ThreadLocalScope<std::invoke_result_t<Factory>>{}; }
};
} // namespace compiler
namespace cache {
template <typename Key, typename Value> class ExpirableLruCache {
public:
  using UpdateValueFunc = std::function<Value(const Key &)>;
  Value Get(const Key &key, const UpdateValueFunc &update_func);
  std::optional<Value> GetOptionalNoUpdate(const Key &key);
  void Put(const Key &key, const Value &value);
  void InvalidateByKey(const Key &key);
};
} // namespace cache
namespace concurrent {
template <typename Lock, typename Data> class LockedPtr {
public:
  Data *operator->() &;
  Data &operator*() &;
};
template <typename Data, typename Mutex = std::mutex> class Variable {
public:
  LockedPtr<std::lock_guard<Mutex>, Data> Lock();
};
} // namespace concurrent
namespace rcu {
template <typename T> class Variable {
public:
  T ReadCopy() const;
  void Assign(T new_value);
};
template <typename Key, typename Value> class RcuMap {
public:
  const std::shared_ptr<Value> operator[](const Key &key);
  std::shared_ptr<Value> Get(const Key &key);
  bool Insert(const Key &key, std::shared_ptr<Value> value);
};
} // namespace rcu
namespace formats {
namespace json {
class Value {
public:
  Value operator[](std::string_view key) const;
  template <typename T> T As() const;
};
} // namespace json
namespace bson {
class Document {};
template <typename... Args> Document MakeDoc(Args &&...args) { return {}; }
} // namespace bson
} // namespace formats
namespace server {
namespace auth {
class UserId {
public:
  unsigned long GetUnderlying() const;
};
} // namespace auth
namespace http {
class HttpResponse {
public:
  bool SetHeader(std::string name, std::string value);
};
class HttpRequest {
public:
  const std::string &GetHeader(std::string_view name) const;
  const std::string &GetCookie(const std::string &name) const;
  const std::string &GetArg(std::string_view name) const;
  const std::string &GetPathArg(std::string_view name) const;
  const std::string &GetRequestPath() const;
  const std::string &RequestBody() const;
  HttpResponse &GetHttpResponse() const;
  const std::unordered_map<std::string, std::string> &GetHeaders() const; // a HeaderMap
  const engine::io::Sockaddr &GetRemoteAddress() const;
};
} // namespace http
namespace request {
class RequestContext {
public:
  template <typename Data> const Data &GetData(std::string_view name) const;
  template <typename Data> const Data &GetUserData() const;
  template <typename Data> Data &SetData(std::string name, Data data);
  template <typename Data> Data &SetUserData(Data data);
};
} // namespace request
namespace handlers {
class HttpHandlerBase : public components::ComponentBase {
public:
  HttpHandlerBase(const components::ComponentConfig &config, const components::ComponentContext &context);
  virtual std::string HandleRequestThrow(const http::HttpRequest &request, request::RequestContext &context) const = 0;
};
class HttpHandlerJsonBase : public HttpHandlerBase {
public:
  using HttpHandlerBase::HttpHandlerBase;
  std::string HandleRequestThrow(const http::HttpRequest &request, request::RequestContext &context) const final;
  virtual formats::json::Value HandleRequestJsonThrow(const http::HttpRequest &request,
                                                      const formats::json::Value &request_json,
                                                      request::RequestContext &context) const = 0;
};
namespace auth {
struct AuthCheckResult {};
class AuthCheckerBase {
public:
  virtual ~AuthCheckerBase();
  virtual AuthCheckResult CheckAuth(const http::HttpRequest &request, request::RequestContext &context) const = 0;
};
} // namespace auth
} // namespace handlers
} // namespace server
namespace storages {
class Query {
public:
  Query(const char *statement);
  Query(std::string statement);
};
namespace postgres {
enum class ClusterHostType { kMaster, kSlave };
using ClusterHostTypeFlags = utils::Flags<ClusterHostType>;
struct CommandControl {};
using OptionalCommandControl = std::optional<CommandControl>;
class ResultSet {
public:
  template <typename T> T AsSingleRow() const;
  template <typename T> std::optional<T> AsOptionalSingleRow() const;
};
class Cluster {
public:
  template <typename... Args>
  ResultSet Execute(ClusterHostTypeFlags flags, OptionalCommandControl control, const Query &query,
                    const Args &...args);
  template <typename... Args> ResultSet Execute(ClusterHostTypeFlags flags, const Query &query, const Args &...args);
};
class Transaction {
public:
  template <typename... Args> ResultSet Execute(const Query &query, const Args &...args);
  template <typename... Args>
  ResultSet Execute(OptionalCommandControl statement_cmd_ctl, const Query &query, const Args &...args);
};
} // namespace postgres
namespace mongo {
class Collection {
public:
  std::optional<formats::bson::Document> FindOne(formats::bson::Document filter) const;
  void InsertOne(formats::bson::Document document);
  void UpdateOne(formats::bson::Document selector, formats::bson::Document update);
  void DeleteOne(formats::bson::Document selector);
};
} // namespace mongo
namespace redis {
struct CommandControl {};
template <typename T> class Request {
public:
  T Get();
};
class Client {
public:
  virtual ~Client();
  virtual Request<size_t> Del(std::string key, const CommandControl &command_control) = 0;
  virtual Request<std::optional<std::string>> Get(std::string key, const CommandControl &command_control) = 0;
  virtual Request<std::optional<std::string>> Hget(std::string key, std::string field,
                                                   const CommandControl &command_control) = 0;
  virtual void Hset(std::string key, std::string field, std::string value, const CommandControl &command_control) = 0;
  virtual void Set(std::string key, std::string value, const CommandControl &command_control) = 0;
};
} // namespace redis
} // namespace storages
} // namespace userver
