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

  /// What these calls found are other rows, which say nothing about the object: whoever owns order 7 need not own
  /// item 7.
  void ignore(std::vector<ir::ExprId> Calls) { Ignored = std::move(Calls); }
  /// The object names its readers itself: that the caller may use what it is a part of says nothing.
  void onlyReaders() { HasReaders = true; }
  /// The condition, with this truth, implies that the caller may use the object.
  bool implies(ir::ExprId Condition, bool True, int Depth = 30);
  bool implied(const std::vector<ir::Condition> &Conditions);
  /// Some content of the object gets into the value without a guard on the way.
  bool leaks(ir::ExprId Value);
  bool concerns(ir::ExprId E);

private:
  bool hasPrincipal(ir::ExprId E, int Depth = 14);
  bool namesCaller(ir::ExprId E);
  bool saysPublic(ir::ExprId E);
  bool areNobodys(ir::ExprId A, ir::ExprId B);
  bool impliesPresence(ir::ExprId E, bool There, int Depth);
  bool saysOfCaller(ir::ExprId E, bool True);
  /// A comparison with a constant, and how it turned out.
  struct StatusTest {
    ir::Relation Is;
    ir::ExprId Status;
    bool StatusFirst, True;
  };
  /// How an answer that passes a test was come by: it was not, only by those who are excused, past a guard, or anyhow.
  enum class Passing : uint8_t { Never, Excused, Guarded, Open };
  Passing passing(ir::ExprId Value, const StatusTest &Test, int Depth);
  bool impliesStatus(ir::ExprId Value, const StatusTest &Test, int Depth);
  bool isInGroup(const ir::Expr &X);
  bool asksForRoot(const ir::Expr &Compare);
  bool isRight(ir::ExprId E);
  bool isOffice(ir::ExprId E);
  bool isClaim(ir::ExprId E);
  std::vector<ir::ExprId> equalTo(const std::vector<ir::Condition> &Conditions);
  bool isPresence(ir::ExprId E);

  const ir::Program &P;
  Identities &Who;
  std::vector<ir::ExprId> Objects, Selectors, Ignored;
  std::map<ir::ExprId, bool> Concern, Principal;
  std::map<ir::ExprId, bool> Leak;
  bool HasReaders = false;
};

/// A principal in the value, outside the given parts of it, that is not merely claimed by the request.
bool dependsOnPrincipal(const ir::Program &P, Identities &Who, ir::ExprId E, int Depth = 14,
                        const std::vector<ir::ExprId> &Without = {});

} // namespace crosstalk::judge
