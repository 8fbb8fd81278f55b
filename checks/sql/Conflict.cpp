// What an upsert does to a row that is there already: it changes it by its key, whoever owns it.
//
// In:  an INSERT as it was read.  Out: the UPDATE that it is when the key is taken.
#include "sql/Query.h"
#include <algorithm>

namespace crosstalk::sql {

/// The value that the INSERT gives a column, or null.
static const Operand *inserted(const Query &Insert, const std::string &Column) {
  for (const Assignment &A : Insert.Assignments)
    if (!A.OnConflict && A.Column == Column)
      return &A.Value;
  return nullptr;
}

/// "excluded.owner_id" is what would have been inserted.
static Operand resolved(const Query &Insert, const Operand &O) {
  if (O.What != Operand::Column || O.Table != "excluded")
    return O;
  const Operand *Value = inserted(Insert, O.Field);
  return Value ? *Value : O;
}

std::optional<Query> conflictUpdate(const Query &Insert) {
  int Target = Insert.subject();
  if (Insert.What != Query::Kind::Insert || Target < 0 || Insert.ConflictKey.empty() || Insert.ConflictWays.empty())
    return std::nullopt;
  const TableUse &Table = Insert.Tables[static_cast<size_t>(Target)];
  Query Result = Insert;
  Result.What = Query::Kind::Update;
  Result.FromSelect = false;
  Result.Tables[static_cast<size_t>(Target)].How = TableUse::Update;
  for (Equality &E : Result.Equalities) {
    E.Left = resolved(Insert, E.Left);
    E.Right = resolved(Insert, E.Right);
  }
  Result.Alternatives = Insert.ConflictWays;
  for (const std::string &Key : Insert.ConflictKey) {
    const Operand *Value = inserted(Insert, Key);
    if (!Value)
      return std::nullopt;
    Equality E;
    E.Left.What = Operand::Column;
    E.Left.Use = Target;
    E.Left.Table = Table.Name;
    E.Left.Field = Key;
    E.Right = *Value;
    for (Alternative &Way : Result.Alternatives)
      Way.Equalities.push_back(static_cast<unsigned>(Result.Equalities.size()));
    Result.Equalities.push_back(std::move(E));
  }
  std::erase_if(Result.Assignments, [](const Assignment &A) { return !A.OnConflict; });
  for (Assignment &A : Result.Assignments)
    A.Value = resolved(Insert, A.Value);
  return Result.Assignments.empty() ? std::nullopt : std::optional(std::move(Result));
}

} // namespace crosstalk::sql
