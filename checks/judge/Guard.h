// Guards: does a condition tie the object at hand to the caller?
//
// In:  a condition or a value, the object that was fetched, the id it was fetched by.
// Out: whether every use of the object is behind a test of it against the principal, or behind an operator's right.
#pragma once
#include "judge/Identity.h"

namespace crosstalk::judge {

class Guards {
public:
  Guards(const ir::Program &P, Identities &Who, std::vector<ir::ExprId> Objects, std::vector<ir::ExprId> Selectors);

  /// The condition, with this truth, implies that the caller may use the object.
  bool implies(ir::ExprId Condition, bool True, int Depth = 30);
  bool implied(const std::vector<ir::Condition> &Conditions);
  /// Some content of the object gets into the value without a guard on the way.
  bool leaks(ir::ExprId Value);
  bool concerns(ir::ExprId E);

private:
  bool hasPrincipal(ir::ExprId E, int Depth = 14);
  bool saysPublic(ir::ExprId E);
  bool impliesStatus(ir::ExprId Value, ir::ExprId Status, bool Equal, int Depth);
  bool isRight(ir::ExprId E);
  bool isClaim(ir::ExprId E);
  std::vector<ir::ExprId> equalTo(const std::vector<ir::Condition> &Conditions);
  bool isPresence(ir::ExprId E);

  const ir::Program &P;
  Identities &Who;
  std::vector<ir::ExprId> Objects, Selectors;
  std::map<ir::ExprId, bool> Concern, Principal;
  std::map<ir::ExprId, bool> Leak;
};

/// A principal in the value that is not merely claimed by the request.
bool dependsOnPrincipal(const ir::Program &P, Identities &Who, ir::ExprId E, int Depth = 14);

} // namespace crosstalk::judge
