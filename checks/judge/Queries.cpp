// See Queries.h.
#include "judge/Queries.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <unordered_set>
#include <variant>

namespace crosstalk::judge {

using namespace ir;

static constexpr size_t MaxTexts = 8;

/// Whether a value may be a text that begins with the verb of a statement. Cheap, to be asked of any argument.
static bool beginsAsSql(const Program &P, ExprId E, int Depth = 6) {
  if (E == NoExpr || Depth == 0)
    return false;
  const Expr &X = P[E];
  switch (X.Kind) {
  case Op::Literal: {
    if (!(X.Flags & LiteralIsString))
      return false;
    llvm::StringRef Text = llvm::StringRef(P.text(X.Text)).ltrim();
    return Text.starts_with_insensitive("select ") || Text.starts_with_insensitive("select\n") ||
           Text.starts_with_insensitive("update ") || Text.starts_with_insensitive("delete ") ||
           Text.starts_with_insensitive("insert ") || Text.starts_with_insensitive("replace ") ||
           Text.starts_with_insensitive("with ") || Text.starts_with_insensitive("create ") ||
           Text.starts_with_insensitive("alter ") || Text.starts_with_insensitive("set ");
  }
  case Op::Choice:
    return beginsAsSql(P, X.Operands[1], Depth - 1) || beginsAsSql(P, X.Operands[2], Depth - 1);
  case Op::Join:
    return std::any_of(X.Operands.begin(), X.Operands.end(), [&](ExprId O) { return beginsAsSql(P, O, Depth - 1); });
  case Op::Concat:
    return !X.Operands.empty() && beginsAsSql(P, X.Operands[0], Depth - 1);
  case Op::Construct:
  case Op::Call:
    return std::any_of(X.Operands.begin(), X.Operands.end(), [&](ExprId O) { return beginsAsSql(P, O, Depth - 1); });
  default:
    return false;
  }
}

namespace {

struct Partial {
  std::vector<std::variant<std::string, ExprId>> Parts;
  std::vector<Condition> When;
  Loc At;
};

class Flatten {
public:
  explicit Flatten(const Program &P) : P(P) {}

  std::vector<Partial> operator()(ExprId E, int Depth = 24) {
    const Expr &X = P[E];
    if (Depth == 0)
      return one(E);
    switch (X.Kind) {
    case Op::Literal:
      if (X.Flags & LiteralIsNull)
        return {Partial{}};
      return {Partial{{P.text(X.Text)}, {}, X.At}};
    case Op::Concat: {
      std::vector<Partial> All{Partial{}};
      for (ExprId O : X.Operands)
        All = product(All, (*this)(O, Depth - 1));
      return All;
    }
    case Op::Choice: {
      std::vector<Partial> All;
      for (int Arm = 1; Arm <= 2; ++Arm)
        for (Partial T : (*this)(X.Operands[Arm], Depth - 1)) {
          T.When.push_back({X.Operands[0], Arm == 2});
          if (All.size() < MaxTexts && consistent(T.When))
            All.push_back(std::move(T));
        }
      return All;
    }
    case Op::Join: {
      // A loop that appends: the longest text has been round once.
      std::vector<Partial> Best;
      size_t Length = 0;
      for (ExprId O : X.Operands)
        for (Partial &T : (*this)(O, Depth - 1))
          if (Best.empty() || T.Parts.size() >= Length) {
            Length = T.Parts.size();
            Best = {std::move(T)};
          }
      return Best;
    }
    case Op::Element:
    case Op::Each:
      return elements(X.Operands[0], Depth - 1, E);
    case Op::With:
    case Op::Construct:
      if (X.Kind == Op::Construct)
        return constructed(E, X, Depth);
      return one(E);
    case Op::Call: {
      if (isStatementText(X))
        return (*this)(X.Operands[1], Depth - 1);
      // Quoting and conversion leave a value what it is.
      for (const Model *M : P.modelsOf(X.Text))
        for (auto &[From, How] : M->Flows)
          if (How == Propagation::Lossless && From >= 0 && From + 1 < static_cast<int>(X.Operands.size()) &&
              X.Operands[From + 1] != NoExpr) {
            auto Inner = (*this)(X.Operands[From + 1], Depth - 1);
            if (Inner.size() == 1 && Inner[0].Parts.size() > 1)
              return Inner;
            return one(X.Operands[From + 1]);
          }
      return one(E);
    }
    default:
      return one(E);
    }
  }

private:
  /// A wrapper of the text, e.g. Query(Text, Name, LogMode::Full): the argument that reads as a statement.
  std::vector<Partial> constructed(ExprId E, const Expr &X, int Depth) {
    if (X.Operands.size() == 2 && X.Operands[1] != NoExpr)
      return (*this)(X.Operands[1], Depth - 1);
    for (size_t I = 1; I < X.Operands.size(); ++I)
      if (X.Operands[I] != NoExpr && beginsAsSql(P, X.Operands[I]))
        return (*this)(X.Operands[I], Depth - 1);
    return one(E);
  }

