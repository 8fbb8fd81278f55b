// Expressions as operands: columns are resolved to the table they belong to, wrappers that keep a value are looked
// through.
#include "sql/Builder.h"
#include "sql/Schema.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include <algorithm>

namespace crosstalk::sql {
namespace {

/// Words that PostgreSQL parses as values without arguments and that name the session's user.
bool isSessionUser(std::string_view Op) {
  return Op == "SVFOP_CURRENT_USER" || Op == "SVFOP_SESSION_USER" || Op == "SVFOP_USER" || Op == "SVFOP_CURRENT_ROLE";
}

/// Functions that hand out the identity of the session.
bool isSessionFunction(std::string_view Name) {
  return llvm::StringSwitch<bool>(Name)
      .Cases({"current_setting", "session_context", "sys_context", "current_user_id", "current_tenant_id"}, true)
      .Cases({"current_user", "session_user", "current_tenant", "current_account_id", "current_app_user"}, true)
      .Default(false);
}

/// '$.user_id' and 'user_id' -> user_id
std::string jsonKey(const std::string &Path) {
  size_t Start = Path.find_last_of(".$[\"");
  std::string Key = Path.substr(Start == std::string::npos ? 0 : Start + 1);
  return lower(Key);
}

} // namespace

Operand Builder::other(std::string Description) const {
  Operand Result;
  Result.Text = std::move(Description);
  return Result;
}

/// The operand an expression amounts to. What its sub-selects require is added to Also, if that is wanted.
Operand Builder::operand(const Node &Expr, NameScope &Scope, Condition *Also) {
  DepthGuard Guard(*this);
  std::string_view Kind = kindOf(Expr);
  if (Guard.tooDeep() || Kind.empty())
    return other("");
  const Node &B = bodyOf(Expr);
  if (Kind == "ColumnRef")
    return column(B, Scope);
  if (Kind == "ParamRef")
    return parameter(B);
  if (Kind == "A_Const")
    return constant(B);
  if (Kind == "FuncCall")
    return call(B, Scope, Also);
  if (Kind == "A_Expr")
    return operation(B, Scope, Also);
  if (Kind == "TypeCast" || Kind == "CollateClause" || Kind == "A_Indirection")
    return operand(get(B, "arg"), Scope, Also);
  if (Kind == "SubLink")
    return scalar(B, Scope, Also);
  if (Kind == "CoalesceExpr")
    return oneOf(list(B, "args"), "coalesce", Scope, Also);
  if (Kind == "MinMaxExpr")
    return oneOf(list(B, "args"), "greatest", Scope, Also);
  if (Kind == "RowExpr" || Kind == "A_ArrayExpr")
    return oneOf(list(B, Kind == "RowExpr" ? "args" : "elements"), "array", Scope, Also);
  if (Kind == "SQLValueFunction") {
    Operand Result = other(lower(text(B, "op")));
    if (isSessionUser(text(B, "op"))) {
      Result.What = Operand::Variable;
      Result.Name = "current_user";
    }
    return Result;
  }
  if (Kind == "CaseExpr") {
    for (const Node &When : list(B, "args"))
      operand(get(get(When, "CaseWhen"), "result"), Scope, nullptr);
    return other("case");
  }
  return other(std::string(Kind));
}

Operand Builder::column(const Node &Ref, NameScope &Scope) {
  const Node &Fields = list(Ref, "fields");
  if (Fields.empty() || kindOf(Fields[Fields.size() - 1]) == "A_Star")
    return other("*");
  std::string Name = lower(stringOf(Fields[Fields.size() - 1]));
  std::string Qualifier = Fields.size() > 1 ? lower(stringOf(Fields[Fields.size() - 2])) : "";
  std::vector<int> Holes = holesIn(Name);
  if (Qualifier.empty() && Holes.size() == 1 && Name == "__hole" + std::to_string(Holes[0]))
    return Text.Names[static_cast<size_t>(Holes[0])];
  return resolve(Qualifier, Name, Scope);
}

Operand Builder::resolve(const std::string &Qualifier, const std::string &Name, const NameScope &Scope) {
  for (const NameScope *N = &Scope; N; N = N->Outer) {
    if (Qualifier.empty()) {
      if (const Source *S = owner(Name, *N))
        return fromSource(*S, Name);
      continue;
    }
    for (const Source &S : N->Sources)
      if (S.Alias == Qualifier || (S.Use >= 0 && Out.Tables[static_cast<size_t>(S.Use)].Name == Qualifier))
        return fromSource(S, Name);
  }
  Operand Result;
  Result.What = Operand::Column;
  Result.Table = Qualifier;
  Result.Field = Name;
  return Result;
}

/// The source an unqualified column belongs to: the one that is known to have it, else the first that may have it.
const Source *Builder::owner(const std::string &Name, const NameScope &Scope) const {
  const Source *Possible = nullptr;
  for (const Source &S : Scope.Sources) {
    const Table *Known = S.Use >= 0 && Views ? Views->table(Out.Tables[static_cast<size_t>(S.Use)].Name) : nullptr;
    if (Known && Known->Declared && !Known->Columns.empty()) {
      if (Known->column(Name))
        return &S;
      continue;
    }
    bool Starred = false;
    for (const Output &O : S.Outputs) {
      if (O.Name == Name)
        return &S;
      Starred |= O.StarOf >= 0;
    }
    if (!Possible && (S.Use >= 0 || Starred || S.Every))
      Possible = &S;
  }
  return Possible;
}

Operand Builder::fromSource(const Source &S, const std::string &Name) const {
  Operand Result;
  Result.What = Operand::Column;
  Result.Field = Name;
  if (S.Use >= 0) {
    Result.Use = S.Use;
    Result.Table = Out.Tables[static_cast<size_t>(S.Use)].Name;
    return Result;
  }
  if (S.Every)
    return *S.Every;
  for (const Output &O : S.Outputs)
    if (O.Name == Name && O.StarOf < 0)
      return O.Value;
  for (const Output &O : S.Outputs)
    if (O.StarOf >= 0) {
      Result.Use = O.StarOf;
      Result.Table = Out.Tables[static_cast<size_t>(O.StarOf)].Name;
      return Result;
    }
  return other(S.Alias + "." + Name);
}

Operand Builder::parameter(const Node &P) const {
  int64_t Number = number(P, "number");
  if (Number < 1 || static_cast<size_t>(Number) > Text.Params.size())
    return other("a parameter");
  return Text.Params[static_cast<size_t>(Number) - 1];
}

Operand Builder::constant(const Node &C) const {
  Operand Result;
  Result.What = Operand::Constant;
  if (flag(C, "isnull"))
    Result.Text = "null";
  else if (const Node &S = get(C, "sval"); !S.is_null())
    Result.Text = text(S, "sval");
  else if (const Node &I = get(C, "ival"); !I.is_null())
    Result.Text = std::to_string(number(I, "ival"));
  else if (const Node &B = get(C, "boolval"); !B.is_null())
    Result.Text = flag(B, "boolval") ? "true" : "false";
  else
    Result.Text = text(get(C, "fval"), "fval");
  return Result;
}

Operand Builder::call(const Node &F, NameScope &Scope, Condition *Also) {
  std::string Name = lower(lastName(get(F, "funcname")));
  const Node &Args = list(F, "args");
  const Node &Schemas = list(F, "funcname");
  if (isSessionFunction(Name) || (Name == "uid" && Schemas.size() == 2 && stringOf(Schemas[0]) == "auth")) {
    Operand Result;
    Result.What = Operand::Variable;
    Operand First = Args.empty() ? Operand() : constant(get(Args[0], "A_Const"));
    Result.Name = First.Text.empty() || First.Text == "null" ? Name : lower(First.Text);
    return Result;
  }
  if ((Name == "json_extract" || Name == "json_value" || Name == "json_unquote") && Args.size() == 2) {
    Operand Result = operand(Args[0], Scope, Also);
    Operand Key = operand(Args[1], Scope, Also);
    if (Result.What == Operand::Column && Key.What == Operand::Constant)
      Result.Field += "." + jsonKey(Key.Text);
    return Result;
  }
  return oneOf(Args, Name, Scope, Also);
}

/// f(a, 'const', ...) stands for a, through f, if nothing else flows in.
Operand Builder::oneOf(const Node &Args, std::string_view Through, NameScope &Scope, Condition *Also) {
  std::optional<Operand> Only;
  bool Several = false;
  for (const Node &Arg : Args) {
    Operand Value = operand(Arg, Scope, Also);
    if (Value.What == Operand::Constant)
      continue;
    Several |= Only.has_value();
    Only = std::move(Value);
  }
  if (!Only || Several)
    return other(std::string(Through) + "()");
  Only->Through = std::string(Through);
  return *Only;
}

Operand Builder::operation(const Node &E, NameScope &Scope, Condition *Also) {
  std::string Kind = text(E, "kind"), Op = lastName(get(E, "name"));
  if (Kind == "AEXPR_OP" && (Op == "->>" || Op == "->" || Op == "#>>")) {
    Operand Result = operand(get(E, "lexpr"), Scope, Also);
    Operand Key = operand(get(E, "rexpr"), Scope, Also);
    if (Result.What == Operand::Column && Key.What == Operand::Constant)
      Result.Field += "." + jsonKey(Key.Text);
    return Result;
  }
  Node Both = Node::array({get(E, "lexpr"), get(E, "rexpr")});
  if (Kind == "AEXPR_NULLIF")
    return oneOf(Both, "nullif", Scope, Also);
  bool Comparison = Op == "=" || Op == "<" || Op == ">" || Op == "<=" || Op == ">=" || Op == "<>";
  if (Kind != "AEXPR_OP" || Comparison) {
    for (const Node &Side : Both)
      operand(Side, Scope, nullptr);
    return other("a comparison");
  }
  return oneOf(Both, Op == "||" ? "concat" : "arithmetic", Scope, Also);
}

/// (SELECT x FROM ...) as a value: its one column, if its conditions can be required too; else only its tables count.
Operand Builder::scalar(const Node &Link, NameScope &Scope, Condition *Also) {
  size_t First = Out.Tables.size(), FirstEquality = Out.Equalities.size();
  Block Inner = select(get(get(Link, "subselect"), "SelectStmt"), &Scope);
  bool Value = text(Link, "subLinkType") == "EXPR_SUBLINK";
  for (size_t U = First; U < Out.Tables.size(); ++U)
    if (!Value || Inner.ExistsOnly)
      Out.Tables[U].Witness = true;
  if (!Value || !Also || Inner.Outputs.empty())
    return other("a sub-select");
  int Group = openGroup();
  for (size_t U = First; U < Out.Tables.size(); ++U)
    Out.Tables[U].Groups.push_back(Group);
  for (size_t E = FirstEquality; E < Out.Equalities.size(); ++E)
    Out.Equalities[E].Groups.push_back(Group);
  std::vector<Condition> Kids;
  if (Also->What != Condition::True)
    Kids.push_back(std::move(*Also));
  Kids.push_back(std::move(Inner.Holds));
  *Also = Condition::all(std::move(Kids));
  return Inner.Outputs[0].Aggregate ? other("an aggregate") : Inner.Outputs[0].Value;
}

/// The numbers in "__hole3_notes".
std::vector<int> Builder::holesIn(const std::string &Name) const {
  std::vector<int> Result;
  for (size_t I = Name.find("__hole"); I != std::string::npos; I = Name.find("__hole", I)) {
    I += 6;
    unsigned Number = 0;
    size_t End = I;
    for (; End < Name.size() && llvm::isDigit(Name[End]) && End - I < 6; ++End)
      Number = Number * 10 + static_cast<unsigned>(Name[End] - '0');
    if (End > I && Number < Text.Names.size())
      Result.push_back(static_cast<int>(Number));
  }
  return Result;
}

} // namespace crosstalk::sql
