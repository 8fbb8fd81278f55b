// Loops over the elements of a range.
//
// In:  "for (auto &x : range)".  Out: the loop for some element; for elements that are written out, one after the
// other; what the body does to elements of a container of its own is in the container after it. A range that is a
// pair of iterators is here as well, and what a search by hand leaves in its variable.
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

/// "map.equal_range(key)": the way from one of what is held under the key to the end of it.
ExprId Lowering::iteratorPair(ExprId Held, QualType Pair, SourceLocation At) {
  ir::Expr Some;
  Some.Kind = Op::Each;
  Some.Type = G[Held].Type;
  Some.At = Names.loc(At);
  Some.Operands = {Held};
  ir::Expr Both;
  Both.Kind = Op::Record;
  Both.Type = Names.type(Pair);
  Both.At = Some.At;
  ir::Expr First, Second;
  First.Text = Names.name("first");
  Second.Text = Names.name("second");
  First.At = Second.At = Some.At;
  ExprId Begun = G.with(G.add(std::move(Both)), First, G.add(std::move(Some)));
  return G.with(Begun, Second, literal("null", At, ir::LiteralIsNull));
}

/// The conditions of "a && b && c", in order.
static void conjuncts(const clang::Expr *E, std::vector<const clang::Expr *> &Into) {
  const auto *Both = dyn_cast<BinaryOperator>(E->IgnoreParenImpCasts());
  if (!Both || Both->getOpcode() != BO_LAnd)
    return Into.push_back(E->IgnoreParenImpCasts());
  conjuncts(Both->getLHS(), Into);
  conjuncts(Both->getRHS(), Into);
}

/// A local variable that leads from one element to the next: a pointer or an iterator.
static const VarDecl *cursor(const clang::Expr *E) {
  const auto *Named = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  const auto *V = Named ? dyn_cast<VarDecl>(Named->getDecl()) : nullptr;
  bool Leads = V && V->hasLocalStorage() && (V->getType()->isPointerType() || isIterator(V->getType()));
  return Leads ? V : nullptr;
}

/// The two sides of "at != end"; nothing for another test.
static std::pair<const clang::Expr *, const clang::Expr *> unequal(const clang::Expr *E) {
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->getOpcode() == BO_NE)
    return {B->getLHS(), B->getRHS()};
  if (const auto *C = dyn_cast<CXXOperatorCallExpr>(E);
      C && C->getOperator() == OO_ExclaimEqual && C->getNumArgs() == 2)
    return {C->getArg(0), C->getArg(1)};
  if (const auto *R = dyn_cast<CXXRewrittenBinaryOperator>(E); R && R->getOperator() == BO_NE)
    return {R->getLHS(), R->getRHS()};
  return {nullptr, nullptr};
}

/// "at->next": only where the loop stands, nothing of the element.
static bool isLink(const clang::Expr *E) { return isa<MemberExpr>(E) && E->getType()->isPointerType(); }

/// After "while (at && at->id != id) at = at->next;" the variable leads to an element that the loop did not pass by, or
/// to nothing; after "for (at = head; at; at = at->next)", which no break left, to nothing.
void Lowering::endSearch(const clang::Expr *Condition, SourceLocation At) {
  std::vector<const clang::Expr *> Tests;
  conjuncts(Condition, Tests);
  auto [Left, Right] = unequal(Tests.front());
  const VarDecl *V = cursor(Left ? Left : Tests.front());
  auto Kept = V ? Places.find(V) : Places.end();
  if (Kept == Places.end() || std::any_of(Tests.begin() + 1, Tests.end(), isLink))
    return;
  ++DryRun;
  bool Ends = !Left || isAtEnd(value(Right));
  ExprId GoesOn = NoExpr;
  for (size_t I = 1; Ends && I < Tests.size(); ++I)
    GoesOn = I == 1 ? value(Tests[I]) : G.logic(Op::And, GoesOn, value(Tests[I]), Names.loc(At));
  --DryRun;
  if (!Ends)
    return;
  ExprId End = literal("null", At, ir::LiteralIsNull), Here = load(Kept->second);
  store(Kept->second, GoesOn == NoExpr ? End : G.choice(GoesOn, End, Here, Names.loc(At)));
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