  static std::vector<Partial> one(ExprId E) { return {Partial{{E}, {}, {}}}; }

  bool isStatementText(const Expr &X) const {
    auto D = P.Declarations.find(X.Text);
    return D != P.Declarations.end() && X.Operands.size() >= 2 && X.Operands[1] != NoExpr &&
           P[X.Operands[1]].Kind == Op::Literal &&
           hasWord(P.text(D->second.Qualified), {"query", "sql", "statement", "zview", "view"});
  }

  bool consistent(const std::vector<Condition> &When) const {
    for (size_t I = 0; I < When.size(); ++I)
      for (size_t K = I + 1; K < When.size(); ++K)
        if (When[I].Value == When[K].Value && When[I].Negated != When[K].Negated)
          return false;
    return true;
  }

  std::vector<Partial> product(const std::vector<Partial> &A, const std::vector<Partial> &B) const {
    std::vector<Partial> All;
    for (const Partial &X : A)
      for (const Partial &Y : B) {
        Partial T = X;
        T.Parts.insert(T.Parts.end(), Y.Parts.begin(), Y.Parts.end());
        T.When.insert(T.When.end(), Y.When.begin(), Y.When.end());
        if (!T.At.valid())
          T.At = Y.At;
        if (All.size() < MaxTexts && consistent(T.When))
          All.push_back(std::move(T));
      }
    return All.empty() ? A : All;
  }

  /// "some element" of a list of conditions that a builder joins: all of them.
  std::vector<Partial> elements(ExprId Container, int Depth, ExprId Whole) {
    const Expr &C = P[Container];
    if (C.Kind == Op::Choice) {
      std::vector<Partial> All;
      for (int Arm = 1; Arm <= 2; ++Arm)
        for (Partial T : elements(C.Operands[Arm], Depth - 1, Whole)) {
          T.When.push_back({C.Operands[0], Arm == 2});
          if (All.size() < MaxTexts)
            All.push_back(std::move(T));
        }
      return All;
    }
    if (C.Kind == Op::Insert) {
      std::vector<Partial> Before = elements(C.Operands[0], Depth - 1, NoExpr),
                           Mine = (*this)(C.Operands[2], Depth - 1);
      if (Before.empty())
        return Mine;
      for (Partial &T : Before)
        if (!T.Parts.empty())
          T.Parts.push_back(std::string(" AND "));
      return product(Before, Mine);
    }
    if (C.Kind == Op::Record || Whole == NoExpr)
      return {Partial{}};
    return one(Whole);
  }

