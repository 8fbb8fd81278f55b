// Calls libpg_query and turns its answer into plain values.
#include "sql/PgParse.h"
#include <algorithm>
#include <pg_query.h>

namespace crosstalk::sql {
namespace {

constexpr size_t LongestText = 200'000;
constexpr size_t DeepestNesting = 250;
constexpr size_t MostOperators = 4'000;

/// libpg_query and its JSON writer recurse over the tree: refuse what no program writes.
bool isTooDeep(const std::string &Text) {
  size_t Depth = 0, Deepest = 0, Operators = 0;
  for (char C : Text) {
    Depth += C == '(' || C == '[' ? 1 : 0;
    Depth -= (C == ')' || C == ']') && Depth ? 1 : 0;
    Deepest = std::max(Deepest, Depth);
    Operators += std::string_view("+-*/|.<>=!~").find(C) != std::string_view::npos;
  }
  return Deepest > DeepestNesting || Operators > MostOperators;
}

} // namespace

PgResult parsePostgres(const std::string &Text) {
  PgResult Result;
  if (Text.size() > LongestText || isTooDeep(Text)) {
    Result.Error = "the statement is too long or nested too deeply";
    return Result;
  }
  PgQueryParseResult Raw = pg_query_parse(Text.c_str());
  if (Raw.error) {
    Result.Error = Raw.error->message ? Raw.error->message : "syntax error";
    Result.Position = Raw.error->cursorpos > 0 ? static_cast<size_t>(Raw.error->cursorpos) - 1 : 0;
  } else {
    Result.Tree = nlohmann::json::parse(Raw.parse_tree, nullptr, false);
    if (Result.Tree.is_discarded()) {
      Result.Tree = nullptr;
      Result.Error = "the parse tree is not valid JSON";
    }
  }
  pg_query_free_parse_result(Raw);
  return Result;
}

} // namespace crosstalk::sql
