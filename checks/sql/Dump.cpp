// Queries in readable, stable lines, and the small texts about them.
#include "sql/Query.h"
#include "sql/Tokens.h"
#include "llvm/ADT/StringSwitch.h"

namespace crosstalk::sql {

std::string_view nameOf(Query::Kind What) {
  switch (What) {
  case Query::Kind::Select:
    return "select";
  case Query::Kind::Insert:
    return "insert";
  case Query::Kind::Update:
    return "update";
  case Query::Kind::Delete:
    return "delete";
  case Query::Kind::SetVariable:
    return "set";
  case Query::Kind::Pragma:
    return "pragma";
  case Query::Kind::Call:
    return "call";
  case Query::Kind::Ddl:
    return "ddl";
  case Query::Kind::Other:
    return "other";
  }
  return "";
}

std::string_view nameOf(Query::Reading How) {
  switch (How) {
  case Query::Reading::Parsed:
    return "parsed";
  case Query::Reading::Tokens:
    return "tokens";
  case Query::Reading::Failed:
    return "failed";
  }
  return "";
}

static std::string_view nameOf(TableUse::Access How) {
  switch (How) {
  case TableUse::Read:
    return "read";
  case TableUse::Update:
    return "update";
  case TableUse::Delete:
    return "delete";
  case TableUse::Insert:
    return "insert";
  }
  return "";
}

static std::string bare(const Operand &Value) {
  switch (Value.What) {
  case Operand::Column:
    return Value.Table.empty() ? Value.Field : Value.Table + "." + Value.Field;
  case Operand::Hole:
    return "<" + std::to_string(Value.Index) + ">";
  case Operand::Placeholder:
    return Value.Name.empty() ? "?" + std::to_string(Value.Index) : ":" + Value.Name;
  case Operand::Format:
    return Value.Name.empty() ? "{" + std::to_string(Value.Index) + "}" : "{" + Value.Name + "}";
  case Operand::Variable:
    return "session(" + Value.Name + ")";
  case Operand::Constant:
    return "'" + Value.Text + "'";
  case Operand::Other:
    return "[" + Value.Text + "]";
  }
  return "";
}

std::string describe(const Operand &Value) {
  return Value.Through.empty() ? bare(Value) : Value.Through + "(" + bare(Value) + ")";
}

static std::string line(const TableUse &Use) {
  std::string Result(nameOf(Use.How));
  Result += " " + (Use.Derived ? std::string("(derived)") : Use.Name);
  if (Use.Alias != Use.Name)
    Result += " as " + Use.Alias;
  for (const Operand &Hole : Use.NameHoles)
    Result += ", name holds " + describe(Hole);
  if (Use.Witness)
    Result += ", witness";
  if (Use.Nullable)
    Result += ", nullable";
  if (Use.Selected)
    Result += ", selected";
  return Result;
}

static std::string line(const Query &Q, const Alternative &A) {
  std::string Result;
  for (unsigned E : A.Equalities) {
    const Equality &Eq = Q.Equalities[E];
    Result += Result.empty() ? "" : " and ";
    Result += describe(Eq.Left) + (Eq.InList ? " in " : " = ") + describe(Eq.Right);
    if (!Eq.Groups.empty())
      Result += " (outer)";
  }
  return Result.empty() ? "anything" : Result;
}

std::string summary(const Query &Q) {
  std::string Result(nameOf(Q.What));
  if (!Q.VariableName.empty())
    Result += " " + Q.VariableName;
  if (Q.What == Query::Kind::SetVariable || Q.What == Query::Kind::Pragma)
    return Result + " = " + describe(Q.VariableValue) + (Q.VariableIsLocal ? " (local)" : "");
  const char *Separator = " ";
  for (const TableUse &Use : Q.Tables) {
    if (Use.Derived)
      continue;
    Result += Separator + (Use.Witness ? "(" + Use.Name + ")" : Use.Name) + (Use.Nullable ? "?" : "");
    Separator = ", ";
  }
  for (size_t I = 0; I < Q.Alternatives.size(); ++I)
    if (Q.What != Query::Kind::Insert || !Q.Alternatives[I].Equalities.empty())
      Result += (I ? " or " : " where ") + line(Q, Q.Alternatives[I]);
  Separator = " sets ";
  for (const Assignment &A : Q.Assignments) {
    Result += Separator + (A.Column.empty() ? "#" + std::to_string(A.Position) : A.Column) + " := " + describe(A.Value);
    Separator = ", ";
  }
  if (Q.HasUnknownFragment)
    Result += " and maybe more";
  return Result;
}

std::string dump(const Query &Q, std::string_view Indent) {
  std::string Pad(Indent), Result;
  std::string Flags;
  for (auto [On, Word] : {std::pair(Q.Aggregate, " aggregate"), std::pair(Q.ExistsOnly, " exists-only"),
                          std::pair(Q.SingleRow, " single-row"), std::pair(Q.FromSelect, " from-select"),
                          std::pair(Q.HasUnknownFragment, " unknown-fragment")})
    Flags += On ? Word : "";
  Result += Pad + std::string(nameOf(Q.What)) + " (" + std::string(nameOf(Q.How)) + ")" + Flags + "\n";
  if (!Q.Error.empty())
    Result += Pad + "  error: " + Q.Error + "\n";
  if (!Q.VariableName.empty())
    Result += Pad + "  variable: " + Q.VariableName + " = " + describe(Q.VariableValue) +
              (Q.VariableIsLocal ? " (local)" : "") + "\n";
  for (const TableUse &Use : Q.Tables)
    Result += Pad + "  table: " + line(Use) + "\n";
  for (const Alternative &A : Q.Alternatives)
    Result += Pad + "  holds: " + line(Q, A) + "\n";
  for (const Assignment &A : Q.Assignments)
    Result += Pad + "  writes: " + (A.Table.empty() ? "" : A.Table + ".") +
              (A.Column.empty() ? "#" + std::to_string(A.Position) : A.Column) + " := " + describe(A.Value) +
              (A.OnConflict ? " (on conflict)" : "") + "\n";
  for (const std::string &C : Q.ResultColumns)
    Result += Pad + "  result: " + C + "\n";
  return Result;
}

Dialect dialectByName(std::string_view Name) {
  return llvm::StringSwitch<Dialect>(Name)
      .Cases({"postgres", "postgresql"}, Dialect::Postgres)
      .Cases({"mysql", "mariadb"}, Dialect::Mysql)
      .Case("sqlite", Dialect::Sqlite)
      .Case("odbc", Dialect::Odbc)
      .Case("qt", Dialect::Qt)
      .Case("soci", Dialect::Soci)
      .Case("poco", Dialect::Poco)
      .Case("brace", Dialect::Brace)
      .Case("percent", Dialect::Percent)
      .Default(Dialect::Unknown);
}

} // namespace crosstalk::sql
