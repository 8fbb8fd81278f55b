// What those who call a match decide: whether an element is looked for at all, and what they compare once they have it.
//
// In:  an accepted element.  Out: whether its callers look at a field of it, or leave the search out for some requests.
#include "judge/Walk.h"
#include "rules/Pools.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;

/// The functions that a match is called by, directly or not.
static std::set<uint32_t> callersOf(const Program &P, uint32_t Match) {
  constexpr size_t Most = 64;
  std::set<uint32_t> All;
  std::vector<uint32_t> Open{Match};
  for (size_t I = 0; I < Open.size() && I < Most; ++I)
    for (uint32_t C : P.Functions[Open[I]].Callers)
      if (C != Match && All.insert(C).second)
        Open.push_back(C);
  return All;
}

/// "file->owner.uid == user->uid": a field by the name and the record that the path ends in.
static bool isAtEndOf(const Program &P, const Expr &X, Name Type, const std::string &Path) {
  if (X.Kind != Op::Field || P.text(X.Text) != Path.substr(Path.rfind('.') + 1))
    return false;
  return Path.find('.') != std::string::npos || X.Owner == Type;
}

/// Whether a condition ties the field to anything but a constant.
static bool ties(const Program &P, ExprId Condition, Name Type, const std::string &Path) {
  return judge::reaches(P, Condition, 40, [&](ExprId Part) {
    const Expr &X = P[Part];
    if (X.Kind != Op::Compare)
      return judge::Step::Into;
    bool Ties = false;
    for (int Side = 0; Side < 2; ++Side)
      Ties |= P[X.Operands[1 - Side]].Kind != Op::Literal && isAtEndOf(P, P[P.G.origin(X.Operands[Side])], Type, Path);
    return Ties ? judge::Step::Found : judge::Step::Into;
  });
}

bool isComparedByCallers(const Program &P, const Acceptance &A, const std::string &Path) {
  for (uint32_t Caller : callersOf(P, A.At.Function))
    for (const Effect &E : P.Functions[Caller].Effects)
      for (const Condition &C : E.Conditions)
        if (ties(P, C.Value, A.Type, Path))
          return true;
  return false;
}

/// "!(state->flags & NO_SCAN)": a bit that decides, and nothing of the element.
static bool asksFlag(const Program &P, ExprId Condition) {
  return judge::reaches(P, Condition, 4, [&](ExprId Part) {
    const Expr &X = P[Part];
    bool Bits = X.Kind == Op::Arith && P.text(X.Text) == "&" && X.Operands.size() == 2;
    return Bits ? judge::Step::Found : X.Kind == Op::Not ? judge::Step::Into : judge::Step::Skip;
  });
}

/// A flag of the element says what state it is in; any other was there before it was looked for.
static bool isGate(const Program &P, const Condition &C, ExprId Element) {
  return asksFlag(P, C.Value) && !judge::mentions(P, C.Value, Element);
}

bool isSearchedByFlag(const Program &P, const Acceptance &A) {
  const std::vector<Condition> &Here = effect(P, A.At).Conditions;
  if (std::any_of(Here.begin(), Here.end(), [&](const Condition &C) { return isGate(P, C, A.Element); }))
    return true;
  bool Called = false;
  for (uint32_t Caller : P.Functions[A.At.Function].Callers)
    for (const Effect &E : P.Functions[Caller].Effects) {
      if (!E.Below.valid() || E.Below.Function != A.At.Function)
        continue;
      Called = true;
      if (std::none_of(E.Conditions.begin(), E.Conditions.end(),
                       [&](const Condition &C) { return isGate(P, C, A.Element); }))
        return false;
    }
  return Called;
}

} // namespace crosstalk::rules
