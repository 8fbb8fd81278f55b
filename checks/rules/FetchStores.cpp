// Stores of owned things, known by what some code does with them: it takes an element out by a request's id and
// compares it with the caller. Other code that overwrites such an element should have compared too.
//
// In:  accesses to storages that requests share.  Out: which storages are owned, and overwriting that asks nobody.
#include "judge/Walk.h"
#include "rules/FetchParts.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using sql::HoleNature;

std::string externalId(const Model &M) { return "external:" + M.Library; }

/// The storage that an effect takes an element out of, and the element.
static std::optional<std::pair<std::string, std::vector<ExprId>>> takenOut(Judgement &J, const SolvedFunction &F,
                                                                           const Effect &E) {
  const Program &P = J.P;
  if (E.Value == NoExpr)
    return std::nullopt;
  if (E.What == Event::Kind::Get && E.Key != NoExpr && E.Target != NoExpr &&
      natureOf(J, E.Key) == HoleNature::RequestId)
    if (auto At = J.Where.at(F, E.Target); At && !At->IsLocal)
      return std::pair(At->Id, std::vector<ExprId>{E.Value, P.G.element(E.Target, E.Key, E.At, P[E.Value].Type)});
  if (E.What == Event::Kind::Call && P[E.Value].Kind == Op::Call)
    for (const Model *M : P.modelsOf(P[E.Value].Text))
      if (M->Storage && M->Storage->External && natureOf(J, E.Value) != HoleNature::Constant)
        return std::pair(externalId(*M), std::vector<ExprId>{E.Value});
  return std::nullopt;
}

/// Whether the element itself is in a value: what another look-up finds by it is something else.
static bool isMadeOf(const Program &P, ExprId Value, const std::vector<ExprId> &Element) {
  std::vector<ExprId> Open{Value};
  for (size_t I = 0; I < Open.size() && I < 400; ++I) {
    if (std::find(Element.begin(), Element.end(), Open[I]) != Element.end())
      return true;
    const Expr &X = P[Open[I]];
    size_t Count = X.Kind == Op::Element ? 1 : X.Operands.size();
    for (size_t O = 0; O < Count; ++O)
      if (X.Operands[O] != NoExpr && std::find(Open.begin(), Open.end(), X.Operands[O]) == Open.end())
        Open.push_back(X.Operands[O]);
  }
  return false;
}

/// "if (survey.owner != caller) return": a condition compares something in the element itself with the caller.
static bool isCompared(Judgement &J, const SolvedFunction &F, const std::vector<ExprId> &Element) {
  const Program &P = J.P;
  auto Tied = [&](ExprId Own, ExprId Other) {
    // Where a player is, or what it is in, is not who it is.
    const Expr &X = P[Other];
    bool Attribute = X.Kind == Op::Field && J.Who.ofType(P[X.Operands[0]].Type) && !J.Who.ofType(X.Type) &&
                     !judge::tellsApart(J.Who, P.text(X.Text));
    return !Attribute && isMadeOf(P, Own, Element) && !judge::mentions(P, Other, Element) &&
           judge::dependsOnPrincipal(P, J.Who, Other);
  };
  auto Compares = [&](ExprId Part) {
    const Expr &X = P[Part];
    if (X.Kind == Op::Compare && (Tied(X.Operands[0], X.Operands[1]) || Tied(X.Operands[1], X.Operands[0])))
      return judge::Step::Found;
    bool Decides = X.Kind == Op::Compare || X.Kind == Op::Not || X.Kind == Op::And || X.Kind == Op::Or;
    return Decides || X.Kind == Op::Choice ? judge::Step::Into : judge::Step::Skip;
  };
  return std::any_of(F.Effects.begin(), F.Effects.end(), [&](const Effect &E) {
    return std::any_of(E.Conditions.begin(), E.Conditions.end(),
                       [&](const Condition &C) { return judge::reaches(P, C.Value, 12, Compares); });
  });
}

bool isOwnedStore(Judgement &J, const std::string &StorageId) {
  if (!J.OwnedStores) {
    J.OwnedStores.emplace();
    for (const SolvedFunction &F : J.P.Functions)
      for (const Effect &E : principalInScope(J, F) ? llvm::ArrayRef(F.Effects) : llvm::ArrayRef<Effect>())
        if (auto Taken = takenOut(J, F, E); Taken && !J.OwnedStores->count(Taken->first))
          if (isCompared(J, F, Taken->second))
            J.OwnedStores->insert(Taken->first);
  }
  return J.OwnedStores->count(StorageId);
}

/// What the function took out under the same key before.
static std::vector<ExprId> takenUnder(const SolvedFunction &F, const Effect &Put) {
  std::vector<ExprId> Found;
  for (const Effect &E : F.Effects)
    if (E.What == Event::Kind::Get && E.Key == Put.Key && E.Value != NoExpr)
      Found.push_back(E.Value);
  return Found;
}

std::optional<OpenFetch> overwrite(Judgement &J, Site S) {
  const Program &P = J.P;
  const SolvedFunction &F = P.Functions[S.Function];
  const Effect &E = effect(P, S);
  if (E.What != Event::Kind::Put || E.Key == NoExpr || E.Value == NoExpr || E.Target == NoExpr ||
      (E.Flags & EventIfAbsent) || natureOf(J, E.Key) != HoleNature::RequestId)
    return std::nullopt;
  auto At = J.Where.at(F, E.Target);
  auto Scope = principalAround(J, F, S.Effect);
  if (!At || At->IsLocal || !Scope || !isOwnedStore(J, At->Id))
    return std::nullopt;
  // Whom the record names that is put in: not who asks.
  if (P.G.root(Scope->Node) == P.G.root(E.Value))
    return std::nullopt;
  if (std::any_of(At->Keys.begin(), At->Keys.end(),
                  [&](ExprId Outer) { return natureOf(J, Outer) == HoleNature::Principal; }))
    return std::nullopt;
  OpenFetch Open;
  Open.Objects = takenUnder(F, E);
  Open.Objects.push_back(P.G.element(E.Target, E.Key, E.At, P[E.Value].Type));
  judge::Guards Guard(P, J.Who, Open.Objects, {E.Key});
  bool Absent = std::any_of(E.Conditions.begin(), E.Conditions.end(), [&](const Condition &C) {
    return presence(P, C.Value, Open.Objects, !C.Negated) == false;
  });
  // Who compares first and puts in the caller's own when it is another's refills a cache.
  if (Absent || Guard.implied(E.Conditions) || isCompared(J, F, Open.Objects))
    return std::nullopt;
  Open.Rule = "crosstalk-unscoped-write";
  Open.Entity = "'" + At->Display + "'";
  Open.Picked = E.Key;
  Open.Selector = describe(P, E.Key);
  addObjectReasons(J, Open, Scope, "", -1.7);
  Open.Reasons.push_back({"siblings", "other code compares the owner of what is in " + Open.Entity, 1.2});
  return Open;
}

} // namespace crosstalk::rules