  const Program &P;
};

} // namespace

std::vector<QueryText> textsOf(const Program &P, ExprId E, sql::Dialect Style) {
  std::vector<QueryText> Texts;
  for (const Partial &T : Flatten(P)(E)) {
    QueryText Q;
    Q.Text.Style = Style;
    Q.When = T.When;
    Q.At = T.At;
    for (const auto &Part : T.Parts) {
      sql::Piece Piece;
      if (const auto *Text = std::get_if<std::string>(&Part)) {
        Piece.Text = *Text;
      } else {
        Piece.Hole = static_cast<int>(Q.Holes.size());
        Q.Holes.push_back(std::get<ExprId>(Part));
      }
      Q.Text.Pieces.push_back(std::move(Piece));
    }
    Texts.push_back(std::move(Q));
  }
  return Texts;
}

static ExprId at(const Expr &Call, int Position) {
  if (Position == Receiver)
    return Call.Operands.empty() ? NoExpr : Call.Operands[0];
  if (Position < 0 || Position + 1 >= static_cast<int>(Call.Operands.size()))
    return NoExpr;
  return Call.Operands[Position + 1];
}

static bool preparesText(const Program &P, const Expr &Call) {
  if (Call.Kind != Op::Call && Call.Kind != Op::Construct)
    return false;
  const auto &Models = P.modelsOf(Call.Text);
  return std::any_of(Models.begin(), Models.end(), [](const Model *M) { return M->Sql && M->Sql->Text != Nowhere; });
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

static void addAll(const Program &P, ExprId List, std::vector<ExprId> &Into, int Depth = 12) {
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
  auto D = P.Declarations.find(X.Text);
  std::string Name = D == P.Declarations.end() ? "" : lastName(P.text(D->second.Qualified));
  if ((Name == "use" || Name == "useRef" || Name == "bind") && X.Operands.size() >= 2) {
    ExprId Named = X.Operands.size() >= 3 ? X.Operands.back() : NoExpr;
    if (Named != NoExpr && P[Named].Kind == Op::Literal && (P[Named].Flags & LiteralIsString))
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

static void applyBind(const Program &P, const Expr &Call, const SqlBind &Bind, QuerySite &Q) {
  ExprId Value = at(Call, Bind.Value);
  if (Value == NoExpr)
    return;
  ExprId Index = Bind.Index == Nowhere ? NoExpr : at(Call, Bind.Index);
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
    if (Position >= 1 && Position < 200) {
      if (Q.Binds.size() < Position)
        Q.Binds.resize(Position, NoExpr);
      Q.Binds[Position - 1] = Value;
    }
    return;
  }
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
    addAll(P, at(Call, How.BindList), Q.Binds);
}

/// The query of a call whose text argument is known, if it reads as SQL.
static std::optional<QuerySite> querySite(const Program &P, const SqlCall &How, ExprId Call) {
  ExprId Text = at(P[Call], How.Text);
  if (Text == NoExpr)
    return std::nullopt;
  QuerySite Q;
  Q.Call = Call;
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
  auto D = P.Declarations.find(Call.Text);
  if (D == P.Declarations.end() || !hasWord(lastName(P.text(D->second.Qualified)),
                                            {"exec", "execute", "query", "sql", "prepare", "prepared", "run",
                                             "statement", "select", "fetch", "once", "update", "execsql", "async"}))
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

static std::optional<QuerySite> queryAt(const Program &P, ExprId Id) {
  const Expr &Call = P[Id];
  if (Call.Kind != Op::Call && Call.Kind != Op::Construct)
    return std::nullopt;
  bool Known = false;
  for (const Model *M : P.modelsOf(Call.Text)) {
    Known |= M->Sql || M->Bind || M->Sink == SinkKind::Log;
    if (M->Sql && M->Sql->Text != Nowhere)
      if (auto Q = querySite(P, *M->Sql, Id))
        return Q;
  }
  if (!Known)
    if (auto How = unknownLibrary(P, Call))
      return querySite(P, *How, Id);
  return std::nullopt;
}

std::vector<QuerySite> queriesOf(const Program &P, const SolvedFunction &F) {
  std::vector<QuerySite> Found;
  for (uint32_t I = 0; I < F.Effects.size(); ++I)
    if (F.Effects[I].What == Event::Kind::Call && F.Effects[I].Value != NoExpr)
      if (auto Q = queryAt(P, F.Effects[I].Value)) {
        Q->Effect = Q->Last = I;
        Found.push_back(std::move(*Q));
      }
  // What follows: binding, executing and reading on the same statement.
  for (QuerySite &Q : Found)
    for (uint32_t I = Q.Effect + 1; I < F.Effects.size(); ++I) {
      const Effect &E = F.Effects[I];
      if (E.What != Event::Kind::Call || E.Value == NoExpr)
        continue;
      const Expr &Call = P[E.Value];
      auto D = P.Declarations.find(Call.Text);
      std::string Name = D == P.Declarations.end() ? "" : lastName(P.text(D->second.Qualified));
      bool Streams = Name == "operator," || Name == "operator<<" || Name == "operator>>";
      if (Streams && !Call.Operands.empty() && isStatementOf(P, Call.Operands[0], Q.Call)) {
        if (Call.Operands.size() > 1)
          embeddedBinds(P, Call.Operands[1], Q);
        Q.Last = I;
        continue;
      }
      for (const Model *M : P.modelsOf(Call.Text)) {
        if (!M->Bind)
          continue;
        ExprId Statement = at(Call, M->Bind->Statement);
        if (Statement != NoExpr && isStatementOf(P, Statement, Q.Call)) {
          applyBind(P, Call, *M->Bind, Q);
          Q.Last = I;
          break;
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
