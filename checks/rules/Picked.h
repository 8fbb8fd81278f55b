// Elements that are picked within a value: "found = match(at) ? &at : nullptr", each with the tests that decide.
//
// In:  a value, and what counts as an element.  Out: the elements in it, under the choices on the way to each.
#pragma once
#include "rules/Rule.h"
#include <functional>

namespace crosstalk::rules {

/// An element, and all that holds where it is picked.
struct Picked {
  ir::ExprId Element{};
  std::vector<ir::Condition> Conditions;
};

class Picking {
public:
  Picking(const ir::Program &P, std::function<bool(ir::ExprId)> IsElement) : P(P), IsElement(std::move(IsElement)) {}

  /// The elements in a value, at most 40; what holds around the value comes first among their conditions.
  std::vector<Picked> in(ir::ExprId Value, const std::vector<ir::Condition> &Around);
  /// Whether a value has an element anywhere in it.
  bool holds(ir::ExprId E);

private:
  void visit(ir::ExprId E);

  const ir::Program &P;
  std::function<bool(ir::ExprId)> IsElement;
  std::vector<int8_t> Holds;                        ///< by expression: -1 where not yet asked
  std::set<std::pair<ir::ExprId, ir::ExprId>> Seen; ///< a part, and the condition it was reached under
  Picked Here;
  std::vector<Picked> Found;
};

} // namespace crosstalk::rules
