// What an upsert does to a row that is there already: it changes it by its key, whoever owns it.
//
// In:  an INSERT as it was read.  Out: the UPDATE that it is when the key is taken.
#include "sql/Query.h"
#include "sql/Schema.h"
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

/// Gives the values of "INSERT INTO t VALUES (...)" their columns.
static void nameColumns(Query &Insert, const Schema *Known) {
  const Table *T = Known ? Known->table(Insert.Tables[static_cast<size_t>(Insert.subject())].Name) : nullptr;
  for (Assignment &A : Insert.Assignments)
    if (T && A.Column.empty())
      A.Column = T->columnAt(A.Position);
}

/// The key by which the row that is there already was found: the one that the statement names, or the first of the
/// table's keys of which all columns are given. Empty if that is not known.
static std::vector<std::string> takenKey(const Query &Insert, const Schema *Known) {
  if (!Insert.Replaces && !Insert.AnyKey)
    return Insert.ConflictKey;
  const Table *T = Known ? Known->table(Insert.Tables[static_cast<size_t>(Insert.subject())].Name) : nullptr;
  if (!T || !T->Declared)
    return {"id"};
  for (const std::vector<std::string> &Key : T->keys())
    if (std::all_of(Key.begin(), Key.end(), [&](const std::string &C) { return inserted(Insert, C) != nullptr; }))
      return Key;
  return {};
}

/// "t.key = value" for the row that is there.
static Equality keyEquals(const Query &Insert, const std::string &Key, const Operand &Value) {
  Equality E;
  E.Left.What = Operand::Column;
  E.Left.Use = Insert.subject();
  E.Left.Table = Insert.Tables[static_cast<size_t>(Insert.subject())].Name;
  E.Left.Field = Key;
  E.Right = Value;
  return E;
}

/// A REPLACE writes all columns anew, whatever the row is.
static void replaceAll(Query &Insert) {
  Insert.ConflictWays.assign(1, {});
  Insert.ConflictWays.front().Uses = {static_cast<unsigned>(Insert.subject())};
  for (Assignment &A : Insert.Assignments)
    A.OnConflict = true;
}

std::optional<Query> conflictUpdate(const Query &Insert, const Schema *Known) {
  int Target = Insert.subject();
  if (Insert.What != Query::Kind::Insert || Target < 0)
    return std::nullopt;
  Query Result = Insert;
  nameColumns(Result, Known);
  const Query Given = Result;
  Result.ConflictKey = takenKey(Given, Known);
  if (Result.Replaces)
    replaceAll(Result);
  if (Result.ConflictKey.empty() || Result.ConflictWays.empty())
    return std::nullopt;
  Result.What = Query::Kind::Update;
  Result.FromSelect = false;
  Result.Tables[static_cast<size_t>(Target)].How = TableUse::Update;
  for (Equality &E : Result.Equalities) {
    E.Left = resolved(Given, E.Left);
    E.Right = resolved(Given, E.Right);
  }
  Result.Alternatives = Result.ConflictWays;
  for (const std::string &Key : Result.ConflictKey) {
    const Operand *Value = inserted(Given, Key);
    if (!Value)
      return std::nullopt;
    for (Alternative &Way : Result.Alternatives)
      Way.Equalities.push_back(static_cast<unsigned>(Result.Equalities.size()));
    Result.Equalities.push_back(keyEquals(Given, Key, *Value));
  }
  std::erase_if(Result.Assignments, [](const Assignment &A) { return !A.OnConflict; });
  for (Assignment &A : Result.Assignments)
    A.Value = resolved(Given, A.Value);
  return Result.Assignments.empty() ? std::nullopt : std::optional(std::move(Result));
}

} // namespace crosstalk::sql
