// crosstalk-unreset-pooled-object for prepared statements: what was bound stays bound when the statement runs again.
//
// In:  values bound to a statement that outlives the request.  Out: those that are bound only where the request brings
// something, for a statement that is executed all the same, and that nothing clears.
#include "rules/Statements.h"
#include "judge/Walk.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using judge::Storage;

/// What an effect empties: the object of a clear(), or what sqlite3_clear_bindings is given.
static ExprId clearedBy(const Program &P, const Effect &E) {
  if (E.What == Event::Kind::Clear)
    return E.Target;
  if (E.What != Event::Kind::Call || E.Value == NoExpr || P[E.Value].Kind != Op::Call)
    return NoExpr;
  const Expr &Call = P[E.Value];
  const auto &Models = P.modelsOf(Call.Text);
  if (std::none_of(Models.begin(), Models.end(), [](const Model *M) { return M->Resets; }))
    return NoExpr;
  ExprId Object = argumentAt(Call, Receiver);
  return Object == NoExpr ? argumentAt(Call, 0) : Object;
}

/// The object that calls were made on: x of "after bind(x): x", on whichever way.
static ExprId handleOf(const Program &P, ExprId E, int Depth = 40) {
  E = P.G.origin(E);
  const Expr &X = P[E];
  if (Depth == 0)
    return E;
  if (X.Kind == Op::Out)
    return handleOf(P, X.Operands[1], Depth - 1);
  if (X.Kind != Op::Choice)
    return E;
  ExprId Then = handleOf(P, X.Operands[1], Depth - 1), Else = handleOf(P, X.Operands[2], Depth - 1);
  return Then == Else ? Then : E;
}

namespace {

/// A value that a call binds to a hole of a statement, named or numbered by a constant.
struct Bound {
  ExprId Statement{}, Index{}, Value{}; ///< no Value: null is bound
};

/// What calls do to the statements of one function.
class Statements {
public:
  Statements(Judgement &J, const SolvedFunction &F) : J(J), P(J.P), F(F) {}

  std::optional<Bound> boundAt(const Effect &E) const {
    return ofModels<Bound>(E, [&](const Model &M, const Expr &Call) -> std::optional<Bound> {
      if (!M.Bind || M.Bind->Index == Nowhere)
        return std::nullopt;
      Bound B{objectAt(Call, M.Bind->Statement), argumentAt(Call, M.Bind->Index), argumentAt(Call, M.Bind->Value)};
      // A text class made of a constant is one.
      while (B.Index != NoExpr && P[B.Index].Kind == Op::Construct && P[B.Index].Operands.size() == 2)
        B.Index = P[B.Index].Operands[1];
      bool Fixed = B.Index != NoExpr && P[B.Index].Kind == Op::Literal;
      return B.Statement != NoExpr && Fixed ? std::optional(B) : std::nullopt;
    });
  }

  /// A statement of the caller's, of which nobody binds that hole again or empties it on the way to some execution.
  bool staysBound(size_t Bind, const Bound &B) const {
    for (size_t I = 0; I < F.Effects.size(); ++I) {
      auto Again = I == Bind ? std::nullopt : boundAt(F.Effects[I]);
      if (Again && Again->Statement == B.Statement && Again->Index == B.Index)
        return false;
      if (isMadeOrCleared(F.Effects[I], B.Statement))
        return false;
    }
    for (size_t I = Bind + 1; I < F.Effects.size(); ++I)
      if (executes(F.Effects[I], B.Statement) && !isImplied(P, F.Effects[Bind].Conditions, F.Effects[I].Conditions))
        return true;
    return false;
  }

  /// Where the statement is kept between requests; nothing for one of the function's own.
  std::optional<Storage> keptIn(const Bound &B) const {
    auto At = J.Where.at(F, B.Statement);
    bool Kept = At && !At->IsLocal && (At->IsStatic || At->IsMember || !At->Owners.empty() || !At->Keys.empty());
    return Kept ? At : std::nullopt;
  }

private:
  template <typename Result, typename Read> std::optional<Result> ofModels(const Effect &E, Read How) const {
    if (E.What != Event::Kind::Call || E.Value == NoExpr || P[E.Value].Kind != Op::Call)
      return std::nullopt;
    for (const Model *M : P.modelsOf(P[E.Value].Text))
      if (auto Found = How(*M, P[E.Value]))
        return Found;
    return std::nullopt;
  }

