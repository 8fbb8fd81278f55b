// Putting a callee's value into its caller: parameters become arguments, and what that makes simple is simplified.
//
// In:  a value in terms of a callee's parameters, the arguments of one call.  Out: the value in the caller's terms.
// Invariant: over its budget, or that of the function, the value becomes Unknown of the arguments: more dependence,
// nothing encoded.
#pragma once
#include "ir/Program.h"
#include <functional>

namespace crosstalk::link {

class Substitution {
public:
  /// Resolve is asked for calls whose callee became known, and gives their value or nothing.
  using Resolver = std::function<ir::ExprId(ir::ExprId Call)>;

  /// Left are the steps that all substitutions for one function may still take, Cuts counts the values that a budget
  /// made Unknown.
  Substitution(ir::Program &P, ir::ExprId Receiver, std::vector<ir::ExprId> Arguments, Resolver Resolve, unsigned &Left,
               unsigned &Cuts)
      : P(P), Receiver(Receiver), Arguments(std::move(Arguments)), Resolve(std::move(Resolve)), Left(Left), Cuts(Cuts) {
  }

  ir::ExprId operator()(ir::ExprId E);
  /// The same for where a callee's effect takes place: a field that was written before is still that field, not what
  /// was written; what the effect does to the object that a field refers to, it does to that object.
  ir::ExprId place(const ir::Effect &From);
  /// Whether what the effect takes place in is, where it is called, an object that an earlier turn of a loop has used.
  bool isKept(const ir::Effect &From);
  std::vector<ir::Condition> conditions(const std::vector<ir::Condition> &From);

private:
  ir::ExprId rebuild(ir::ExprId E);

  ir::Program &P;
  ir::ExprId Receiver;
  std::vector<ir::ExprId> Arguments;
  Resolver Resolve;
  std::unordered_map<uint32_t, ir::ExprId> Done;
  unsigned Steps = 0;
  unsigned &Left;
  unsigned &Cuts;
};

/// Adds a node with new operands, through the simplifying constructors.
ir::ExprId rebuildNode(ir::Graph &G, const ir::Expr &Shape, std::vector<ir::ExprId> Operands);

/// A field of a closure: what was captured. Null if the expression is no such field.
ir::ExprId capturedValue(const ir::Program &P, const ir::Expr &Lambda, ir::Name Field);

} // namespace crosstalk::link
