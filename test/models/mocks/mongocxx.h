// A stand-in for mongocxx and bsoncxx: only what the marked sources use. Declarations checked against the headers of
// mongo-cxx-driver 4.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace bsoncxx::v_noabi {
struct oid {
  explicit oid(std::string_view str);
};
namespace document {
class element {
public:
  std::string get_string() const;
};
class view {
public:
  element operator[](std::string_view key) const;
};
class value {
public:
  document::view view() const;
  element operator[](std::string_view key) const;
};
class view_or_value {
public:
  view_or_value(document::view view);
  view_or_value(document::value value);
};
} // namespace document
namespace array {
class value {};
} // namespace array
std::string to_json(document::view view);

namespace builder::basic {
template <typename T> std::tuple<std::string, T &&> kvp(std::string_view key, T &&t);
template <typename... Args> document::value make_document(Args &&...args);
template <typename... Args> array::value make_array(Args &&...args);
class document {
public:
  template <typename Arg, typename... Args> void append(Arg &&arg, Args &&...args);
  bsoncxx::v_noabi::document::value extract();
};
} // namespace builder::basic

namespace builder::stream {
struct finalize_type {};
constexpr finalize_type finalize{};
class closed_context {};
template <class base = closed_context> class key_context;
template <class base> class value_context {
public:
  template <class T> base operator<<(T &&t);
};
template <class base> class key_context {
public:
  value_context<key_context> operator<<(std::string str);
  document::value operator<<(const finalize_type &);
};
class document : public key_context<> {
public:
  bsoncxx::v_noabi::document::value extract();
};
} // namespace builder::stream
} // namespace bsoncxx::v_noabi
namespace bsoncxx {
using namespace v_noabi;
}

namespace mongocxx::v_noabi {
class cursor {
public:
  const bsoncxx::document::view *begin();
  const bsoncxx::document::view *end();
};
class collection {
public:
  std::optional<bsoncxx::document::value> find_one(bsoncxx::document::view_or_value filter);
  cursor find(bsoncxx::document::view_or_value filter);
  std::int64_t count_documents(bsoncxx::document::view_or_value filter);
  void insert_one(bsoncxx::document::view_or_value document);
  void update_one(bsoncxx::document::view_or_value filter, bsoncxx::document::view_or_value update);
  void delete_one(bsoncxx::document::view_or_value filter);
};
class database {
public:
  mongocxx::v_noabi::collection operator[](std::string_view name) const;
  mongocxx::v_noabi::collection collection(std::string_view name) const;
};
class client {
public:
  mongocxx::v_noabi::database operator[](std::string_view name) const;
};
} // namespace mongocxx::v_noabi
namespace mongocxx {
using namespace v_noabi;
}
