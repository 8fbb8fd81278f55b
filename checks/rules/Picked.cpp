// See Picked.h.
#include "rules/Picked.h"
#include "judge/Storage.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;

static constexpr size_t MostParts = 2000, MostFound = 40, MostConditions = 64;

std::vector<Picked> Picking::in(ExprId Value, const std::vector<Condition> &Around) {
  Seen.clear();
  Found.clear();
  Here = {NoExpr, Around};
  visit(Value);
  return std::move(Found);
}

bool Picking::holds(ExprId E) {
  if (E == NoExpr)
    return false;
  const auto Index = static_cast<size_t>(E);
  if (Index >= Holds.size())
    Holds.resize(std::max(Index + 1, P.G.size()), -1);
  if (Holds[Index] >= 0)
    return Holds[Index];
  Holds[Index] = false;
  const std::vector<ExprId> Parts = P[E].Operands;
  bool Any = IsElement(E) || std::any_of(Parts.begin(), Parts.end(), [&](ExprId O) { return holds(O); });
  return Holds[Index] = Any;
}

void Picking::visit(ExprId E) {
  ExprId Last = Here.Conditions.empty() ? NoExpr : Here.Conditions.back().Value;
  bool Full = Seen.size() > MostParts || Found.size() > MostFound || Here.Conditions.size() > MostConditions;
  if (!holds(E) || Full || !Seen.insert({E, Last}).second)
    return;
  const Expr X = P[E];
  if (IsElement(E)) {
    Here.Element = E;
    Found.push_back(Here);
    return;
  }
  switch (X.Kind) {
  case Op::Compare:
  case Op::Not:
  case Op::And:
  case Op::Or:
  case Op::Lossy:
  case Op::KeyOf:
    return; // a yes, a no or a number is not the element
  case Op::Choice:
    for (int Arm : {1, 2}) {
      Here.Conditions.push_back({X.Operands[0], Arm == 2});
      visit(X.Operands[Arm]);
      Here.Conditions.pop_back();
    }
    return;
  case Op::With:
    visit(X.Operands[0]);
    if (!judge::linksOn(P, X)) // what it is put in front of is not picked
      visit(X.Operands[1]);
    return;
  default:
    for (ExprId O : X.Operands)
      visit(O);
  }
}

} // namespace crosstalk::rules
