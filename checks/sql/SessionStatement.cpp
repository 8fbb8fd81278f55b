// Reads SET and its relatives token by token; libpg_query refuses many of them (SET app.user = ...).
#include "sql/SessionStatement.h"

namespace crosstalk::sql {
namespace {

/// Walks the tokens of one statement.
class SessionReader {
public:
  SessionReader(const Statement &T, const std::vector<Operand> &Params) : T(T), Params(Params) {}
  std::optional<Query> read();

private:
  const Statement &T;
  const std::vector<Operand> &Params;
  size_t At = 0;
  Query Out;

  const Token &token(size_t I) const { return I < T.size() ? T[I] : T.back(); }
  bool is(std::string_view W) const { return token(At).is(W); }
  bool take(std::string_view W);
  Query as(Query::Kind What);
  Query set();
  Query reset();
  Query pragma();
  Query call();
  std::string name();
  std::string variable();
};

bool isTransaction(const Token &T) {
  for (std::string_view W :
       {"begin", "commit", "rollback", "start",    "savepoint",  "release", "vacuum",  "analyze",
        "lock",  "listen", "notify",   "unlisten", "show",       "attach",  "detach",  "checkpoint",
        "flush", "kill",   "end",      "abort",    "deallocate", "reindex", "refresh", "optimize"})
    if (T.is(W))
      return true;
  return false;
}

bool isDdl(const Token &T) {
  for (std::string_view W : {"create", "alter", "drop", "truncate", "comment", "grant", "revoke", "rename"})
    if (T.is(W))
      return true;
  return false;
}

bool SessionReader::take(std::string_view W) {
  if (!is(W))
    return false;
  ++At;
  return true;
}

Query SessionReader::as(Query::Kind What) {
  Out.What = What;
  Out.How = Query::Reading::Parsed;
  return std::move(Out);
}

std::optional<Query> SessionReader::read() {
  if (take("set"))
    return set();
  if (take("reset") || take("discard"))
    return reset();
  if (take("pragma"))
    return pragma();
  if (take("use")) {
    Out.VariableName = "database";
    Out.VariableValue = valueOf(token(At), Params);
    return as(Query::Kind::SetVariable);
  }
  size_t Braced = is("{") ? (token(1).What == Token::Parameter ? 3 : 1) : 0;
  if (token(Braced).is("call") || token(0).is("exec") || token(0).is("execute")) {
    At = Braced + 1;
    return call();
  }
  bool NewTable = token(1).is("table") || token(1).is("materialized");
  if (isDdl(token(0)) && !NewTable)
    return as(Query::Kind::Ddl);
  if (isDdl(token(0))) // CREATE TABLE x AS SELECT reads rows, too; without a SELECT it does not
    for (const Token &Tok : T)
      if (Tok.is("select"))
        return std::nullopt;
  if (isDdl(token(0)))
    return as(Query::Kind::Ddl);
  return isTransaction(token(0)) ? std::optional(as(Query::Kind::Other)) : std::nullopt;
}

std::string SessionReader::name() {
  std::string Result;
  while (token(At).What == Token::Word || token(At).What == Token::Quoted || is(".")) {
    Result += lower(token(At).Text);
    bool Dot = is(".");
    ++At;
    if (!Dot && !is("."))
      break;
  }
  return Result;
}

/// app.user_id, "app"."user", @me, @@session.x
std::string SessionReader::variable() {
  if (token(At).What != Token::Parameter)
    return name();
  std::string Result = valueOf(token(At), Params).Name;
  ++At;
  while (take("."))
    Result += "." + lower(token(At++).Text);
  return Result;
}

Query SessionReader::set() {
  Out.VariableIsLocal = take("local");
  if (!Out.VariableIsLocal && (is("session") || is("global") || is("persist")) && !token(At + 1).is("="))
    ++At;
  if (is("password"))
    return as(Query::Kind::Other);
  Out.VariableName = variable();
  if (!take("=") && !take("to"))
    take(":=");
  take("(");
  Out.VariableValue = valueOf(token(At), Params);
  return as(Query::Kind::SetVariable);
}

Query SessionReader::reset() {
  Out.VariableName = name();
  Out.VariableValue.What = Operand::Constant;
  return as(Query::Kind::SetVariable);
}

Query SessionReader::pragma() {
  Out.VariableName = name();
  if (take("=") || take("("))
    Out.VariableValue = valueOf(token(At), Params);
  return as(Query::Kind::Pragma);
}

/// CALL p(?, ?), {call p(?)}, EXEC p @a = ?: the values, in order, as assignments without a column.
Query SessionReader::call() {
  Out.VariableName = name();
  for (int Position = 0; token(At).What != Token::End && !is("}"); ++At) {
    bool Value = endsOperand(token(At)) && token(At).What != Token::Operator && !token(At + 1).is("=");
    if (!Value)
      continue;
    Assignment A;
    A.Value = valueOf(token(At), Params);
    A.Position = Position++;
    Out.Assignments.push_back(std::move(A));
  }
  return as(Query::Kind::Call);
}

} // namespace

Operand valueOf(const Token &T, const std::vector<Operand> &Params) {
  if (T.What == Token::Parameter || T.What == Token::Hole)
    return Params[static_cast<size_t>(T.Param)];
  Operand Result;
  if (!T.Holes.empty()) {
    Result = Params[static_cast<size_t>(T.Holes[0])];
    if (T.Text.size() > 1)
      Result.Through = "concat";
    return Result;
  }
  Result.Text = T.Text;
  if (T.What == Token::String || T.What == Token::Number || T.What == Token::Word)
    Result.What = Operand::Constant;
  return Result;
}

std::optional<Query> readSessionStatement(const Statement &Tokens, const std::vector<Operand> &Params) {
  return SessionReader(Tokens, Params).read();
}

} // namespace crosstalk::sql
