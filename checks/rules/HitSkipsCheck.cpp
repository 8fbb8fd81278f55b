// crosstalk-cache-hit-skips-check: the permission check guards the fill of a cache, not the hit.
//
// In:  stores into caches whose value is the same for everybody.  Out: those whose fill is behind a check of the
// caller that the way of a hit does not pass.
#include "judge/Guard.h"
#include "rules/Caches.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;

/// "user.role == Role::Editor", "user.isAdmin": the role itself is the right.
static bool asksRole(Judgement &J, ExprId Whole) {
  const Expr &Test = J.P[Whole];
  auto Asked = J.Who.of(Whole);
  if (Test.Kind == Op::Field)
    return Asked && Asked->Kind == judge::PrincipalKind::Role;
  for (int I = 0; I < 2; ++I)
    if (auto Id = J.Who.of(Test.Operands[I]); Id && Id->Kind == judge::PrincipalKind::Role)
      return J.P[Test.Operands[1 - I]].Kind == Op::Literal;
  return false;
}

/// The first condition of the store that asks about a caller whom the key does not name.
static std::optional<judge::Leftover> checkedCaller(Judgement &J, const Effect &E, const judge::KeyCode &Code,
                                                    ExprId &Check) {
  const Program &P = J.P;
  for (const Condition &C : E.Conditions) {
    ExprId Test = P[C.Value].Kind == Op::Not ? P[C.Value].Operands[0] : C.Value;
    if (P[Test].Kind != Op::Call && P[Test].Kind != Op::Compare && P[Test].Kind != Op::Field)
      continue;
    judge::Guards Rights(P, J.Who, {}, {});
    bool Asks = judge::hasWord(P.calleeOf(P[Test]),
                               {"can", "may", "has", "is", "check", "allow", "allowed", "authorize", "authorized",
                                "permitted", "verify", "access", "permission", "admits", "owns"});
    if (P[Test].Kind == Op::Call && !Asks)
      continue;
    if (P[Test].Kind == Op::Compare && !Rights.implies(Test, !C.Negated) && !asksRole(J, Test))
      continue;
    if (P[Test].Kind == Op::Field && !asksRole(J, Test))
      continue;
    auto Left = judge::leftovers(P, J.Who, Test, Code);
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

/// A way out of the function that returns what was found, without the check.
static std::optional<Loc> openHit(Judgement &J, const SolvedFunction &F, const judge::Storage &At, ExprId Check) {
  const Program &P = J.P;
  for (const Effect &E : F.Effects) {
    if (E.What != Event::Kind::Return || E.Value == NoExpr || (E.Flags & EffectLifted))
      continue;
    bool Checked = std::any_of(E.Conditions.begin(), E.Conditions.end(), [&](const Condition &C) {
      return C.Value == Check || (P[C.Value].Kind == Op::Not && P[C.Value].Operands[0] == Check);
    });
    if (Checked)
      continue;
    ExprId V = P.G.origin(E.Value);
    if (P[V].Kind == Op::Choice && (P[V].Operands[0] == Check ||
                                    (P[P[V].Operands[0]].Kind == Op::Not && P[P[V].Operands[0]].Operands[0] == Check)))
      continue;
    for (int I = 0; I < 8 && (P[V].Kind == Op::Field || P[V].Kind == Op::Choice); ++I)
      V = P.G.origin(P[V].Operands[P[V].Kind == Op::Choice ? 1 : 0]);
    if (P[V].Kind != Op::Element)
      continue;
    auto From = J.Where.at(F, P[V].Operands[0]);
    if (From && From->Id == At.Id)
      return E.At;
  }
  return std::nullopt;
}

static std::optional<Finding> judged(Judgement &J, Site S) {
  const Program &P = J.P;
  const SolvedFunction &F = P.Functions[S.Function];
  const Effect &E = effect(P, S);
  if (E.What != Event::Kind::Put || E.Key == NoExpr || E.Value == NoExpr || cachePut(J, S))
    return std::nullopt;
  auto At = J.Where.at(F, E.Target);
  if (!At || At->InElement)
    return std::nullopt;
  judge::Storage Keyed = *At;
  Keyed.Keys.push_back(E.Key);
  auto Kept = keptOnPurpose(J, S, Keyed);
  if (!Kept)
    return std::nullopt;
  judge::KeyCode Code(P, J.Who);
  for (ExprId K : Keyed.Keys)
    Code.add(K);
  ExprId Check = NoExpr;
  auto Caller = checkedCaller(J, E, Code, Check);
  if (!Caller)
    return std::nullopt;
  auto Hit = openHit(J, F, *At, Check);
  if (!Hit)
    return std::nullopt;
  Finding Out = make(P, "crosstalk-cache-hit-skips-check", S, At->Display, describe(P, Caller->Node));
  Out.Key = describe(P, E.Key);
  Out.Message = "'" + describe(P, Check) + "' is asked before '" + At->Display + "' is filled, but a hit under '" +
                Out.Key + "' is returned without it";
  Out.Reasons = {{"principal", Caller->Who.Why, Caller->Who.Weight},
                 *Kept,
                 {"shared", "'" + At->Display + "' is shared between requests", std::clamp(At->Shared, -3.0, 2.0)},
                 {"base", "prior", -2.4}};
  Flow Value{Flow::Kind::Value,
             {{placeOf(P, P[Check].At), "the caller is checked here"},
              {placeOf(P, E.At), "the value is stored here, for everybody"}}};
  Flow Reader{Flow::Kind::Reader, {{placeOf(P, *Hit), "a hit is returned here, unchecked"}}};
  Out.Flows = {Value, keyFlow(P, Keyed.Keys, S), Reader};
  Out.Exposed = exposed(P, E.Value);
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
