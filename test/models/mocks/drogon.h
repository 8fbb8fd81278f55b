// A stand-in for Drogon: only what the marked sources use. Declarations checked against the headers of Drogon 1.9.13.
#pragma once
#include <any>
#include <coroutine>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace Json {
class Value {
public:
  Value &operator[](const std::string &key);
  const Value &operator[](const std::string &key) const;
  Value &operator=(const std::string &text);
  std::string asString() const;
  std::string toStyledString() const;
};
} // namespace Json

namespace trantor {
class InetAddress {
public:
  std::string toIp() const;
};
class EventLoop {
public:
  void runInLoop(std::function<void()> &&f); // a template of the functor in trantor
  void queueInLoop(std::function<void()> &&f);
  unsigned long runAfter(double delay, std::function<void()> &&cb);
  unsigned long runEvery(double interval, std::function<void()> &&cb);
};
} // namespace trantor

namespace drogon {

class Session {
public:
  template <typename T> T get(const std::string &key) const;
  template <typename T> std::optional<T> getOptional(const std::string &key) const;
  void insert(const std::string &key, const std::any &obj);
  void erase(const std::string &key);
  void clear();
  std::string sessionId() const;
};
using SessionPtr = std::shared_ptr<Session>;

class Attributes {
public:
  template <typename T> const T &get(const std::string &key) const;
  void insert(const std::string &key, const std::any &obj);
  void erase(const std::string &key);
  void clear();
};
using AttributesPtr = std::shared_ptr<Attributes>;

enum HttpMethod { Get, Post, Put, Delete };
enum HttpStatusCode { k200OK = 200, k403Forbidden = 403, k404NotFound = 404 };

class HttpRequest {
public:
  virtual ~HttpRequest();
  virtual const std::string &getHeader(std::string key) const = 0;
  virtual const std::string &getCookie(const std::string &field) const = 0;
  virtual const std::string &path() const = 0;
  const std::string &getPath() const;
  virtual const std::string &getParameter(const std::string &key) const = 0;
  template <typename T> std::optional<T> getOptionalParameter(const std::string &key);
  virtual const SessionPtr &session() const = 0;
  const SessionPtr &getSession() const;
  virtual const AttributesPtr &attributes() const = 0;
  const AttributesPtr &getAttributes() const;
  const std::shared_ptr<Json::Value> &getJsonObject() const;
  std::string_view getBody() const;
  std::string_view body() const;
  virtual const std::string &query() const = 0;
  virtual const std::unordered_map<std::string, std::string> &headers() const = 0; // a SafeStringMap
  virtual const std::unordered_map<std::string, std::string> &parameters() const = 0;
  virtual const std::vector<std::string> &getRoutingParameters() const = 0;
  virtual const char *methodString() const = 0;
  const char *getMethodString() const;
  virtual std::string_view getMatchedPathPattern() const = 0;
  const trantor::InetAddress &getPeerAddr() const;
};
using HttpRequestPtr = std::shared_ptr<HttpRequest>;

class HttpResponse;
using HttpResponsePtr = std::shared_ptr<HttpResponse>;
class HttpViewData {
public:
  void insert(const std::string &key, const std::any &obj);
};
class HttpResponse {
public:
  virtual ~HttpResponse();
  virtual void setStatusCode(HttpStatusCode code) = 0;
  virtual void setBody(const std::string &body) = 0;
  virtual void addHeader(std::string field, const std::string &value) = 0;
  virtual void addCookie(const std::string &key, const std::string &value) = 0;
  virtual void setExpiredTime(ssize_t expiredTime) = 0;
  static HttpResponsePtr newHttpResponse();
  static HttpResponsePtr newHttpJsonResponse(const Json::Value &data);
  static HttpResponsePtr newNotFoundResponse();
  static HttpResponsePtr newHttpViewResponse(const std::string &viewName, const HttpViewData &data);
};
class HttpFile {
public:
  const std::string &getFileName() const noexcept;
};
class MultiPartParser {
public:
  const std::vector<HttpFile> &getFiles() const;
  const std::unordered_map<std::string, std::string> &getParameters() const;
  int parse(const HttpRequestPtr &req);
};
using AdviceCallback = std::function<void(const HttpResponsePtr &)>;

namespace internal {
class HttpConstraint {
public:
  HttpConstraint(HttpMethod method);
  HttpConstraint(const char *filterName);
};
} // namespace internal

template <typename T> class DrObject {};
class HttpControllerBase {};
template <typename T, bool AutoCreation = true> class HttpController : public DrObject<T>, public HttpControllerBase {
protected:
  template <typename FUNCTION>
  static void registerMethod(FUNCTION &&function, const std::string &pattern,
                             const std::vector<internal::HttpConstraint> &constraints = {}, bool classNameInPath = true,
                             const std::string &handlerName = "") {}
};
#define METHOD_LIST_BEGIN static void initPathRouting() {
#define METHOD_ADD(method, pattern, ...) registerMethod(&method, pattern, {__VA_ARGS__}, true, #method)
#define ADD_METHOD_TO(method, pattern, ...) registerMethod(&method, pattern, {__VA_ARGS__}, false, #method)
#define METHOD_LIST_END }

class HttpSimpleControllerBase {
public:
  virtual ~HttpSimpleControllerBase();
  virtual void asyncHandleHttpRequest(const HttpRequestPtr &req,
                                      std::function<void(const HttpResponsePtr &)> &&callback) = 0;
};
template <typename T, bool AutoCreation = true>
class HttpSimpleController : public DrObject<T>, public HttpSimpleControllerBase {};

class HttpFilterBase {
public:
  virtual ~HttpFilterBase();
  virtual void doFilter(const HttpRequestPtr &req, std::function<void(const HttpResponsePtr &)> &&fcb,
                        std::function<void()> &&fccb) = 0;
};
template <typename T, bool AutoCreation = true> class HttpFilter : public DrObject<T>, public HttpFilterBase {};

using MiddlewareCallback = std::function<void(const HttpResponsePtr &)>;
using MiddlewareNextCallback = std::function<void(std::function<void(const HttpResponsePtr &)> &&)>;
class HttpMiddlewareBase {
public:
  virtual ~HttpMiddlewareBase();
  virtual void invoke(const HttpRequestPtr &req, MiddlewareNextCallback &&nextCb, MiddlewareCallback &&mcb) = 0;
};
template <typename T, bool AutoCreation = true> class HttpMiddleware : public DrObject<T>, public HttpMiddlewareBase {};

class WebSocketConnection {
public:
  virtual ~WebSocketConnection();
  virtual void send(std::string_view msg) = 0;
};
using WebSocketConnectionPtr = std::shared_ptr<WebSocketConnection>;
enum class WebSocketMessageType { Text, Close };
class WebSocketControllerBase {
public:
  virtual ~WebSocketControllerBase();
  virtual void handleNewMessage(const WebSocketConnectionPtr &, std::string &&, const WebSocketMessageType &) = 0;
  virtual void handleNewConnection(const HttpRequestPtr &, const WebSocketConnectionPtr &) = 0;
  virtual void handleConnectionClosed(const WebSocketConnectionPtr &) = 0;
};
template <typename T, bool AutoCreation = true>
class WebSocketController : public DrObject<T>, public WebSocketControllerBase {};

class PluginBase {
public:
  virtual ~PluginBase();
};
template <typename T> class Plugin : public PluginBase, public DrObject<T> {};

class DrClassMap {
public:
  template <typename T> static std::shared_ptr<T> getSingleInstance();
};

template <typename C> class IOThreadStorage {
public:
  C &getThreadData();
};

template <typename T1, typename T2> class CacheMap {
public:
  CacheMap(trantor::EventLoop *loop, float tickInterval = 1.0);
  void insert(const T1 &key, const T2 &value, size_t timeout = 0);
  T2 operator[](const T1 &key);
  bool find(const T1 &key);
  bool findAndFetch(const T1 &key, T2 &value);
  template <typename Callable> void modify(const T1 &key, Callable &&handler, size_t timeout = 0);
  void erase(const T1 &key);
};

namespace nosql {
class RedisResult {
public:
  std::string asString() const noexcept(false);
};
namespace internal {
struct RedisAwaiter {
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<> handle);
  RedisResult await_resume();
};
} // namespace internal
using RedisResultCallback = std::function<void(const RedisResult &)>;
class RedisException {};
using RedisExceptionCallback = std::function<void(const RedisException &)>;
class RedisClient {
public:
  virtual ~RedisClient();
  virtual void execCommandAsync(RedisResultCallback &&resultCallback, RedisExceptionCallback &&exceptionCallback,
                                std::string_view command, ...) noexcept = 0;
  template <typename F, typename... Args>
  std::invoke_result_t<F, const RedisResult &> execCommandSync(F &&processFunc, std::string_view command,
                                                               Args &&...args) {
    return {};
  }
  template <typename... Arguments> internal::RedisAwaiter execCommandCoro(std::string_view command, Arguments... args);
};
} // namespace nosql

