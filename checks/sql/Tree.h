// Short, safe steps through libpg_query's JSON tree: whatever is missing reads as an empty node.
#pragma once
#include "nlohmann/json.hpp"
#include <string>
#include <string_view>

namespace crosstalk::sql {

using Node = nlohmann::json;

/// A member, or the empty node.
inline const Node &get(const Node &N, std::string_view Key) {
  static const Node Empty;
  if (!N.is_object())
    return Empty;
  auto It = N.find(std::string(Key));
  return It == N.end() ? Empty : *It;
}

/// A member's elements; empty if it is no array.
inline const Node &list(const Node &N, std::string_view Key) {
  static const Node Empty = Node::array();
  const Node &L = get(N, Key);
  return L.is_array() ? L : Empty;
}

inline std::string text(const Node &N, std::string_view Key) {
  const auto *S = get(N, Key).get_ptr<const std::string *>();
  return S ? *S : std::string();
}

inline int64_t number(const Node &N, std::string_view Key, int64_t Default = 0) {
  const Node &V = get(N, Key);
  return V.is_number_integer() ? V.template get<int64_t>() : Default;
}

inline bool flag(const Node &N, std::string_view Key) {
  const auto *B = get(N, Key).get_ptr<const bool *>();
  return B && *B;
}

/// The value of a String node: {"String":{"sval":"x"}}.
inline std::string stringOf(const Node &N) { return text(get(N, "String"), "sval"); }

/// The last part of a list of String nodes, as names are written: [schema, name].
inline std::string lastName(const Node &List) {
  return List.is_array() && !List.empty() ? stringOf(List[List.size() - 1]) : std::string();
}

/// The name of the single member of a node, e.g. "SelectStmt".
inline std::string_view kindOf(const Node &N) {
  if (!N.is_object() || N.empty())
    return "";
  return N.begin().key();
}

inline const Node &bodyOf(const Node &N) {
  static const Node Empty;
  return N.is_object() && !N.empty() ? *N.begin() : Empty;
}

} // namespace crosstalk::sql
