// A stand-in for Crow: only what the marked sources use. Declarations checked against the headers of Crow 1.3.
#pragma once
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace crow {
using ci_map = std::unordered_multimap<std::string, std::string>;
class query_string {
public:
  char *get(const std::string &name) const;
};
struct request {
  std::string raw_url, url;
  query_string url_params;
  ci_map headers;
  std::string body, remote_ip_address;
  const std::string &get_header_value(const std::string &key) const;
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
namespace black_magic {
constexpr uint64_t get_parameter_tag(const char *) { return 0; }
} // namespace black_magic
template <typename... Middlewares> class Crow {
public:
  template <uint64_t Tag> TaggedRule<std::string> &route(const std::string &rule);
  Crow &port(std::uint16_t port);
  void run();
};
using SimpleApp = Crow<>;
} // namespace crow
#define CROW_ROUTE(app, url) app.template route<crow::black_magic::get_parameter_tag(url)>(url)
