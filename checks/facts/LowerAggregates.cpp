// Values made of several: aggregates, initializer lists and closures.
//
// In:  an initializer or a lambda expression.  Out: a record, a list or a closure with what it captured.
#include "facts/Lowering.h"

using namespace clang;

namespace crosstalk::facts {

using ir::ExprId;
using ir::NoExpr;
using ir::Op;

ExprId Lowering::aggregate(QualType T, llvm::ArrayRef<const clang::Expr *> Inits, SourceLocation At) {
  ir::Expr Base;
  Base.Kind = Op::Record;
  Base.Type = Names.type(T);
  Base.At = Names.loc(At);
  ExprId Value = G.add(Base);
  const RecordDecl *R = T->getAsRecordDecl();
  if (R && !R->getDefinition())
    R = nullptr;
  if (!R) {
    for (const clang::Expr *I : Inits)
      Value = G.insert(Value, NoExpr, value(I), Names.loc(I->getExprLoc()));
    return Value;
  }
  size_t Index = 0;
  if (const auto *C = dyn_cast<CXXRecordDecl>(R))
    Index += C->getNumBases();
  for (const FieldDecl *F : R->fields()) {
    if (Index >= Inits.size())
      break;
    if (!F->isUnnamedBitField())
      Value = G.with(Value, fieldPrototype(F, Inits[Index]->getExprLoc()), value(Inits[Index]));
    ++Index;
  }
  return Value;
}

ExprId Lowering::initList(const InitListExpr *E) {
  if (const InitListExpr *Semantic = E->getSemanticForm())
    E = Semantic;
  if (E->getNumInits() == 1 && !E->getType()->isRecordType() && !E->getType()->isArrayType())
    return place(E->getInit(0));
  std::vector<const clang::Expr *> Inits(E->inits().begin(), E->inits().end());
  return aggregate(E->getType(), Inits, E->getExprLoc());
}

const CXXMethodDecl *calledOperator(const LambdaExpr *E) {
  const CXXMethodDecl *Operator = E->getCallOperator();
  const FunctionTemplateDecl *Generic = Operator->getDescribedFunctionTemplate();
  if (!Generic)
    return Operator;
  for (const FunctionDecl *Made : Generic->specializations())
    if (Made->hasBody())
      return cast<CXXMethodDecl>(Made);
  return Operator;
}

ExprId Lowering::lambda(const LambdaExpr *E) {
  const CXXMethodDecl *Operator = calledOperator(E);
  ir::Expr L;
  L.Kind = Op::Lambda;
  L.Text = Names.symbol(Operator);
  L.At = Names.loc(E->getBeginLoc());
  Referenced.push_back(Operator);
  auto Init = E->capture_init_begin();
  for (const LambdaCapture &C : E->captures()) {
    const clang::Expr *Captured = *Init++;
    if (C.capturesThis())
      L.Operands.push_back(place(Captured));
    else if (C.getCaptureKind() == LCK_ByRef && Captured)
      L.Operands.push_back(isOutside(place(Captured)) ? place(Captured) : value(Captured));
    else
      L.Operands.push_back(Captured ? value(Captured) : NoExpr);
  }
  return G.add(L);
}

} // namespace crosstalk::facts
