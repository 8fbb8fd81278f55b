// A stand-in for userver: only what the marked sources use. Declarations checked against the headers of userver 2.4.
#pragma once
#include <optional>
#include <string>
#include <string_view>
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
namespace server {
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
};
} // namespace http
namespace request {
class RequestContext {
public:
  template <typename Data> const Data &GetData(std::string_view name) const;
  template <typename Data> const Data &GetUserData() const;
};
} // namespace request
namespace handlers {
class HttpHandlerBase : public components::ComponentBase {
public:
  HttpHandlerBase(const components::ComponentConfig &config, const components::ComponentContext &context);
  virtual std::string HandleRequestThrow(const http::HttpRequest &request, request::RequestContext &context) const = 0;
};
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
} // namespace postgres
} // namespace storages
} // namespace userver
