// crosstalk-cache-hit-skips-check: the permission check guards the fill of a cache, not the hit.
//
// In:  stores into caches whose value is the same for everybody.  Out: those whose fill is behind a check of the
// caller that the way of a hit does not pass.
#include "judge/Facts.h"
#include "judge/Guard.h"
#include "judge/Walk.h"
#include "rules/Caches.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;

/// The value of a condition without its negations.
static ExprId asked(const Program &P, ExprId E) {
  while (P[E].Kind == Op::Not)
    E = P[E].Operands[0];
  return E;
}

static bool isUnder(const Program &P, const Effect &E, ExprId Check) {
  return std::any_of(E.Conditions.begin(), E.Conditions.end(),
                     [&](const Condition &C) { return asked(P, C.Value) == Check; });
}

/// Whether the condition that holds at one effect is known not to hold at another.
static bool isRefused(const Program &P, const Effect &E, const Condition &Passed) {
  const judge::Facts Known(P, E.Conditions);
  return Known.known(Passed.Value) == Passed.Negated;
}

/// An answer that is made of something: not a constant such as "denied", nullopt or 403.
static bool hasContent(Judgement &J, ExprId Value) {
  return Value != NoExpr && judge::reaches(J.P, Value, 12, [&](ExprId Part) {
           const Expr &X = J.P[Part];
           bool Made = X.Kind == Op::Param || X.Kind == Op::Field || X.Kind == Op::Element || X.Kind == Op::Each;
           return Made ? judge::Step::Found : judge::Step::Into;
         });
}

/// "if (user.tier != Editor) return denied;": who fails the test gets an answer without content.
static bool turnsAway(Judgement &J, const SolvedFunction &F, const Condition &Passed) {
  return std::any_of(F.Effects.begin(), F.Effects.end(), [&](const Effect &E) {
    bool Leaves = E.What == Event::Kind::Throw || (E.What == Event::Kind::Return && !hasContent(J, E.Value));
    return Leaves && isRefused(J.P, E, Passed);
  });
}

/// "user.role == Role::Editor", "user.isAdmin": the attribute itself is the right.
static bool asksAttribute(Judgement &J, const SolvedFunction &F, const Condition &C, ExprId Test) {
  const Program &P = J.P;
  const Expr &X = P[Test];
  if (X.Kind == Op::Field) {
    auto Asked = J.Who.of(Test);
    return Asked && turnsAway(J, F, C);
  }
  for (int I = 0; I < 2; ++I)
    if (auto Id = J.Who.of(X.Operands[I]); Id && P[X.Operands[1 - I]].Kind == Op::Literal)
      return turnsAway(J, F, C);
  return false;
}

static bool asksRight(Judgement &J, const SolvedFunction &F, const Condition &C, ExprId Test) {
  const Program &P = J.P;
  const Expr &X = P[Test];
  if (X.Kind == Op::Call)
    return judge::hasWord(P.calleeOf(X),
                          {"can", "may", "has", "is", "check", "allow", "allowed", "authorize", "authorized",
                           "permitted", "verify", "access", "permission", "admits", "owns"});
  if (X.Kind != Op::Compare && X.Kind != Op::Field)
    return false;
  judge::Guards Rights(P, J.Who, {}, {});
  return (X.Kind == Op::Compare && Rights.implies(Test, C.Value == Test ? !C.Negated : C.Negated)) ||
         asksAttribute(J, F, C, Test);
}

/// The first condition of the store that asks about a caller whom the key does not name.
static std::optional<judge::Leftover> checkedCaller(Judgement &J, const SolvedFunction &F, const Effect &E,
                                                    const judge::KeyCode &Code, ExprId &Check) {
  for (const Condition &C : E.Conditions) {
    ExprId Test = asked(J.P, C.Value);
    if (!asksRight(J, F, C, Test))
      continue;
    auto Left = judge::leftovers(J.P, J.Who, Test, Code);
    std::erase_if(Left, [](const judge::Leftover &L) {
      return L.Who.Kind == judge::PrincipalKind::Device || L.Who.Weight < 0.9;
    });
    if (!Left.empty()) {
      Check = Test;
      return Left.front();
    }
  }
  return std::nullopt;
}

