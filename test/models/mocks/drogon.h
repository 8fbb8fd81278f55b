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
class EventLoop;
} // namespace trantor

namespace drogon {

class Session {
public:
  template <typename T> T get(const std::string &key) const;
  template <typename T> std::optional<T> getOptional(const std::string &key) const;
  void insert(const std::string &key, const std::any &obj);
  void erase(const std::string &key);
  std::string sessionId() const;
};
using SessionPtr = std::shared_ptr<Session>;

class Attributes {
public:
  template <typename T> const T &get(const std::string &key) const;
  void insert(const std::string &key, const std::any &obj);
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
  const trantor::InetAddress &getPeerAddr() const;
};
using HttpRequestPtr = std::shared_ptr<HttpRequest>;

class HttpResponse;
using HttpResponsePtr = std::shared_ptr<HttpResponse>;
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

template <typename T1, typename T2> class CacheMap {
public:
  CacheMap(trantor::EventLoop *loop, float tickInterval = 1.0);
  void insert(const T1 &key, const T2 &value, size_t timeout = 0);
  T2 operator[](const T1 &key);
  bool find(const T1 &key);
  bool findAndFetch(const T1 &key, T2 &value);
  void erase(const T1 &key);
};

namespace orm {
class Field {
public:
  template <typename T> T as() const;
};
class Row {
public:
  Field operator[](const std::string &columnName) const;
};
class Result {
public:
  Row operator[](size_t index) const;
  size_t size() const;
};
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
                                    const std::string &handlerName = "");
  template <typename T> T *getPlugin();
  orm::DbClientPtr getDbClient(const std::string &name = "default");
  trantor::EventLoop *getLoop() const;
  void run();
};
HttpAppFramework &app();

} // namespace drogon
