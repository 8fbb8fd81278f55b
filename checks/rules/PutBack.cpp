// Slots that hold somebody for the length of a call only: afterwards the function puts back what was there before.
//
// In:  a store into a slot, and the effects around it in each function on the way down to it.
// Out: whether a later one of the same function undoes it. What other threads see meanwhile is not asked here.
#include "judge/Walk.h"
#include "rules/Slots.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using judge::Storage;

/// "plugin->setUser(before)": the place gets what it held on entry.
static bool putsBack(const Program &P, const Effect &E) {
  if (E.What != Event::Kind::Store || E.Target == NoExpr || E.Value == NoExpr)
    return false;
  const ExprId Place = P.G.origin(E.Target);
  const bool Slot = P[Place].Kind == Op::Field || P[Place].Kind == Op::Global;
  return Slot && judge::specialise(P, E.Value, judge::Facts(P, E.Conditions)) == Place;
}

/// A way out of the function itself.
static bool leaves(const Effect &E) {
  return !(E.Flags & EffectLifted) && (E.What == Event::Kind::Return || E.What == Event::Kind::Throw);
}

static bool isPutBackIn(const Program &P, const SolvedFunction &F, size_t At) {
  const Effect &First = F.Effects[At];
  if (putsBack(P, First))
    return true;
  auto Undoes = [&](const Effect &E) {
    return putsBack(P, E) && P.G.origin(E.Target) == P.G.origin(First.Target) &&
           isImplied(P, E.Conditions, First.Conditions);
  };
  const auto Rest = F.Effects.begin() + static_cast<ptrdiff_t>(At) + 1;
  const auto Back = std::find_if(Rest, F.Effects.end(), Undoes);
  return Back != F.Effects.end() && std::none_of(Rest, Back, leaves);
}

bool isPutBack(Judgement &J, Site S) {
  const Effect &E = effect(J.P, S);
  if (E.What != Event::Kind::Store || E.Target == NoExpr)
    return false;
  for (std::optional<Site> Here = S; Here; Here = below(J.P, *Here))
    if (isPutBackIn(J.P, J.P.Functions[Here->Function], Here->Effect))
      return true;
  return false;
}

} // namespace crosstalk::rules
