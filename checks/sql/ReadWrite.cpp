// INSERT, UPDATE, DELETE, MERGE: their target, what is assigned, which rows they reach.
#include "sql/Builder.h"

namespace crosstalk::sql {

/// Reads a statement that writes; at top level or in a WITH.
Block Builder::write(const Node &Statement, const NameScope *Outer) {
  DepthGuard Guard(*this);
  std::string_view Kind = kindOf(Statement);
  const Node &S = bodyOf(Statement);
  if (Guard.tooDeep())
    return {};
  Query::Kind What = Kind == "InsertStmt"   ? Query::Kind::Insert
                     : Kind == "DeleteStmt" ? Query::Kind::Delete
                                            : Query::Kind::Update;
  if (Out.What == Query::Kind::Other || Out.What == Query::Kind::Select)
    Out.What = What;
  if (Kind == "InsertStmt")
    return insert(S, Outer);
  if (Kind == "UpdateStmt")
    return update(S, Outer);
  return Kind == "DeleteStmt" ? remove(S, Outer) : merge(S, Outer);
}

unsigned Builder::target(const Node &Relation, TableUse::Access How, NameScope &Scope) {
  unsigned Use = addUse(lower(text(Relation, "relname")), lower(text(get(Relation, "alias"), "aliasname")), How);
  Out.Tables[Use].Selected = true;
  Source S;
  S.Use = static_cast<int>(Use);
  S.Alias = Out.Tables[Use].Alias;
  Scope.Sources.push_back(std::move(S));
  return Use;
}

void Builder::returning(const Node &S, NameScope &Scope, Block &B) {
  std::vector<Condition> Ignored;
  outputs(list(S, "returningList"), Scope, B, Ignored);
}

Block Builder::insert(const Node &S, const NameScope *Outer) {
  NameScope Scope, Inner;
  Scope.Outer = Inner.Outer = Outer;
  Block Result;
  std::vector<Condition> Holds{enterCtes(S, Inner)};
  unsigned Use = target(get(S, "relation"), TableUse::Insert, Scope);
  Holds.push_back(Condition::leaf(Condition::Uses, Use));
  std::vector<std::string> Columns;
  for (const Node &C : list(S, "cols"))
    Columns.push_back(lower(text(get(C, "ResTarget"), "name")));
  Holds.push_back(insertRows(get(get(S, "selectStmt"), "SelectStmt"), Columns, Out.Tables[Use].Name, Inner));
  onConflict(get(S, "onConflictClause"), Use, Scope);
  returning(S, Scope, Result);
  Result.Holds = Condition::all(std::move(Holds));
  return Result;
}

Condition Builder::insertRows(const Node &Select, const std::vector<std::string> &Columns, std::string Table,
                              NameScope &Scope) {
  auto Add = [&](size_t I, Operand Value) {
    Assignment A;
    A.Table = Table;
    A.Column = I < Columns.size() ? Columns[I] : "";
    A.Position = Columns.empty() ? static_cast<int>(I) : -1;
    A.Value = std::move(Value);
    Out.Assignments.push_back(std::move(A));
  };
  const Node &Rows = list(Select, "valuesLists");
  for (const Node &Row : Rows) {
    size_t I = 0;
    for (const Node &Item : list(get(Row, "List"), "items"))
      Add(I++, operand(Item, Scope, nullptr));
  }
  if (!Rows.empty() || !Select.is_object())
    return {};
  Out.FromSelect = true;
  Block Inner = select(Select, &Scope);
  for (size_t I = 0; I < Inner.Outputs.size(); ++I)
    if (Inner.Outputs[I].StarOf < 0)
      Add(I, Inner.Outputs[I].Value);
  return std::move(Inner.Holds);
}

/// ON CONFLICT DO UPDATE SET ...: the row that is already there may be another's; its WHERE narrows only that.
void Builder::onConflict(const Node &Clause, unsigned Target, NameScope &Scope) {
  size_t First = Out.Assignments.size();
  assign(list(Clause, "targetList"), static_cast<int>(Target), Scope);
  for (size_t I = First; I < Out.Assignments.size(); ++I)
    Out.Assignments[I].OnConflict = true;
  for (const Node &Element : list(get(Clause, "infer"), "indexElems"))
    Out.ConflictKey.push_back(lower(text(get(Element, "IndexElem"), "name")));
  Out.ConflictWays = alternativesOf(
      Condition::all({Condition::leaf(Condition::Uses, Target), condition(get(Clause, "whereClause"), Scope)}));
}

Block Builder::update(const Node &S, const NameScope *Outer) {
  NameScope Scope;
  Scope.Outer = Outer;
  Block Result;
  std::vector<Condition> Holds{enterCtes(S, Scope)};
  int Use = -1;
  if (text(get(S, "relation"), "relname") != ManyTargets) {
    Use = static_cast<int>(target(get(S, "relation"), TableUse::Update, Scope));
    Holds.push_back(Condition::leaf(Condition::Uses, static_cast<unsigned>(Use)));
  }
  for (const Node &Item : list(S, "fromClause"))
    Holds.push_back(from(Item, Scope));
  assign(list(S, "targetList"), Use, Scope);
  Holds.push_back(condition(get(S, "whereClause"), Scope));
  returning(S, Scope, Result);
  Result.Holds = Condition::all(std::move(Holds));
  return Result;
}

/// The table use and the column that "x = ..." or "t.x = ..." assigns; -1 if the table is not known.
int Builder::assignedUse(const Node &Target, int Use, std::string &Column) const {
  Column = lower(text(Target, "name"));
  const Node &Rest = list(Target, "indirection");
  std::string Second = Rest.empty() ? "" : lower(stringOf(Rest[0]));
  if (Second.empty())
    return Use;
  for (size_t I = 0; I < Out.Tables.size(); ++I)
    if (Out.Tables[I].Alias == Column || Out.Tables[I].Name == Column) {
      Column = Second;
      return static_cast<int>(I);
    }
  return Use;
}

/// "n = n + x", "n = t.n + x"
static bool increases(const Node &Value, const std::string &Column) {
  const Node &E = get(Value, "A_Expr");
  if (text(E, "kind") != "AEXPR_OP" || lastName(get(E, "name")) != "+")
    return false;
  auto Same = [&](std::string_view Side) {
    return lower(lastName(get(get(get(E, Side), "ColumnRef"), "fields"))) == Column;
  };
  return Same("lexpr") || Same("rexpr");
}

void Builder::assign(const Node &Targets, int Use, NameScope &Scope) {
  for (const Node &Item : Targets) {
    const Node &T = get(Item, "ResTarget");
    Assignment A;
    int To = assignedUse(T, Use, A.Column);
    if (To >= 0)
      A.Table = Out.Tables[static_cast<size_t>(To)].Name;
    if (!holesIn(A.Column).empty())
      Out.HasUnknownFragment = true;
    const Node *Value = &get(T, "val");
    if (kindOf(*Value) == "MultiAssignRef") { // SET (a, b) = (1, 2)
      const Node &Ref = bodyOf(*Value);
      const Node &Row = list(get(get(Ref, "source"), "RowExpr"), "args");
      int64_t Number = number(Ref, "colno", 1) - 1;
      static const Node Nothing;
      Value = Number >= 0 && static_cast<size_t>(Number) < Row.size() ? &Row[static_cast<size_t>(Number)] : &Nothing;
    }
    size_t First = Out.Tables.size();
    A.Increases = increases(*Value, A.Column);
    A.Value = operand(*Value, Scope, nullptr);
    for (size_t U = First; U < Out.Tables.size(); ++U)
      Out.Tables[U].Witness = true;
    Out.Assignments.push_back(std::move(A));
  }
}

Block Builder::remove(const Node &S, const NameScope *Outer) {
  NameScope Scope;
  Scope.Outer = Outer;
  Block Result;
  std::vector<Condition> Holds{enterCtes(S, Scope)};
  unsigned Use = target(get(S, "relation"), TableUse::Delete, Scope);
  Holds.push_back(Condition::leaf(Condition::Uses, Use));
  for (const Node &Item : list(S, "usingClause"))
    Holds.push_back(from(Item, Scope));
  Holds.push_back(condition(get(S, "whereClause"), Scope));
  returning(S, Scope, Result);
  Result.Holds = Condition::all(std::move(Holds));
  return Result;
}

/// MERGE: an update of the target's rows that match.
Block Builder::merge(const Node &S, const NameScope *Outer) {
  NameScope Scope;
  Scope.Outer = Outer;
  Block Result;
  std::vector<Condition> Holds{enterCtes(S, Scope)};
  unsigned Use = target(get(S, "relation"), TableUse::Update, Scope);
  Holds.push_back(Condition::leaf(Condition::Uses, Use));
  Holds.push_back(from(get(S, "sourceRelation"), Scope));
  Holds.push_back(condition(get(S, "joinCondition"), Scope));
  for (const Node &Item : list(S, "mergeWhenClauses")) {
    const Node &When = get(Item, "MergeWhenClause");
    if (text(When, "commandType") == "CMD_DELETE")
      Out.Tables[Use].How = TableUse::Delete;
    const Node &Values = list(When, "values");
    size_t I = 0;
    if (Values.empty())
      assign(list(When, "targetList"), static_cast<int>(Use), Scope);
    for (const Node &Target : list(When, "targetList")) {
      if (I >= Values.size())
        break;
      Assignment A;
      A.Table = Out.Tables[Use].Name;
      A.Column = lower(text(get(Target, "ResTarget"), "name"));
      A.Value = operand(Values[I++], Scope, nullptr);
      Out.Assignments.push_back(std::move(A));
    }
  }
  Result.Holds = Condition::all(std::move(Holds));
  return Result;
}

} // namespace crosstalk::sql
