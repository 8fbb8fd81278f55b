// The way from a value down to a part of it that a reader follows most easily.
//
// In:  the parts that a walk opened.  Out: the cheapest way: what a part is made of before what decides about it.
#pragma once
#include "ir/Program.h"
#include <set>
#include <unordered_map>

namespace crosstalk::judge {

/// All cheapest ways from one value, found once.
///   Ways W(P, Value, Opened); W.to(Principal) // {Value, ..., Principal}
class Ways {
public:
  /// \p Opened are the parts whose operands may be passed on to.
  Ways(const ir::Program &P, ir::ExprId From, const std::set<ir::ExprId> &Opened);

  /// The parts on the way, both ends among them; empty where no way leads there.
  std::vector<ir::ExprId> to(ir::ExprId Part) const;

private:
  struct Reached {
    unsigned Cost = 0;
    ir::ExprId Before{};
  };
  std::unordered_map<uint32_t, Reached> At;
};

} // namespace crosstalk::judge
