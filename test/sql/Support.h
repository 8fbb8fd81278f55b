// One-line helpers of the SQL tests.
//
// In a text, <0> is a hole of the template and <0+> a hole that is known to be SQL text.
// By its name a value tells its nature: :me is the caller, :claimed what the request says of itself, :row out of
// another row, all others the request's choice. Hole <9> is the caller, too.
#pragma once
#include "sql/Scoping.h"
#include <string>
#include <string_view>

namespace crosstalk::sql::test {

inline Template text(std::string_view Marked, Dialect Style = Dialect::Unknown) {
  Template Result;
  Result.Style = Style;
  std::string Literal;
  auto Flush = [&] {
    if (!Literal.empty())
      Result.Pieces.push_back({Literal, -1, false});
    Literal.clear();
  };
  for (size_t I = 0; I < Marked.size(); ++I) {
    size_t Close = Marked.find('>', I);
    bool Hole = Marked[I] == '<' && I + 2 < Marked.size() && Marked[I + 1] >= '0' && Marked[I + 1] <= '9' &&
                (Close == I + 2 || (Close == I + 3 && Marked[I + 2] == '+'));
    if (!Hole) {
      Literal += Marked[I];
      continue;
    }
    Flush();
    Result.Pieces.push_back({"", Marked[I + 1] - '0', Close == I + 3});
    I = Close;
  }
  Flush();
  return Result;
}

inline std::string read(std::string_view Marked, Dialect Style = Dialect::Unknown, const Schema *Views = nullptr) {
  return summary(readQuery(text(Marked, Style), Views));
}

inline HoleNature nature(const Operand &Value) {
  if (Value.Name == "me" || Value.Name == "@me" || Value.Name == "app.me" || Value.Name == "current_user" ||
      (Value.What == Operand::Hole && Value.Index == 9))
    return HoleNature::Principal;
  if (Value.Name == "claimed")
    return HoleNature::ClaimedPrincipal;
  if (Value.Name == "row")
    return HoleNature::RowDerived;
  return HoleNature::RequestId;
}

inline Schema schema(std::string_view Ddl, Dialect Style = Dialect::Unknown) {
  Schema Result;
  std::vector<std::string> Errors;
  Result.read("schema.sql", Ddl, Errors, Style);
  return Result;
}

/// "scoped by path" and the like: the verdict of the query and how its decisive table is tied.
inline std::string verdict(const Query &Q, const Schema &Known) {
  Scoping Judged = judge(Q, Known, nature);
  std::string Result(nameOf(Judged.How));
  if (Judged.Decisive >= 0 && Judged.Tables[static_cast<size_t>(Judged.Decisive)].By != Tie::None)
    Result += " by " + std::string(nameOf(Judged.Tables[static_cast<size_t>(Judged.Decisive)].By));
  return Judged.forged() ? Result + ", forged" : Result;
}

inline std::string verdict(std::string_view Marked, const Schema &Known = Schema(), Dialect Style = Dialect::Unknown) {
  return verdict(readQuery(text(Marked, Style), &Known), Known);
}

} // namespace crosstalk::sql::test
