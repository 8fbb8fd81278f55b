// SELECT: its sources (tables, joins, derived tables, CTEs, views, functions), what holds for its rows, what comes out.
#include "sql/Builder.h"
#include "sql/PgParse.h"
#include "sql/Schema.h"
#include "llvm/ADT/StringSwitch.h"
#include <algorithm>

namespace crosstalk::sql {
namespace {

bool isAggregateName(std::string_view Name) {
  return llvm::StringSwitch<bool>(Name)
      .Cases({"count", "sum", "avg", "min", "max", "total", "bool_or", "bool_and", "every"}, true)
      .Default(false);
}

/// Only aggregates and constants, e.g. count(*) > 0.
bool isAggregate(const Node &N, int Depth = 0) {
  if (Depth > 50)
    return false;
  std::string_view Kind = kindOf(N);
  const Node &B = bodyOf(N);
  if (Kind == "FuncCall" && isAggregateName(lastName(get(B, "funcname"))))
    return true;
  if (Kind == "A_Expr") {
    bool Left = isAggregate(get(B, "lexpr"), Depth + 1), Right = isAggregate(get(B, "rexpr"), Depth + 1);
    bool LeftPlain = Left || kindOf(get(B, "lexpr")) == "A_Const",
         RightPlain = Right || kindOf(get(B, "rexpr")) == "A_Const";
    return (Left || Right) && LeftPlain && RightPlain;
  }
  if (Kind == "TypeCast")
    return isAggregate(get(B, "arg"), Depth + 1);
  if (Kind != "CoalesceExpr" && Kind != "FuncCall")
    return false;
  bool Any = false;
  for (const Node &A : list(B, "args")) {
    if (isAggregate(A, Depth + 1))
      Any = true;
    else if (kindOf(A) != "A_Const")
      return false;
  }
  return Any;
}

/// SELECT EXISTS(SELECT ...): the inner statement.
const Node *onlyExists(const Node &S) {
  const Node &Targets = list(S, "targetList");
  if (Targets.size() != 1 || !list(S, "fromClause").empty())
    return nullptr;
  const Node &Link = get(get(get(Targets[0], "ResTarget"), "val"), "SubLink");
  if (text(Link, "subLinkType") != "EXISTS_SUBLINK")
    return nullptr;
  return &get(get(Link, "subselect"), "SelectStmt");
}

/// On the nullable side of an outer join nothing makes a row present.
void dropPresent(Condition &C) {
  if (C.What == Condition::Present)
    C.What = Condition::True;
  for (Condition &Kid : C.Kids)
    dropPresent(Kid);
}

} // namespace

Block Builder::select(const Node &S, const NameScope *Outer) {
  DepthGuard Guard(*this);
  if (Guard.tooDeep())
    return {};
  NameScope Scope;
  Scope.Outer = Outer;
  Condition Ctes = enterCtes(S, Scope);
  Block Result;
  if (const Node *Inner = onlyExists(S)) {
    Result = select(*Inner, &Scope);
    Result.ExistsOnly = true;
    Result.Outputs.assign(1, Output{"exists", Operand(), -1, false, true});
    Result.Arms.clear();
  } else {
    std::string Op = text(S, "op");
    Result = Op.empty() || Op == "SETOP_NONE" ? plainSelect(S, Scope) : setOperation(S, Scope);
  }
  if (Ctes.What != Condition::True)
    Result.Holds = Condition::all({std::move(Ctes), std::move(Result.Holds)});
  return Result;
}

Block Builder::plainSelect(const Node &S, NameScope &Scope) {
  Block Result;
  std::vector<Condition> Holds;
  for (const Node &Item : list(S, "fromClause"))
    Holds.push_back(from(Item, Scope));
  Holds.push_back(condition(get(S, "whereClause"), Scope));
  Holds.push_back(condition(get(S, "havingClause"), Scope));
  outputs(list(S, "targetList"), Scope, Result, Holds);
  for (const Node &Row : list(S, "valuesLists"))
    for (const Node &Item : list(get(Row, "List"), "items"))
      Result.Outputs.push_back(Output{"", operand(Item, Scope, nullptr), -1, false, false});
  bool Constants = !Result.Outputs.empty();
  for (const Output &O : Result.Outputs)
    Constants &= O.Constant;
  Result.ExistsOnly = Constants && !Scope.Sources.empty();
  Operand Limit = operand(get(S, "limitCount"), Scope, nullptr);
  Result.SingleRow = Limit.What == Operand::Constant && Limit.Text == "1";
  Result.Holds = Condition::all(std::move(Holds));
  return Result;
}

void Builder::outputs(const Node &Targets, NameScope &Scope, Block &B, std::vector<Condition> &Holds) {
  for (const Node &Target : Targets) {
    const Node &T = get(Target, "ResTarget");
    const Node &Ref = get(get(T, "val"), "ColumnRef");
    const Node &Fields = list(Ref, "fields");
    if (!Fields.empty() && kindOf(Fields[Fields.size() - 1]) == "A_Star") {
      star(Ref, Scope, B.Outputs);
      continue;
    }
    Condition Also;
    B.Outputs.push_back(output(T, Scope, &Also));
    if (Also.What != Condition::True)
      Holds.push_back(std::move(Also));
  }
}

Output Builder::output(const Node &Target, NameScope &Scope, Condition *Also) {
  const Node &Value = get(Target, "val");
  Output Result;
  Result.Aggregate = isAggregate(Value);
  Result.Value = operand(Value, Scope, Also);
  Result.Constant = Result.Value.What == Operand::Constant;
  Result.Name = lower(text(Target, "name"));
  if (Result.Name.empty() && Result.Value.What == Operand::Column)
    Result.Name = Result.Value.Field;
  return Result;
}

void Builder::star(const Node &Ref, NameScope &Scope, std::vector<Output> &Outputs) {
  const Node &Fields = list(Ref, "fields");
  std::string Qualifier = Fields.size() > 1 ? lower(stringOf(Fields[Fields.size() - 2])) : "";
  for (const Source &S : Scope.Sources) {
    if (!Qualifier.empty() && S.Alias != Qualifier)
      continue;
    if (S.Use >= 0)
      Outputs.push_back(Output{"*", Operand(), S.Use, false, false});
    Outputs.insert(Outputs.end(), S.Outputs.begin(), S.Outputs.end());
  }
}

/// UNION: either arm. INTERSECT: both. EXCEPT: the left one. The outputs belong to a derived use that links the arms.
Block Builder::setOperation(const Node &S, NameScope &Scope) {
  std::string Op = text(S, "op");
  Block Left = select(get(S, "larg"), &Scope);
  size_t RightFrom = Out.Tables.size();
  Block Right = select(get(S, "rarg"), &Scope);
  if (Op == "SETOP_EXCEPT") {
    for (size_t U = RightFrom; U < Out.Tables.size(); ++U)
      Out.Tables[U].Witness = true;
    return Left;
  }
  unsigned Link = addUse("", "", TableUse::Read);
  Out.Tables[Link].Derived = true;
  Block Result;
  std::vector<Condition> Arms;
  for (Block *Arm : {&Left, &Right}) {
    std::vector<Condition> Holds;
    Holds.push_back(std::move(Arm->Holds));
    for (size_t I = 0; I < Arm->Outputs.size() && I < Left.Outputs.size(); ++I) {
      Operand Column;
      Column.What = Operand::Column;
      Column.Use = static_cast<int>(Link);
      Column.Field = Left.Outputs[I].Name.empty() ? "column" + std::to_string(I) : Left.Outputs[I].Name;
      bool Starred = Arm->Outputs[I].StarOf >= 0 || Left.Outputs[I].StarOf >= 0;
      if (!Starred && Arm->Outputs[I].Value.What != Operand::Other)
        Holds.push_back(equal(Column, Arm->Outputs[I].Value));
      if (Arm == &Left)
        Result.Outputs.push_back(Output{Column.Field, Starred ? Operand() : Column, -1, Arm->Outputs[I].Aggregate,
                                        Arm->Outputs[I].Constant});
    }
    Result.Arms.insert(Result.Arms.end(), Arm->Outputs.begin(), Arm->Outputs.end());
    Result.Arms.insert(Result.Arms.end(), Arm->Arms.begin(), Arm->Arms.end());
    Arms.push_back(Condition::all(std::move(Holds)));
  }
  Result.Holds = Op == "SETOP_INTERSECT" ? Condition::all(std::move(Arms)) : Condition::any(std::move(Arms));
  return Result;
}

/// Enters the names of WITH; those that write are read at once, and what holds for them is the result.
Condition Builder::enterCtes(const Node &S, NameScope &Scope) {
  std::vector<Condition> Holds;
  for (const Node &Item : list(get(S, "withClause"), "ctes")) {
    const Node &Cte = get(Item, "CommonTableExpr");
    std::string Name = lower(text(Cte, "ctename"));
    std::string_view Kind = kindOf(get(Cte, "ctequery"));
    if (Kind == "InsertStmt" || Kind == "UpdateStmt" || Kind == "DeleteStmt") {
      Block Written = write(get(Cte, "ctequery"), &Scope);
      Holds.push_back(std::move(Written.Holds));
      Written.Holds = Condition();
      Scope.Written[Name] = std::move(Written);
    }
    Scope.Ctes[Name] = &Cte;
  }
  return Holds.empty() ? Condition() : Condition::all(std::move(Holds));
}

Condition Builder::from(const Node &Item, NameScope &Scope) {
  DepthGuard Guard(*this);
  if (Guard.tooDeep())
    return {};
  std::string_view Kind = kindOf(Item);
  if (Kind == "RangeVar")
    return table(bodyOf(Item), Scope);
  if (Kind == "JoinExpr")
    return join(bodyOf(Item), Scope);
  if (Kind == "RangeSubselect")
    return derived(bodyOf(Item), Scope);
  if (Kind == "RangeFunction")
    return function(bodyOf(Item), Scope);
  if (Kind == "RangeTableSample")
    return from(get(bodyOf(Item), "relation"), Scope);
  return {};
}

unsigned Builder::addUse(std::string Name, std::string Alias, TableUse::Access How) {
  TableUse Use;
  for (int Hole : holesIn(Name))
    Use.NameHoles.push_back(Text.Names[static_cast<size_t>(Hole)]);
  Use.Name = std::move(Name);
  Use.Alias = Alias.empty() ? Use.Name : std::move(Alias);
  Use.How = How;
  Out.Tables.push_back(std::move(Use));
  return static_cast<unsigned>(Out.Tables.size()) - 1;
}

Condition Builder::table(const Node &Range, NameScope &Scope) {
  std::string Name = lower(text(Range, "relname"));
  std::string Alias = lower(text(get(Range, "alias"), "aliasname"));
  if (get(Range, "schemaname").is_null())
    if (std::optional<Block> Inner = cteOrView(Name, Scope))
      return derivedFrom(std::move(*Inner), Alias.empty() ? Name : Alias, list(get(Range, "alias"), "colnames"), Scope);
  Source S;
  S.Use = static_cast<int>(addUse(Name, Alias, TableUse::Read));
  S.Alias = Out.Tables.back().Alias;
  Scope.Sources.push_back(std::move(S));
  return Condition::leaf(Condition::Uses, static_cast<unsigned>(Out.Tables.size()) - 1);
}

/// The rows of a CTE or view, read anew for each use, so that each use has its own tables.
std::optional<Block> Builder::cteOrView(const std::string &Name, NameScope &Scope) {
  const Node *Cte = nullptr;
  for (const NameScope *N = &Scope; N && !Cte; N = N->Outer) {
    if (auto It = N->Written.find(Name); It != N->Written.end())
      return It->second;
    if (auto It = N->Ctes.find(Name); It != N->Ctes.end())
      Cte = It->second;
  }
  bool Open = std::find(Opening.begin(), Opening.end(), Name) != Opening.end();
  if (!Cte) {
    const Table *View = Views && !Open ? Views->table(Name) : nullptr;
    if (!View || View->ViewText.empty())
      return std::nullopt;
    TokenList Tokens = tokenize(literal(View->ViewText, View->ViewStyle));
    std::vector<Statement> All = splitStatements(Tokens);
    if (All.empty())
      return std::nullopt;
    PgResult Parsed = parsePostgres(Rewriter(All[0], Tokens.Params, View->ViewStyle).run().Text);
    const Node &Statements = list(Parsed.Tree, "stmts");
    if (Statements.empty())
      return std::nullopt;
    Opening.push_back(Name);
    Block Result = select(get(get(Statements[0], "stmt"), "SelectStmt"), nullptr);
    Opening.pop_back();
    return Result;
  }
  const Node *Query = &get(get(*Cte, "ctequery"), "SelectStmt");
  if (Open) { // a recursive part: the rows it starts from stand for all
    Query = &get(*Query, "larg");
    if (!Query->is_object())
      return std::nullopt;
  }
  Opening.push_back(Name);
  Block Result = select(*Query, &Scope);
  Opening.pop_back();
  const Node &Names = list(*Cte, "aliascolnames");
  for (size_t I = 0; I < Names.size() && I < Result.Outputs.size(); ++I)
    Result.Outputs[I].Name = lower(stringOf(Names[I]));
  return Result;
}

Condition Builder::derived(const Node &Range, NameScope &Scope) {
  const Node &Alias = get(Range, "alias");
  Block Inner = select(get(get(Range, "subquery"), "SelectStmt"), &Scope);
  return derivedFrom(std::move(Inner), lower(text(Alias, "aliasname")), list(Alias, "colnames"), Scope);
}

Condition Builder::derivedFrom(Block Inner, std::string Alias, const Node &ColumnAliases, NameScope &Scope) {
  Source S;
  S.Alias = std::move(Alias);
  S.Outputs = std::move(Inner.Outputs);
  for (size_t I = 0; I < ColumnAliases.size() && I < S.Outputs.size(); ++I)
    S.Outputs[I].Name = lower(stringOf(ColumnAliases[I]));
  Scope.Sources.push_back(std::move(S));
  return std::move(Inner.Holds);
}

/// A table function: the columns of unnest($1) are the elements of its one argument.
Condition Builder::function(const Node &Range, NameScope &Scope) {
  Source S;
  S.Alias = lower(text(get(Range, "alias"), "aliasname"));
  Condition Also;
  for (const Node &Item : list(Range, "functions"))
    for (const Node &Call : list(get(Item, "List"), "items"))
      if (kindOf(Call) == "FuncCall") {
        S.Every = operand(Call, Scope, &Also);
        if (S.Alias.empty())
          S.Alias = lastName(get(bodyOf(Call), "funcname"));
      }
  if (!S.Every)
    S.Every = Operand();
  Scope.Sources.push_back(std::move(S));
  return Also;
}

Condition Builder::join(const Node &J, NameScope &Scope) {
  std::string Type = text(J, "jointype");
  bool LeftNullable = Type == "JOIN_RIGHT" || Type == "JOIN_FULL";
  bool RightNullable = Type == "JOIN_LEFT" || Type == "JOIN_FULL";
  size_t LeftUse = Out.Tables.size(), LeftEquality = Out.Equalities.size(), LeftSource = Scope.Sources.size();
  std::vector<Condition> Holds;
  Holds.push_back(from(get(J, "larg"), Scope));
  size_t RightUse = Out.Tables.size(), RightEquality = Out.Equalities.size(), RightSource = Scope.Sources.size();
  Holds.push_back(from(get(J, "rarg"), Scope));
  size_t EndUse = Out.Tables.size(), QualEquality = Out.Equalities.size();
  Holds.push_back(condition(get(J, "quals"), Scope));
  Holds.push_back(usingColumns(J, Scope, LeftSource, RightSource));
  size_t EndEquality = Out.Equalities.size();
  if (LeftNullable)
    dropPresent(Holds[0]);
  for (size_t I = LeftNullable || RightNullable ? 1 : Holds.size(); I < Holds.size(); ++I)
    if (RightNullable || I != 1)
      dropPresent(Holds[I]);
  auto Mark = [&](size_t FirstUse, size_t LastUse, size_t FirstEquality, size_t LastEquality) {
    int Group = openGroup();
    for (size_t U = FirstUse; U < LastUse; ++U) {
      Out.Tables[U].Nullable = true;
      Out.Tables[U].Groups.push_back(Group);
    }
    auto Conditional = [&](size_t From, size_t To) {
      for (size_t E = From; E < To; ++E)
        Out.Equalities[E].Groups.push_back(Group);
    };
    Conditional(FirstEquality, LastEquality);
    Conditional(QualEquality, EndEquality);
  };
  if (LeftNullable)
    Mark(LeftUse, RightUse, LeftEquality, RightEquality);
  if (RightNullable)
    Mark(RightUse, EndUse, RightEquality, QualEquality);
  return Condition::all(std::move(Holds));
}

Condition Builder::usingColumns(const Node &J, NameScope &Scope, size_t LeftFrom, size_t RightFrom) {
  std::vector<Condition> Holds;
  if (RightFrom >= Scope.Sources.size() || LeftFrom >= RightFrom)
    return {};
  for (const Node &Name : list(J, "usingClause")) {
    std::string Column = lower(stringOf(Name));
    Holds.push_back(equal(fromSource(Scope.Sources[LeftFrom], Column), fromSource(Scope.Sources[RightFrom], Column)));
  }
  return Holds.empty() ? Condition() : Condition::all(std::move(Holds));
}

} // namespace crosstalk::sql
