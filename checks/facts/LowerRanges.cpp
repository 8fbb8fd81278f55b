// Loops over the elements of a range.
//
// In:  "for (auto &x : range)".  Out: the loop for some element; for elements that are written out, one after the
// other; what the body does to elements of a container of its own is in the container after it.
#include "facts/Lowering.h"

using namespace clang;

namespace crosstalk::facts {

using ir::ExprId;
using ir::NoExpr;
using ir::Op;

/// The elements of a sequence that was written out: "{user.id, query}"; nothing for any other.
std::optional<std::vector<ExprId>> Lowering::listed(ExprId Sequence) const {
  constexpr size_t Most = 8;
  std::vector<ExprId> Elements;
  while (G.kind(Sequence) == Op::Insert && G[Sequence].Operands[1] == NoExpr && Elements.size() <= Most) {
    Elements.push_back(G[Sequence].Operands[2]);
    Sequence = G[Sequence].Operands[0];
  }
  if (Elements.empty() || Elements.size() > Most || G.kind(Sequence) != Op::Record || !G[Sequence].Operands.empty())
    return std::nullopt;
  std::reverse(Elements.begin(), Elements.end());
  return Elements;
}

static bool mayLeaveLoop(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (isa<BreakStmt, ContinueStmt, ReturnStmt, GotoStmt, CoreturnStmt, CXXThrowExpr>(S))
    return true;
  return std::any_of(S->child_begin(), S->child_end(), mayLeaveLoop);
}

/// A loop over elements that are known, one after the other.
void Lowering::unrolled(const CXXForRangeStmt *S, const std::vector<ExprId> &Elements) {
  ++LoopDepth;
  for (ExprId Element : Elements) {
    Places[S->getLoopVariable()] = Element;
    statement(S->getBody());
  }
  --LoopDepth;
}

void Lowering::rangeFor(const CXXForRangeStmt *S) {
  if (S->getInit())
    statement(S->getInit());
  ExprId Range = place(S->getRangeInit());
  ExprId Content = rvalue(Range);
  const VarDecl *V = S->getLoopVariable();
  if (auto Elements = listed(Content); Elements && V->getType().getNonReferenceType().isConstQualified() &&
                                       !isa<DecompositionDecl>(V) && !mayLeaveLoop(S->getBody()))
    return unrolled(S, *Elements);
  ir::Expr E;
  E.Kind = Op::Each;
  E.Index = NextIndex++;
  E.Type = Names.type(V->getType());
  E.Hint = Names.name(V->getName());
  E.At = Names.loc(S->getForLoc());
  E.Operands = {isOutside(Range) ? Range : Content};
  ExprId Element = G.add(E);
  QualType T = V->getType();
  bool Changes = T->isReferenceType() && !T->getPointeeType().isConstQualified() && isOwnObject(G.root(Range));
  if (const auto *D = dyn_cast<DecompositionDecl>(V)) {
    bindings(D, Element);
  } else if (Changes) {
    Places[V] = fresh(Op::Local, T.getNonReferenceType(), V->getLocation(), V->getName());
    store(Places[V], Element);
  } else {
    Places[V] = Element;
  }
  loop(S, nullptr, nullptr, nullptr, S->getBody(), true);
  // What the body did to the elements of a container of its own is in there.
  if (ExprId After = Changes && Places.count(V) ? load(Places[V]) : Element; After != Element)
    store(Range, G.insert(load(Range), NoExpr, After, E.At));
}

} // namespace crosstalk::facts