/// Whether a value is, on some way that the check does not decide, what the storage holds.
static bool givesHit(Judgement &J, const SolvedFunction &F, ExprId Value, const judge::Storage &At, ExprId Check) {
  const Program &P = J.P;
  return judge::reaches(P, Value, 24, [&](ExprId Part) {
    const Expr &X = P[Part];
    if (X.Kind == Op::Compare || X.Kind == Op::Lossy || (X.Kind == Op::Choice && asked(P, X.Operands[0]) == Check))
      return judge::Step::Skip;
    if (X.Kind != Op::Element && X.Kind != Op::Each)
      return judge::Step::Into;
    auto From = J.Where.at(F, X.Operands[0]);
    return From && From->Id == At.Id ? judge::Step::Found : judge::Step::Into;
  });
}

/// A way out of the function that returns what was found, without the check.
static std::optional<Loc> openHit(Judgement &J, const SolvedFunction &F, const judge::Storage &At, ExprId Check) {
  for (const Effect &E : F.Effects)
    if (E.What == Event::Kind::Return && E.Value != NoExpr && !(E.Flags & EffectLifted) && !isUnder(J.P, E, Check) &&
        givesHit(J, F, E.Value, At, Check))
      return E.At;
  return std::nullopt;
}

static std::optional<Finding> judged(Judgement &J, Site S) {
  const Program &P = J.P;
  const SolvedFunction &F = P.Functions[S.Function];
  const Effect &E = effect(P, S);
  CachePut Put;
  if (E.What != Event::Kind::Put || E.Value == NoExpr || cachePut(J, S))
    return std::nullopt;
  auto Kept = storedForLater(J, S, Put);
  const judge::Storage &At = Put.At;
  if (!Kept || Put.Keys.empty() || At.InElement)
    return std::nullopt;
  judge::KeyCode Code(P, J.Who);
  for (ExprId K : Put.Keys)
    Code.add(K);
  ExprId Check = NoExpr;
  auto Caller = checkedCaller(J, F, E, Code, Check);
  if (!Caller)
    return std::nullopt;
  auto Hit = openHit(J, F, At, Check);
  if (!Hit)
    return std::nullopt;
  Finding Out = make(P, "crosstalk-cache-hit-skips-check", S, At.Display, describe(P, Caller->Node));
  Out.Key = describe(P, Put.Keys.back());
  Out.Message = "'" + describe(P, Check) + "' is asked before '" + At.Display + "' is filled, but a hit under '" +
                Out.Key + "' is returned without it";
  Out.Reasons = {{"principal", Caller->Who.Why, Caller->Who.Weight},
                 *Kept,
                 {"shared", "'" + At.Display + "' is shared between requests", std::clamp(At.Shared, -3.0, 2.0)},
                 {"base", "prior", -2.4}};
  // The key says whose entry it is: a hit is without a right only for who lost it since.
  if (Caller->Stale)
    Out.Reasons.push_back(
        {"own-entry", "the key tells callers apart: who lost the right finds what was kept before", -3.4});
  Flow Value{Flow::Kind::Value,
             {{placeOf(P, P[Check].At), "the caller is checked here"},
              {placeOf(P, E.At), "the value is stored here, for everybody"}}};
  Flow Reader{Flow::Kind::Reader, {{placeOf(P, *Hit), "a hit is returned here, unchecked"}}};
  Out.Flows = {Value, keyFlow(P, Put.Keys, S), Reader};
  Out.Exposed = exposed(P, E.Value);
  addReach(J, Out, At);
  finish(P, Out);
  return Out;
}

void cacheHitSkipsCheck(Judgement &J, Findings &Out) {
  // Where nobody above sees the store any more, it was into an object of one request.
  std::set<std::pair<uint32_t, uint32_t>> Lasting;
  for (uint32_t F = 0; F < J.P.Functions.size(); ++F)
    for (uint32_t I = 0; isRoot(J.P, F) && I < J.P.Functions[F].Effects.size(); ++I)
      for (std::optional<Site> S = Site{F, I}; S; S = below(J.P, *S))
        Lasting.insert({S->Function, S->Effect});
  for (auto [F, I] : Lasting)
    if (auto Found = judged(J, {F, I}))
      Out.push_back(std::move(*Found));
}

} // namespace crosstalk::rules
