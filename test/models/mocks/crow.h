// A stand-in for Crow: only what the marked sources use. Declarations checked against the headers of Crow 1.3.
#pragma once
#include <cstdint>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <vector>

namespace crow {
using ci_map = std::unordered_multimap<std::string, std::string>;
class query_string {
public:
  char *get(const std::string &name) const;
  std::vector<char *> get_list(const std::string &name, bool use_brackets = true) const;
};
struct request {
  std::string raw_url, url;
  query_string url_params;
  ci_map headers;
  std::string body, remote_ip_address;
  const std::string &get_header_value(const std::string &key) const;
  const query_string get_body_params() const;
};
struct response {
  int code;
  std::string body;
  response();
  explicit response(int code);
  response(std::string body);
  response(int code, std::string body);
  void set_header(std::string key, std::string value);
  void add_header(std::string key, std::string value);
  void write(const std::string &body_part);
  void end();
};
template <typename... Args> class TaggedRule {
public:
  template <typename Func> void operator()(Func &&f) {}
};
class DynamicRule {
public:
  template <typename Func> void operator()(Func f) {}
};
namespace websocket {
struct connection {
  virtual void send_text(std::string msg) = 0;
};
} // namespace websocket
template <typename App> class WebSocketRule {
public:
  template <typename Func> WebSocketRule &onopen(Func f) { return *this; }
  template <typename Func> WebSocketRule &onmessage(Func f) { return *this; }
};
struct ILocalMiddleware {
  using call_global = std::false_type;
};
struct CookieParser {
  struct context {
    std::string get_cookie(const std::string &key) const;
  };
  void before_handle(request &req, response &res, context &ctx);
};
struct InMemoryStore {};
template <typename Store> struct SessionMiddleware {
  struct context {
    template <typename T> T get(const std::string &key, const T &fallback = T());
    std::string string(const std::string &key);
  };
  template <typename AllContext> void before_handle(request &req, response &res, context &ctx, AllContext &all);
};
namespace json {
class rvalue {
public:
  const rvalue &operator[](const char *str) const;
  std::string s() const; // a detail::r_string, which converts to one
};
rvalue load(const std::string &str);
} // namespace json
namespace black_magic {
constexpr uint64_t get_parameter_tag(const char *) { return 0; }
} // namespace black_magic
template <typename... Middlewares> class Crow {
public:
  template <typename T> typename T::context &get_context(const request &req);
  WebSocketRule<Crow> &websocket(const std::string &rule); // of the rule that CROW_WEBSOCKET_ROUTE makes
  template <uint64_t Tag> TaggedRule<std::string> &route(const std::string &rule);
  Crow &port(std::uint16_t port);
  void run();
};
using SimpleApp = Crow<>;
} // namespace crow
#define CROW_ROUTE(app, url) app.template route<crow::black_magic::get_parameter_tag(url)>(url)
