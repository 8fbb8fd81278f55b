// readQuery: rewrite, parse, read; tokens only where the parser gives up.
#include "sql/Builder.h"
#include "sql/Fallback.h"
#include "sql/PgParse.h"
#include "sql/SessionStatement.h"
#include <algorithm>

namespace crosstalk::sql {

Builder::Builder(const Rewritten &Text, const Schema *Views) : Text(Text), Views(Views) {}

Query Builder::read(const Node &Statement) {
  Out.How = Query::Reading::Parsed;
  Out.HasUnknownFragment = Text.HasUnknownFragment;
  Out.Rewritten = Text.Text;
  Out.Replaces = Text.Replaces;
  Out.AnyKey = Text.AnyKey;
  top(Statement);
  if (Text.Meant)
    recast();
  return std::move(Out);
}

void Builder::top(const Node &Statement) {
  std::string_view Kind = kindOf(Statement);
  const Node &S = bodyOf(Statement);
  if (Kind == "PrepareStmt" || Kind == "DeclareCursorStmt" || Kind == "CopyStmt" || Kind == "ExplainStmt" ||
      Kind == "CreateTableAsStmt") {
    if (get(S, "query").is_object())
      return top(get(S, "query"));
    return;
  }
  Block Result;
  if (Kind == "SelectStmt") {
    if (configCall(S))
      return;
    Out.What = Query::Kind::Select;
    Result = select(S, nullptr);
  } else if (Kind == "InsertStmt" || Kind == "UpdateStmt" || Kind == "DeleteStmt" || Kind == "MergeStmt")
    Result = write(Statement, nullptr);
  else if (Kind.starts_with("Create") || Kind.starts_with("Alter") || Kind == "DropStmt" || Kind == "IndexStmt" ||
           Kind == "ViewStmt") {
    Out.What = Query::Kind::Ddl;
    return;
  } else
    return;
  results(Result);
  finish(Result.Holds);
}

/// SELECT set_config('app.user_id', $1, true)
bool Builder::configCall(const Node &S) {
  const Node &Targets = list(S, "targetList");
  if (Targets.empty() || !list(S, "fromClause").empty())
    return false;
  const Node &Call = get(get(get(Targets[0], "ResTarget"), "val"), "FuncCall");
  const Node &Args = list(Call, "args");
  if (lastName(get(Call, "funcname")) != "set_config" || Args.size() < 2)
    return false;
  NameScope Scope;
  Out.What = Query::Kind::SetVariable;
  Out.VariableName = lower(operand(Args[0], Scope, nullptr).Text);
  Out.VariableValue = operand(Args[1], Scope, nullptr);
  Operand Local = Args.size() > 2 ? operand(Args[2], Scope, nullptr) : Operand();
  Out.VariableIsLocal = Local.Text == "true" || Local.Text == "t";
  return true;
}

void Builder::markSelected(const Output &O) {
  int Use = O.StarOf >= 0 ? O.StarOf : O.Value.What == Operand::Column ? O.Value.Use : -1;
  if (Use >= 0)
    Out.Tables[static_cast<size_t>(Use)].Selected = true;
}

void Builder::results(const Block &B) {
  Out.ExistsOnly = B.ExistsOnly;
  Out.SingleRow = B.SingleRow;
  Out.Aggregate = !B.Outputs.empty();
  for (const Output &O : B.Outputs) {
    Out.Aggregate &= O.Aggregate || O.Constant;
    markSelected(O);
    if (O.StarOf >= 0) {
      const TableUse &Use = Out.Tables[static_cast<size_t>(O.StarOf)];
      Out.ResultColumns.push_back(Out.Tables.size() == 1 ? "*" : Use.Name + ".*");
    } else if (O.Value.What == Operand::Column && !O.Aggregate && O.Value.Field != "__fragment")
      Out.ResultColumns.push_back(O.Value.Table.empty() ? O.Value.Field : O.Value.Table + "." + O.Value.Field);
    else
      Out.ResultColumns.push_back("?");
  }
  for (const Output &O : B.Arms)
    markSelected(O);
  bool Written = Out.What == Query::Kind::Insert || Out.What == Query::Kind::Update || Out.What == Query::Kind::Delete;
  if (Written || B.ExistsOnly)
    Out.Aggregate = false;
}

void Builder::finish(const Condition &C) {
  Out.Alternatives = alternativesOf(C);
  for (unsigned E = 0; E < Out.Equalities.size(); ++E) {
    bool Always = true;
    for (const Alternative &A : Out.Alternatives)
      Always &= std::find(A.Equalities.begin(), A.Equalities.end(), E) != A.Equalities.end();
    Out.Equalities[E].How = Always && Out.Equalities[E].Groups.empty() ? Equality::Must : Equality::Maybe;
  }
}

/// A statement that had to be recast for the parser gets its meaning back.
void Builder::recast() {
  Out.What = *Text.Meant;
  TableUse::Access How = Out.What == Query::Kind::Delete ? TableUse::Delete : TableUse::Update;
  for (TableUse &Use : Out.Tables)
    Use.Selected = false;
  for (TableUse &Use : Out.Tables)
    if (!Use.Witness && std::find_if(Text.Targets.begin(), Text.Targets.end(), [&](const std::string &T) {
                          return T == Use.Alias || T == Use.Name;
                        }) != Text.Targets.end()) {
      Use.How = How;
      Use.Selected = true;
    }
  for (Assignment &A : Out.Assignments)
    if (A.Table.empty() && !Out.Tables.empty())
      A.Table = Out.Tables[0].Name;
  if (Out.What == Query::Kind::Delete)
    Out.ResultColumns.clear();
}

namespace {

std::string errorText(const PgResult &Parsed, const Rewritten &Text) {
  return Parsed.Error + " (at character " + std::to_string(Text.sourceOf(Parsed.Position) + 1) + ")";
}

/// Machine-made or hostile: rewriting would take long, and the parser would refuse it.
bool isTooLarge(const Statement &Tokens) {
  size_t Depth = 0, Deepest = 0;
  for (const Token &T : Tokens) {
    Depth += T.is("(") ? 1 : 0;
    Depth -= T.is(")") && Depth ? 1 : 0;
    Deepest = std::max(Deepest, Depth);
  }
  return Tokens.size() > 20'000 || Deepest > 200;
}

Query readStatement(const Statement &Tokens, const std::vector<Operand> &Params, Dialect Style, const Schema *Views) {
  if (std::optional<Query> Session = readSessionStatement(Tokens, Params))
    return std::move(*Session);
  if (isTooLarge(Tokens)) {
    Query Result = readTokens(Tokens, Params);
    Result.Error = "the statement is too long or nested too deeply";
    return Result;
  }
  Rewritten Text = Rewriter(Tokens, Params, Style).run();
  PgResult Parsed = parsePostgres(Text.Text);
  const Node &Statements = list(Parsed.Tree, "stmts");
  if (!Statements.empty())
    return Builder(Text, Views).read(get(Statements[0], "stmt"));
  Query Result = readTokens(Tokens, Params);
  Result.Error = Parsed.Error.empty() ? "no statement" : errorText(Parsed, Text);
  Result.Rewritten = std::move(Text.Text);
  Result.HasUnknownFragment |= Text.HasUnknownFragment;
  return Result;
}

bool touchesRows(const Query &Q) {
  return Q.What == Query::Kind::Select || Q.What == Query::Kind::Insert || Q.What == Query::Kind::Update ||
         Q.What == Query::Kind::Delete;
}

} // namespace

std::vector<Query> readQueries(const Template &Text, const Schema *Views) {
  TokenList All = tokenize(Text);
  std::vector<Query> Result;
  for (const Statement &S : splitStatements(All)) {
    Result.push_back(readStatement(S, All.Params, Text.Style, Views));
    if (Result.size() >= 100)
      break;
  }
  if (Result.empty()) {
    Result.emplace_back();
    Result.back().Error = "no statement";
  }
  return Result;
}

Query readQuery(const Template &Text, const Schema *Views) {
  std::vector<Query> All = readQueries(Text, Views);
  auto Rows = std::find_if(All.begin(), All.end(), touchesRows);
  return std::move(Rows == All.end() ? All.front() : *Rows);
}

Query readCondition(std::string_view Table, const Template &Condition, const Schema *Views) {
  TokenList Tokens = tokenize(Condition);
  const Token &First = Tokens.Tokens.front();
  bool Clause = First.is("where") || First.is("join") || First.is("inner") || First.is("left") || First.is("order") ||
                First.is("limit") || First.What == Token::End;
  if (First.is("select") || First.is("with"))
    return readQuery(Condition, Views);
  Template Whole;
  Whole.Style = Condition.Style;
  Whole.Pieces.push_back({"SELECT * FROM \"" + std::string(Table) + "\"" + (Clause ? " " : " WHERE "), -1, false});
  Whole.Pieces.insert(Whole.Pieces.end(), Condition.Pieces.begin(), Condition.Pieces.end());
  return readQuery(Whole, Views);
}

Template literal(std::string_view Text, Dialect Style) {
  Template Result;
  Result.Pieces.push_back({std::string(Text), -1, false});
  Result.Style = Style;
  return Result;
}

int Query::subject() const {
  for (size_t I = 0; I < Tables.size(); ++I)
    if (Tables[I].How != TableUse::Read)
      return static_cast<int>(I);
  for (size_t I = 0; I < Tables.size(); ++I)
    if (!Tables[I].Derived && !Tables[I].Witness)
      return static_cast<int>(I);
  return Tables.empty() ? -1 : 0;
}

} // namespace crosstalk::sql
