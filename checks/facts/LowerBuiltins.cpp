// The language's own operators: pointers, arithmetic, comparison, assignment, logic and the conditional.
//
// In:  an operator on plain values.  Out: its value, with an event where it stores outside the function.
// Not here: overloaded operators, which are calls.
#include "facts/Lowering.h"

using namespace clang;

namespace crosstalk::facts {

using ir::ExprId;
using ir::NoExpr;
using ir::Op;

ExprId Lowering::unary(const UnaryOperator *E) {
  SourceLocation At = E->getExprLoc();
  switch (E->getOpcode()) {
  case UO_AddrOf:
    return place(E->getSubExpr());
  case UO_Deref:
    return pointee(place(E->getSubExpr()));
  case UO_LNot:
    return G.negate(value(E->getSubExpr()));
  case UO_PostInc:
  case UO_PreInc:
  case UO_PostDec:
  case UO_PreDec: {
    ExprId Where = place(E->getSubExpr());
    ExprId Old = rvalue(Where);
    if (E->getType()->isPointerType())
      return Old;
    ExprId Value = G.nary(Op::Lossy, Names.name("count"), {Old}, Names.loc(At));
    assign(Where, Value, At);
    return Old;
  }
  case UO_Plus:
  case UO_Extension:
  case UO_Real:
  case UO_Imag:
  case UO_Coawait:
    return place(E->getSubExpr());
  case UO_Minus:
  case UO_Not: {
    ExprId Inner = value(E->getSubExpr());
    // "-13", the way C says that something failed, is a constant as any.
    if (E->getOpcode() == UO_Minus && isa<IntegerLiteral>(bare(E->getSubExpr())))
      return literal("-" + std::string(Names.Unit->text(G[Inner].Text)), At);
    return G.nary(Op::Arith, Names.name("-"), {Inner}, Names.loc(At));
  }
  }
  return unknown({value(E->getSubExpr())}, At);
}

ExprId Lowering::compareValues(BinaryOperatorKind Op, ExprId L, ExprId R, SourceLocation At) {
  ir::Loc Where = Names.loc(At);
  auto IsZero = [&](ExprId E) {
    const std::string &Text = Names.Unit->text(G[E].Text);
    return G.kind(E) == ir::Op::Literal && (Text == "0" || Text == "false" || Text == "null");
  };
  if (Op == BO_EQ || Op == BO_NE) {
    // "strcmp(a, b) == 0": the call is already a truth value, true when they differ.
    ExprId Truth = G.isBoolean(L) && IsZero(R) ? L : G.isBoolean(R) && IsZero(L) ? R : NoExpr;
    if (Truth != NoExpr)
      return Op == BO_EQ ? G.negate(Truth) : Truth;
    return G.compare(Op == BO_EQ ? ir::Relation::Equal : ir::Relation::NotEqual, L, R, Where);
  }
  const bool Turned = Op == BO_GT || Op == BO_LE; // "a > b" is "b < a", and "a >= b" its opposite
  ExprId Less = Turned ? G.compare(ir::Relation::Less, R, L, Where) : G.compare(ir::Relation::Less, L, R, Where);
  return Op == BO_LE || Op == BO_GE ? G.negate(Less) : Less;
}

/// "*end = 0", "*to++ = c": one character somewhere in a text is not the text. What an array or a parameter points to
/// is its start.
static bool isInsideText(const clang::Expr *E) {
  const auto *Deref = dyn_cast<UnaryOperator>(bare(E));
  if (!Deref || Deref->getOpcode() != UO_Deref || !Deref->getType()->isAnyCharacterType())
    return false;
  const clang::Expr *Pointer = bare(Deref->getSubExpr());
  const auto *Variable = dyn_cast<DeclRefExpr>(Pointer);
  return isa<UnaryOperator>(Pointer) || isa<BinaryOperator>(Pointer) ||
         (Variable && isa<VarDecl>(Variable->getDecl()) && !isa<ParmVarDecl>(Variable->getDecl()) &&
          Variable->getType()->isPointerType());
}

/// The 0 that ends a text of C.
static bool isEndOfText(const clang::Expr *E) {
  if (const auto *Char = dyn_cast<CharacterLiteral>(bare(E)))
    return Char->getValue() == 0;
  const auto *Number = dyn_cast<IntegerLiteral>(bare(E));
  return Number && Number->getValue() == 0;
}

/// The text of "name[0] = 0", which empties it.
static const clang::Expr *emptiedText(const BinaryOperator *E) {
  const auto *First = dyn_cast<ArraySubscriptExpr>(bare(E->getLHS()));
  const auto *Index = First ? dyn_cast<IntegerLiteral>(bare(First->getIdx())) : nullptr;
  bool Empties = Index && Index->getValue() == 0 && First->getType()->isAnyCharacterType() && isEndOfText(E->getRHS());
  return Empties ? First->getBase() : nullptr;
}

ExprId Lowering::binary(const BinaryOperator *E) {
  SourceLocation At = E->getOperatorLoc();
  BinaryOperatorKind Op = E->getOpcode();
  if (Op == BO_Comma) {
    value(E->getLHS());
    return place(E->getRHS());
  }
  if (Op == BO_Assign) {
    ExprId V = E->getType()->isPointerType() ? pointedTo(E->getRHS()) : value(E->getRHS());
    if (V != NoExpr && G.kind(V) == ir::Op::Local && Names.Unit->text(G[V].Type) == "void")
      V = fresh(ir::Op::Local, E->getLHS()->getType(), At);
    if (const clang::Expr *Text = emptiedText(E)) {
      ExprId Where = place(Text);
      assign(Where, literal("", At, ir::LiteralIsString), At);
      return Where;
    }
    ExprId Where = place(E->getLHS());
    if (isInsideText(E->getLHS())) {
      if (!isEndOfText(E->getRHS()))
        append(Where, V, At);
      return Where;
    }
    if (const auto *D = dyn_cast<DeclRefExpr>(bare(E->getLHS())))
      G.hint(V, Names.name(D->getDecl()->getName()));
    assignThrough(E->getLHS(), Where, V, At);
    keptBehind(E->getLHS(), Where, V, At);
    return Where;
  }
  if (Op == BO_LAnd || Op == BO_LOr) {
    ExprId L = value(E->getLHS());
    State Before = Now;
    Now = branch(Before, L, Op == BO_LOr);
    ExprId R = value(E->getRHS());
    // What the right side changes it has changed only where the left side did not decide.
    State After = std::move(Now);
    After.Conditions = Before.Conditions;
    Now = Before;
    if (!After.Dead && After.Memory != Before.Memory) {
      Now = merge(Op == BO_LAnd ? L : G.negate(L), std::move(After), Before, Before, At);
      Now.Conditions = Before.Conditions;
    }
    return G.logic(Op == BO_LAnd ? ir::Op::And : ir::Op::Or, L, R, Names.loc(At));
  }
  ExprId L = E->isCompoundAssignmentOp() ? place(E->getLHS()) : value(E->getLHS());
  ExprId R = value(E->getRHS());
  if (E->isComparisonOp())
    return compareValues(Op, L, R, At);
  if (E->isCompoundAssignmentOp()) {
    ExprId V =
        G.nary(ir::Op::Arith, Names.name(BinaryOperator::getOpcodeStr(BinaryOperator::getOpForCompoundAssignment(Op))),
               {rvalue(L), R}, Names.loc(At));
    assign(L, V, At);
    return L;
  }
  if (E->getType()->isPointerType() && (Op == BO_Add || Op == BO_Sub))
    return E->getLHS()->getType()->isPointerType() ? L : R;
  return G.nary(ir::Op::Arith, Names.name(E->getOpcodeStr()), {L, R}, Names.loc(At));
}

ExprId Lowering::conditional(const AbstractConditionalOperator *E) {
  if (const auto *B = dyn_cast<BinaryConditionalOperator>(E))
    Opaque[B->getOpaqueValue()] = place(B->getCommon());
  ExprId C = value(E->getCond());
  State Before = Now;
  Now = branch(Before, C, false);
  ExprId Then = rvalue(place(E->getTrueExpr()));
  State AfterThen = std::move(Now);
  Now = branch(Before, C, true);
  ExprId Else = rvalue(place(E->getFalseExpr()));
  State AfterElse = std::move(Now);
  bool ThenDead = AfterThen.Dead, ElseDead = AfterElse.Dead;
  Now = merge(C, std::move(AfterThen), std::move(AfterElse), Before, E->getExprLoc());
  return ThenDead ? Else : ElseDead ? Then : G.choice(C, Then, Else, Names.loc(E->getExprLoc()));
}

} // namespace crosstalk::facts
