// Which calls run a statement, and what is bound to it. See Queries.h; the texts are in QueryTexts.cpp.
#include "judge/Queries.h"
#include "judge/Entities.h"
#include "judge/Listed.h"
#include "judge/Walk.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <unordered_set>

namespace crosstalk::judge {

using namespace ir;

/// A text that is only a condition: "id = ?", or "where id = ? order by at".
static constexpr std::string_view PredicateDialect = "predicate";

static constexpr size_t MaxBinds = 200;

bool beginsStatement(const SqlCall &How) {
  return How.Text != Nowhere && !(How.Continues && How.Dialect == PredicateDialect);
}

static bool preparesText(const Program &P, const Expr &Call) {
  if (Call.Kind != Op::Call && Call.Kind != Op::Construct)
    return false;
  // "sql << "SELECT ..." << "WHERE ..."": the second part goes on with what the first began.
  auto GoesOn = [&](const SqlCall &How) {
    ExprId Text = How.Continues ? argumentAt(Call, How.Text) : NoExpr;
    return Text != NoExpr && P[Text].Kind == Op::Literal && !sql::looksLikeSql(P.text(P[Text].Text));
  };
  const auto &Models = P.modelsOf(Call.Text);
  return std::any_of(Models.begin(), Models.end(),
                     [&](const Model *M) { return M->Sql && beginsStatement(*M->Sql) && !GoesOn(*M->Sql); });
}

/// Whether a value is the statement that a call made, through what was done to it since. A statement that was made
/// anew is another one.
static bool isStatementOf(const Program &P, ExprId E, ExprId Call) {
  std::vector<ExprId> Open{E};
  std::unordered_set<uint32_t> Seen;
  while (!Open.empty()) {
    ExprId Part = Open.back();
    Open.pop_back();
    if (Part == NoExpr || !Seen.insert(static_cast<uint32_t>(Part)).second)
      continue;
    const Expr &X = P[Part];
    if (Part == Call || (X.Kind == Op::Out && X.Operands[0] == Call))
      return true;
    if (X.Kind == Op::Out && !preparesText(P, P[X.Operands[0]]))
      Open.push_back(X.Operands[1]);
    else if (X.Kind != Op::Out && !preparesText(P, X))
      Open.insert(Open.end(), X.Operands.begin(), X.Operands.end());
  }
  return false;
}

static void addAll(const Program &P, ExprId List, std::vector<ExprId> &Into, int Depth = 40) {
  if (List == NoExpr || Depth == 0)
    return;
  const Expr &X = P[List];
  if (X.Kind == Op::Insert) {
    addAll(P, X.Operands[0], Into, Depth - 1);
    Into.push_back(X.Operands[2]);
  } else if (X.Kind == Op::With) {
    addAll(P, X.Operands[0], Into, Depth - 1);
    Into.push_back(X.Operands[1]);
  } else if (X.Kind == Op::Construct || X.Kind == Op::Call) {
    for (size_t I = 1; I < X.Operands.size(); ++I)
      Into.push_back(X.Operands[I]);
  }
}

/// Calls such as "use(id, \"name\")" inside a comma or stream expression, in order.
static void embeddedBinds(const Program &P, ExprId E, QuerySite &Q, int Depth = 20) {
  if (E == NoExpr || Depth == 0)
    return;
  const Expr &X = P[E];
  if (X.Kind != Op::Call)
    return;
  std::string Name = calledName(P, X);
  if ((Name == "use" || Name == "useRef" || Name == "bind") && X.Operands.size() >= 2) {
    ExprId Named = X.Operands.size() >= 3 ? X.Operands.back() : NoExpr;
    if (Named != NoExpr && P[Named].Kind == Op::Literal && (P[Named].Flags & LiteralIsString) &&
        !P.text(P[Named].Text).empty())
      Q.Named[P.text(P[Named].Text)] = X.Operands[1];
    Q.Binds.push_back(X.Operands[1]);
    return;
  }
  if (Name == "into") {
    Q.Rows.push_back(E);
    return;
  }
  for (ExprId O : X.Operands)
    embeddedBinds(P, O, Q, Depth - 1);
}

/// What a field of a record was set to, or NoExpr; a record that a loop filled is one of several.
static ExprId fieldOf(const Program &P, ExprId Record, std::string_view Field, int Depth = 24) {
  for (; Depth > 0 && Record != NoExpr && P[Record].Kind == Op::With; --Depth) {
    if (P.text(P[Record].Text) == Field)
      return P[Record].Operands[1];
    Record = P[Record].Operands[0];
  }
  if (Depth > 0 && Record != NoExpr && (P[Record].Kind == Op::Join || P[Record].Kind == Op::Choice))
    for (ExprId One : P[Record].Operands)
      if (ExprId Found = fieldOf(P, One, Field, Depth - 1); Found != NoExpr)
        return Found;
  return NoExpr;
}

/// An array of slots, "slots[1].buffer = &id", or one slot. What was not understood is bound as a whole.
static void addSlots(const Program &P, ExprId Whole, std::string_view Field, QuerySite &Q) {
  std::vector<ExprId> Open{Whole};
  bool Any = false;
  for (size_t I = 0; I < Open.size() && I < MaxBinds; ++I) {
    if (Open[I] == NoExpr)
      continue;
    const Expr &X = P[Open[I]];
    if (X.Kind == Op::Join)
      Open.insert(Open.end(), X.Operands.begin(), X.Operands.end());
    else if (X.Kind == Op::Choice)
      Open.insert(Open.end(), X.Operands.begin() + 1, X.Operands.end());
    if (X.Kind != Op::Insert)
      continue;
    Open.push_back(X.Operands[0]);
    const Expr &Key = P[X.Operands[1]];
    size_t Position = Key.Kind == Op::Literal ? static_cast<size_t>(std::atoi(P.text(Key.Text).c_str())) : MaxBinds;
    ExprId Value = fieldOf(P, X.Operands[2], Field);
    if (Position >= MaxBinds || Value == NoExpr)
      continue;
    Any = true;
    if (Q.Binds.size() <= Position)
      Q.Binds.resize(Position + 1, NoExpr);
    if (Q.Binds[Position] == NoExpr)
      Q.Binds[Position] = Value;
  }
  ExprId One = Any ? NoExpr : fieldOf(P, Whole, Field);
  if (!Any)
    Q.Binds.push_back(One == NoExpr ? Whole : One);
  // All that is in the array is in its only slot.
  if (Any && Q.Binds.size() == 1)
    Q.Binds.front() = Whole;
}

/// The list that a loop binds one by one, "for (i ...) bind(i + 1, params[i])", or NoExpr.
static ExprId boundInTurn(const Program &P, ExprId Value) {
  for (int Depth = 8; Depth > 0 && Value != NoExpr; --Depth) {
    const Expr &X = P[Value];
    bool Turn = X.Kind == Op::Each || X.Kind == Op::Element;
    if (Turn && P[X.Operands[0]].Kind == Op::Insert)
      return X.Operands[0];
    if (Turn || X.Operands.empty() || (X.Kind != Op::Call && X.Kind != Op::Field))
      return NoExpr;
    Value = X.Operands[0];
  }
  return NoExpr;
}

/// The constant that says what is bound: a number, a name, or what a library looks a name up with,
/// "sqlite3_bind_parameter_index(query, \":id\")".
static ExprId constantIndex(const Program &P, ExprId Index) {
  const Expr &X = P[Index];
  if (X.Kind != Op::Call)
    return Index;
  for (ExprId O : X.Operands)
    if (O != NoExpr && P[O].Kind == Op::Literal && (P[O].Flags & LiteralIsString))
      return O;
  return Index;
}

static void applyBind(const Program &P, const Expr &Call, const SqlBind &Bind, QuerySite &Q) {
  ExprId Value = argumentAt(Call, Bind.Value);
  if (Value == NoExpr)
    return;
  if (!Bind.Field.empty())
    return addSlots(P, Value, Bind.Field, Q);
  ExprId Index = Bind.Index == Nowhere ? NoExpr : argumentAt(Call, Bind.Index);
  if (Index != NoExpr)
    Index = constantIndex(P, Index);
  if (Index != NoExpr && P[Index].Kind == Op::Literal) {
    const std::string &Text = P.text(P[Index].Text);
    if (P[Index].Flags & LiteralIsString) {
      std::string Name = Text;
      while (!Name.empty() && !std::isalnum(static_cast<unsigned char>(Name[0])))
        Name.erase(0, 1);
      Q.Named[Name] = Value;
      return;
    }
    size_t Position = static_cast<size_t>(std::atoi(Text.c_str())) + (Bind.ZeroBased ? 1 : 0);
    if (Position >= 1 && Position <= MaxBinds) {
      if (Q.Binds.size() < Position)
        Q.Binds.resize(Position, NoExpr);
      Q.Binds[Position - 1] = Value;
    }
    return;
  }
  if (const std::vector<ExprId> Turns = overList(P, Value); !Turns.empty()) {
    Q.Binds.insert(Q.Binds.end(), Turns.begin(), Turns.end());
    return;
  }
  if (ExprId List = boundInTurn(P, Value); List != NoExpr)
    return addAll(P, List, Q.Binds);
  Q.Binds.push_back(Value);
}

static bool looksRight(const QueryText &T) {
  if (sql::looksLikeSql(T.Text))
    return true;
  for (const sql::Piece &Piece : T.Text.Pieces)
    if (Piece.Hole < 0 && sql::looksLikeSql(Piece.Text))
      return true;
  return false;
}

static void addBinds(const Program &P, const SqlCall &How, const Expr &Call, QuerySite &Q) {
  if (How.FirstBind >= 0)
    for (size_t A = static_cast<size_t>(How.FirstBind) + 1; A < Call.Operands.size(); ++A)
      Q.Binds.push_back(Call.Operands[A]);
  if (How.BindList >= 0)
    addAll(P, argumentAt(Call, How.BindList), Q.Binds);
}

/// The query of a call whose text argument is known, if it reads as SQL.
static std::optional<QuerySite> querySite(const Program &P, const SqlCall &How, ExprId Call) {
  ExprId Text = argumentAt(P[Call], How.Text);
  if (Text == NoExpr)
    return std::nullopt;
  QuerySite Q;
  Q.Call = Call;
  Q.Handle = How.Statement >= 0 ? argumentAt(P[Call], How.Statement) : NoExpr;
  for (QueryText &T : textsOf(P, Text, sql::dialectByName(How.Dialect)))
    if (looksRight(T))
      Q.Texts.push_back(std::move(T));
  if (Q.Texts.empty())
    return std::nullopt;
  addBinds(P, How, P[Call], Q);
  Q.Rows.push_back(Call);
  return Q;
}

/// A call of a library that no model knows, with a statement among its arguments and a name that runs statements.
static std::optional<SqlCall> unknownLibrary(const Program &P, const Expr &Call) {
  if (Call.Kind != Op::Call || Call.Text == NoName || P.FunctionOf.count(Call.Text))
    return std::nullopt;
  if (!hasWord(calledName(P, Call), {"exec", "execute", "query", "sql", "prepare", "prepared", "run", "statement",
                                     "select", "fetch", "once", "update", "execsql", "async"}))
    return std::nullopt;
  for (size_t I = 1; I < Call.Operands.size(); ++I)
    if (beginsAsSql(P, Call.Operands[I])) {
      SqlCall How;
      How.Text = static_cast<int>(I) - 1;
      How.FirstBind = How.Text + 1;
      return How;
    }
  return std::nullopt;
}

/// The literal that names a prepared statement in a call, or NoExpr.
static ExprId statementName(const Program &P, const SqlCall &How, const Expr &Call) {
  ExprId Named = How.StatementName == Nowhere ? NoExpr : argumentAt(Call, How.StatementName);
  while (Named != NoExpr && (P[Named].Kind == Op::Construct || P[Named].Kind == Op::Call) &&
         P[Named].Operands.size() == 2)
    Named = P[Named].Operands[1];
  bool Usable = Named != NoExpr && P[Named].Kind == Op::Literal && !P.text(P[Named].Text).empty();
  return Usable ? Named : NoExpr;
}

PreparedStatements::PreparedStatements(const Program &P) {
  for (const SolvedFunction &F : P.Functions)
    for (const Effect &E : F.Effects) {
      if (E.What != Event::Kind::Call || E.Value == NoExpr)
        continue;
      for (const Model *M : P.modelsOf(P[E.Value].Text)) {
        if (!M->Sql || M->Sql->StatementName == Nowhere)
          continue;
        std::vector<ExprId> Calls{E.Value};
        if (statementName(P, *M->Sql, P[E.Value]) == NoExpr)
          Calls = overList(P, E.Value);
        for (ExprId Call : Calls)
          note(P, *M->Sql, Call);
      }
    }
}

void PreparedStatements::note(const Program &P, const SqlCall &How, ExprId Call) {
  ExprId Named = statementName(P, How, P[Call]);
  if (Named == NoExpr)
    return;
  if (How.Text == Nowhere)
    Executed.insert(P.text(P[Named].Text));
  else if (auto Q = querySite(P, How, Call))
    Texts.try_emplace(P.text(P[Named].Text), std::move(Q->Texts));
}

/// The execution of a statement that was prepared elsewhere under a name.
static std::optional<QuerySite> preparedSite(const Program &P, const PreparedStatements &Prepared, const SqlCall &How,
                                             ExprId Call) {
  ExprId Named = statementName(P, How, P[Call]);
  const auto It = Named == NoExpr ? Prepared.Texts.end() : Prepared.Texts.find(P.text(P[Named].Text));
  if (It == Prepared.Texts.end())
    return std::nullopt;
  QuerySite Q;
  Q.Call = Call;
  Q.Texts = It->second;
  addBinds(P, How, P[Call], Q);
  Q.Rows.push_back(Call);
  return Q;
}

static std::optional<QuerySite> queryAt(const Program &P, const PreparedStatements &Prepared, ExprId Id) {
  const Expr &Call = P[Id];
  if (Call.Kind != Op::Call && Call.Kind != Op::Construct)
    return std::nullopt;
  if (auto Q = entitySite(P, Id))
    return Q;
  bool Known = false;
  for (const Model *M : P.modelsOf(Call.Text)) {
    Known |= M->Entity || M->Sql || M->Bind || M->Sink == SinkKind::Log;
    if (!M->Sql)
      continue;
    if (M->Sql->Text == Nowhere) {
      if (auto Q = preparedSite(P, Prepared, *M->Sql, Id))
        return Q;
      continue;
    }
    // What is executed under its name is judged there, with what is bound.
    if (ExprId Named = statementName(P, *M->Sql, Call);
        Named != NoExpr && Prepared.Executed.count(P.text(P[Named].Text)))
      return std::nullopt;
    if (auto Q = querySite(P, *M->Sql, Id))
      return Q;
  }
  if (!Known)
    if (auto How = unknownLibrary(P, Call))
      return querySite(P, *How, Id);
  return std::nullopt;
}

/// Where another statement is prepared on the same handle.
static uint32_t preparedAnew(const std::vector<QuerySite> &All, const QuerySite &Q) {
  for (const QuerySite &Other : All)
    if (Other.Effect > Q.Effect && Other.Handle == Q.Handle)
      return Other.Effect;
  return ~0u;
}

/// A word that follows a table without "where" before it.
static bool beginsClause(llvm::StringRef Text) {
  for (llvm::StringRef Word : {"where ", "order ", "group ", "limit ", "having ", "join ", "left ", "inner "})
    if (Text.ltrim().starts_with_insensitive(Word))
      return true;
  return false;
}

void appendText(QueryText &To, const QueryText &More, const SqlCall &How) {
  const std::vector<sql::Piece> &Pieces = More.Text.Pieces;
  if (Pieces.empty() || (Pieces.size() == 1 && Pieces.front().Hole < 0 && Pieces.front().Text.empty()))
    return;
  bool Condition = How.Dialect == PredicateDialect && !beginsClause(Pieces.front().Text);
  bool HasWhere = std::any_of(To.Text.Pieces.begin(), To.Text.Pieces.end(), [](const sql::Piece &Piece) {
    return llvm::StringRef(Piece.Text).contains_insensitive("where ");
  });
  auto Text = [&](std::string_view Words) {
    sql::Piece Piece;
    Piece.Text = Words;
    To.Text.Pieces.push_back(std::move(Piece));
  };
  Text(!Condition ? " " : HasWhere ? " AND (" : " WHERE (");
  for (sql::Piece Piece : Pieces) {
    Piece.Hole += Piece.Hole < 0 ? 0 : static_cast<int>(To.Holes.size());
    To.Text.Pieces.push_back(std::move(Piece));
  }
  if (Condition)
    Text(")");
  To.Holes.insert(To.Holes.end(), More.Holes.begin(), More.Holes.end());
  To.Text.Style = sql::dialectByName(How.Dialect);
}

/// "find<T>().where(text)", "sql << first << second": the text goes on.
static bool continueStatement(const Program &P, const Expr &Call, const SqlCall &How, QuerySite &Q) {
  ExprId Text = argumentAt(Call, How.Text), Statement = argumentAt(Call, How.Statement);
  if (!How.Continues || Text == NoExpr || Statement == NoExpr || !isStatementOf(P, Statement, Q.Call))
    return false;
  std::vector<QueryText> More = textsOf(P, Text, sql::dialectByName(How.Dialect));
  if (More.empty() || looksRight(More.front()))
    return false;
  for (QueryText &T : Q.Texts)
    appendText(T, More.front(), How);
  return true;
}

std::vector<QuerySite> queriesOf(const Program &P, const PreparedStatements &Prepared, const SolvedFunction &F) {
  std::vector<QuerySite> Found;
  for (uint32_t I = 0; I < F.Effects.size(); ++I)
    if (F.Effects[I].What == Event::Kind::Call && F.Effects[I].Value != NoExpr)
      if (auto Q = queryAt(P, Prepared, F.Effects[I].Value)) {
        Q->Effect = Q->Last = I;
        Found.push_back(std::move(*Q));
      }
  addRowsOfConnection(P, F, Found);
  // What follows: binding, executing and reading on the same statement.
  for (QuerySite &Q : Found) {
    const uint32_t Anew = preparedAnew(Found, Q);
    for (uint32_t I = Q.Effect + 1; I < F.Effects.size(); ++I) {
      const Effect &E = F.Effects[I];
      if (E.What != Event::Kind::Call || E.Value == NoExpr)
        continue;
      const Expr &Call = P[E.Value];
      std::string Name = calledName(P, Call);
      bool Streams = Name == "operator," || Name == "operator<<" || Name == "operator>>";
      if (Streams && !Call.Operands.empty() && isStatementOf(P, Call.Operands[0], Q.Call)) {
        if (Call.Operands.size() > 1)
          embeddedBinds(P, Call.Operands[1], Q);
        Q.Last = I;
        continue;
      }
      for (const Model *M : P.modelsOf(Call.Text)) {
        if (M->Sql && continueStatement(P, Call, *M->Sql, Q))
          Q.Last = I;
        if (!M->Bind)
          continue;
        ExprId Statement = argumentAt(Call, M->Bind->Statement);
        bool SameHandle = Statement != NoExpr && Statement == Q.Handle && I < Anew;
        if (Statement != NoExpr && (SameHandle || isStatementOf(P, Statement, Q.Call))) {
          applyBind(P, Call, *M->Bind, Q);
          Q.Last = I;
          break;
        }
      }
    }
  }
  return Found;
}

ExprId boundTo(const QuerySite &Q, const QueryText &T, const sql::Operand &O) {
  if (O.What == sql::Operand::Hole)
    return O.Index >= 0 && O.Index < static_cast<int>(T.Holes.size()) ? T.Holes[O.Index] : NoExpr;
  if (!O.Name.empty())
    if (auto It = Q.Named.find(O.Name); It != Q.Named.end())
      return It->second;
  if (O.Index >= 1 && O.Index <= static_cast<int>(Q.Binds.size()))
    return Q.Binds[O.Index - 1];
  return NoExpr;
}

} // namespace crosstalk::judge
