// Caches whose hits are checked: the entry says what it was made of, and the caller's right to that is asked again.
//
// In:  a storage.  Out: whether each function that gives an element out turns away who has no right to it.
#include "judge/Guard.h"
#include "judge/Walk.h"
#include "rules/Caches.h"
#include "rules/FetchParts.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;

/// The elements of a storage that a value is or holds.
static std::vector<ExprId> elementsIn(Judgement &J, const SolvedFunction &F, ExprId Value, const judge::Storage &At) {
  std::vector<ExprId> Found;
  judge::reaches(J.P, Value, 12, [&](ExprId Part) {
    const Expr &X = J.P[Part];
    if (X.Kind == Op::Compare)
      return judge::Step::Skip;
    auto From = X.Kind == Op::Element ? J.Where.at(F, X.Operands[0]) : std::nullopt;
    if (!From || From->Id != At.Id)
      return judge::Step::Into;
    Found.push_back(Part);
    return judge::Step::Skip;
  });
  return Found;
}

/// "hit != end()": that the element is there says nothing of whom it is for.
static bool asksPresence(const Program &P, ExprId Test, const std::vector<ExprId> &Given) {
  const Expr &X = P[Test];
  if (std::find(Given.begin(), Given.end(), Test) != Given.end())
    return true;
  return (X.Kind == Op::Not || X.Kind == Op::Compare) &&
         std::all_of(X.Operands.begin(), X.Operands.end(),
                     [&](ExprId O) { return P[O].Kind == Op::Literal || asksPresence(P, O, Given); });
}

bool isAskedAtHit(Judgement &J, const judge::Storage &At) {
  bool IsGiven = false;
  for (const SolvedFunction &F : J.P.Functions)
    for (uint32_t I = 0; I < F.Effects.size(); ++I) {
      const Effect &E = F.Effects[I];
      if (E.What != Event::Kind::Return || E.Value == NoExpr)
        continue;
      std::vector<ExprId> Given = elementsIn(J, F, E.Value, At);
      if (Given.empty())
        continue;
      std::vector<Condition> Asked = conditionsAt(J.P, F, I);
      std::erase_if(Asked, [&](const Condition &C) { return asksPresence(J.P, C.Value, Given); });
      if (!judge::Guards(J.P, J.Who, Given, {}).implied(Asked))
        return false;
      IsGiven = true;
    }
  return IsGiven;
}

} // namespace crosstalk::rules
