// What conditions imply: which values are known true or false on the way to an effect, and which are equal.
//
// In:  conditions.  Out: literals, equalities, and values with decided choices taken out.
#pragma once
#include "ir/Program.h"
#include <vector>

namespace crosstalk::judge {

/// Values known to be true or false.
class Facts {
public:
  Facts(const ir::Program &P, const std::vector<ir::Condition> &Conditions);

  void assume(ir::ExprId E, bool True, int Depth = 24);
  /// True, false, or not known.
  std::optional<bool> known(ir::ExprId E, int Depth = 8) const;
  /// Whether nothing is known.
  bool empty() const { return Literals.empty(); }
  /// Pairs that are equal here; NoCase for those equal but for letter case.
  struct Equality {
    ir::ExprId Left, Right;
    bool NoCase = false;
  };
  const std::vector<Equality> &equalities() const { return Equalities; }

private:
  std::optional<bool> knownOfBoth(const ir::Expr &X, int Depth) const;
  std::optional<bool> literal(ir::ExprId E) const;
  void note(ir::ExprId E, bool True);
  bool assumeOfChoice(const ir::Expr &Compare, bool True, int Depth);

  const ir::Program &P;
  std::vector<std::pair<ir::ExprId, bool>> Literals; ///< sorted; the first thing said of a value stays
  std::vector<Equality> Equalities;
};

/// The truth of a constant, or nothing.
std::optional<bool> constantTruth(const ir::Program &P, ir::ExprId E);

/// Whether two constants are in a relation, or nothing where one of them is no constant.
std::optional<bool> constantRelation(const ir::Program &P, ir::Relation R, ir::ExprId Left, ir::ExprId Right);

/// The value with all choices that the facts decide taken out. Adds nodes to the program's graph.
ir::ExprId specialise(const ir::Program &P, ir::ExprId E, const Facts &Known);

} // namespace crosstalk::judge