namespace orm {
class Field {
public:
  template <typename T> T as() const;
  const char *c_str() const;
};
class Row {
public:
  Field operator[](const std::string &columnName) const;
  Field at(const std::string &columnName) const;
};
class Result {
public:
  Row operator[](size_t index) const;
  Row front() const noexcept;
  size_t size() const;
};
class ResultCallback;
namespace internal {
class SqlBinder {
public:
  template <typename CallbackType> SqlBinder &operator>>(CallbackType &&callback) { return *this; }
  template <typename T> SqlBinder &operator<<(T &&parameter);
};
} // namespace internal
enum class CompareOperator { EQ, NE };
class Criteria {
public:
  template <typename T> Criteria(const std::string &colName, const CompareOperator &opera, T &&arg) {}
  template <typename T> Criteria(const std::string &colName, T &&arg) {}
};
const Criteria operator&&(Criteria cond1, Criteria cond2);
const Criteria operator||(Criteria cond1, Criteria cond2);
class DrogonDbException {};
class DbClient {
public:
  internal::SqlBinder operator<<(const std::string &sql);
  template <typename... Arguments> Result execSqlSync(const std::string &sql, Arguments &&...args) noexcept(false);
  template <typename F1, typename F2, typename... Arguments>
  void execSqlAsync(const std::string &sql, F1 &&rCallback, F2 &&exceptCallback, Arguments &&...args) noexcept;
};
using DbClientPtr = std::shared_ptr<DbClient>;
template <typename T> class Mapper {
public:
  explicit Mapper(DbClientPtr client);
  using SingleRowCallback = std::function<void(T)>;
  using MultipleRowsCallback = std::function<void(std::vector<T>)>;
  using CountCallback = std::function<void(const size_t)>;
  using ExceptionCallback = std::function<void(const DrogonDbException &)>;
  using TraitsPKType = typename T::PrimaryKeyType;
  Mapper<T> &limit(size_t limit);
  T findByPrimaryKey(const TraitsPKType &key) noexcept(false);
  void findByPrimaryKey(const TraitsPKType &key, const SingleRowCallback &rcb, const ExceptionCallback &ecb) noexcept;
  std::future<T> findFutureByPrimaryKey(const TraitsPKType &key) noexcept;
  std::vector<T> findAll() noexcept(false);
  size_t count(const Criteria &criteria) noexcept(false);
  T findOne(const Criteria &criteria) noexcept(false);
  void findOne(const Criteria &criteria, const SingleRowCallback &rcb, const ExceptionCallback &ecb) noexcept;
  std::vector<T> findBy(const Criteria &criteria) noexcept(false);
  void findBy(const Criteria &criteria, const MultipleRowsCallback &rcb, const ExceptionCallback &ecb) noexcept;
  void insert(T &obj) noexcept(false);
  size_t update(const T &obj) noexcept(false);
  size_t updateBy(const std::vector<std::string> &colNames, const Criteria &criteria, const std::string &value);
  size_t deleteOne(const T &obj) noexcept(false);
  size_t deleteBy(const Criteria &criteria) noexcept(false);
  size_t deleteByPrimaryKey(const TraitsPKType &key) noexcept(false);
};
namespace internal {
template <typename ReturnType> struct MapperAwaiter {
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<> handle);
  const ReturnType &await_resume() const noexcept(false);
};
} // namespace internal
template <typename T> class CoroMapper : public Mapper<T> {
public:
  explicit CoroMapper(DbClientPtr client);
  using TraitsPKType = typename Mapper<T>::TraitsPKType;
  internal::MapperAwaiter<T> findByPrimaryKey(const TraitsPKType &key);
  internal::MapperAwaiter<T> findOne(const Criteria &criteria);
  internal::MapperAwaiter<std::vector<T>> findBy(const Criteria &criteria);
  internal::MapperAwaiter<size_t> update(const T &obj);
  internal::MapperAwaiter<size_t> deleteBy(const Criteria &criteria);
  internal::MapperAwaiter<size_t> deleteByPrimaryKey(const TraitsPKType &key);
};
} // namespace orm

template <typename Coro> void async_run(Coro &&coro);

template <typename T = void> struct Task {
  struct promise_type {
    Task get_return_object();
    std::suspend_always initial_suspend();
    std::suspend_always final_suspend() noexcept;
    void unhandled_exception();
    void return_value(const T &value);
  };
};

class HttpAppFramework {
public:
  template <typename FUNCTION>
  HttpAppFramework &registerHandler(const std::string &pathPattern, FUNCTION &&function,
                                    const std::vector<internal::HttpConstraint> &constraints = {},
                                    const std::string &handlerName = "") {
    return *this;
  }
  HttpAppFramework &registerPreHandlingAdvice(const std::function<void(const HttpRequestPtr &)> &advice);
  HttpAppFramework &
  registerPostHandlingAdvice(const std::function<void(const HttpRequestPtr &, const HttpResponsePtr &)> &advice);
  template <typename T> T *getPlugin();
  std::shared_ptr<nosql::RedisClient> getRedisClient(const std::string &name = "default");
  orm::DbClientPtr getDbClient(const std::string &name = "default");
  trantor::EventLoop *getLoop() const;
  void run();
};
HttpAppFramework &app();

} // namespace drogon