  ExprId objectAt(const Expr &Call, int Position) const {
    ExprId Object = Position == Nowhere || Position == Result ? NoExpr : argumentAt(Call, Position);
    return Object == NoExpr ? NoExpr : handleOf(P, Object);
  }

  bool executes(const Effect &E, ExprId Statement) const {
    return ofModels<bool>(E,
                          [&](const Model &M, const Expr &Call) -> std::optional<bool> {
                            bool Runs =
                                M.Sql && M.Sql->Text == Nowhere && objectAt(Call, M.Sql->Statement) == Statement;
                            return Runs ? std::optional(true) : std::nullopt;
                          })
        .has_value();
  }

  bool isMadeOrCleared(const Effect &E, ExprId Statement) const {
    ExprId Cleared = clearedBy(P, E);
    return (Cleared != NoExpr && handleOf(P, Cleared) == Statement) ||
           ofModels<bool>(E, [&](const Model &M, const Expr &Call) -> std::optional<bool> {
             bool Prepares = M.Sql && M.Sql->Text != Nowhere && objectAt(Call, M.Sql->Statement) == Statement;
             return Prepares ? std::optional(true) : std::nullopt;
           }).has_value();
  }

  Judgement &J;
  const Program &P;
  const SolvedFunction &F;
};

} // namespace

/// Whether any function empties what is kept there, e.g. when a statement is given back.
static bool isClearedSomewhere(Judgement &J, const Storage &At) {
  return std::any_of(J.P.Functions.begin(), J.P.Functions.end(), [&](const SolvedFunction &F) {
    return std::any_of(F.Effects.begin(), F.Effects.end(), [&](const Effect &E) {
      ExprId Object = clearedBy(J.P, E);
      auto Cleared = Object == NoExpr ? std::nullopt : J.Where.at(F, handleOf(J.P, Object));
      return Cleared && isSameSlot(*Cleared, At);
    });
  });
}

/// The function furthest down that still decides whether the value is bound.
static Site decidedIn(const Program &P, Site S) {
  for (auto B = below(P, S); B && !effect(P, *B).Conditions.empty(); B = below(P, *B))
    S = *B;
  return S;
}

static Finding describeBinding(const Program &P, Site S, const Bound &B, const Storage &At) {
  std::string What = describe(P, B.Value);
  Finding F = make(P, "crosstalk-unreset-pooled-object", S, At.Display, What);
  F.Message = "'" + What + "' stays bound to '" + At.Display +
              "', which runs again for the next request: that one may bind nothing there";
  F.Reasons = {{"principal", "'" + What + "' is bound only when the request at hand brings it", 1.6},
               {"shared", "'" + At.Display + "' is prepared once and executed for every request", 1.4},
               {"base", "prior", -1.6}};
  Flow Value;
  Value.Frames = {{placeOf(P, effect(P, S).At), "'" + What + "' is bound here, under a condition"}};
  F.Flows = {Value};
  F.Exposed = exposed(P, B.Value);
  finish(P, F);
  return F;
}

void reusedStatements(Judgement &J, Findings &Out) {
  const Program &P = J.P;
  std::set<Loc> Told;
  for (uint32_t I = 0; I < P.Functions.size(); ++I) {
    const SolvedFunction &F = P.Functions[I];
    Statements Here(J, F);
    for (uint32_t E = 0; E < F.Effects.size() && isRoot(P, I); ++E) {
      if (F.Effects[E].Conditions.empty())
        continue;
      auto B = Here.boundAt(F.Effects[E]);
      // What the server itself knows is the same for all.
      if (!B || B->Value == NoExpr || !J.Who.fromRequester(B->Value) || !Here.staysBound(E, *B))
        continue;
      auto At = Here.keptIn(*B);
      if (!At || isClearedSomewhere(J, *At))
        continue;
      Site S = decidedIn(P, {I, E});
      if (Told.insert(effect(P, S).At).second)
        Out.push_back(describeBinding(P, S, *B, *At));
    }
  }
}

} // namespace crosstalk::rules
