// See Way.h.
#include "judge/Way.h"
#include <algorithm>
#include <queue>

namespace crosstalk::judge {

using namespace ir;

/// What it costs a reader to go from a part to one of its operands.
static unsigned cost(const Expr &X, size_t Operand) {
  constexpr unsigned Follows = 2, Compared = 6, Decides = 40;
  switch (X.Kind) {
  case Op::Choice:
    return Operand == 0 ? Decides : Follows;
  case Op::Compare:
  case Op::And:
  case Op::Or:
  case Op::Not:
  case Op::Lossy:
  case Op::Arith:
  case Op::Unknown:
    return Compared;
  default:
    return Follows;
  }
}

Ways::Ways(const Program &P, ExprId From, const std::set<ExprId> &Opened) {
  using Entry = std::pair<unsigned, uint32_t>; // cost and part: of two equally cheap parts the older comes first
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> Open;
  At[static_cast<uint32_t>(From)] = {};
  Open.push({0, static_cast<uint32_t>(From)});
  while (!Open.empty()) {
    auto [Cost, Part] = Open.top();
    Open.pop();
    ExprId E{Part};
    if (At[Part].Cost < Cost || !Opened.count(E))
      continue;
    const Expr &X = P[E];
    for (size_t I = 0; I < X.Operands.size(); ++I) {
      if (X.Operands[I] == NoExpr)
        continue;
      unsigned Next = Cost + cost(X, I);
      auto [It, New] = At.try_emplace(static_cast<uint32_t>(X.Operands[I]), Reached{Next, E});
      if (!New && It->second.Cost <= Next)
        continue;
      It->second = {Next, E};
      Open.push({Next, static_cast<uint32_t>(X.Operands[I])});
    }
  }
}

std::vector<ExprId> Ways::to(ExprId Part) const {
  std::vector<ExprId> Way;
  auto It = At.find(static_cast<uint32_t>(Part));
  if (It == At.end())
    return Way;
  for (ExprId E = Part; E != NoExpr; E = At.at(static_cast<uint32_t>(E)).Before)
    Way.push_back(E);
  std::reverse(Way.begin(), Way.end());
  return Way;
}

} // namespace crosstalk::judge
