// See Marks.h.
#include "facts/Marks.h"
#include "facts/UnitBuilder.h"

using namespace clang;

namespace crosstalk::facts {

static uint32_t ownMarks(const Decl *D) {
  uint32_t Flags = 0;
  for (const auto *A : D->specific_attrs<AnnotateAttr>())
    if (llvm::StringRef Text = A->getAnnotation(); Text.consume_front("crosstalk:"))
      Flags = ir::joinMarks(Flags, ir::readMark(Text));
  return Flags;
}

uint32_t marksOf(const Decl *D) {
  uint32_t Flags = 0;
  for (const Decl *R : D->redecls())
    Flags = ir::joinMarks(Flags, ownMarks(R));
  if (const auto *M = dyn_cast<CXXMethodDecl>(D))
    for (const CXXMethodDecl *O : M->overridden_methods())
      Flags = ir::joinMarks(Flags, marksOf(O));
  if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(D))
    Flags = ir::joinMarks(Flags, marksOf(S->getSpecializedTemplate()->getTemplatedDecl()));
  return Flags;
}

uint32_t marksOfParameter(const FunctionDecl *F, unsigned Index) {
  uint32_t Flags = 0;
  for (const FunctionDecl *R : F->redecls())
    if (Index < R->getNumParams())
      Flags = ir::joinMarks(Flags, ownMarks(R->getParamDecl(Index)));
  return Flags;
}

ir::ExprId markedPart(ir::Graph &G, UnitBuilder &Names, const VarDecl *V, ir::ExprId Value) {
  uint32_t Marks = ownMarks(V);
  if (!Marks || Value == ir::NoExpr)
    return Value;
  ir::Expr Part;
  Part.Kind = ir::Op::Field;
  Part.Text = Part.Hint = Names.name(V->getName());
  Part.Type = Names.type(V->getType());
  Part.Flags = Marks;
  Part.At = Names.loc(V->getLocation());
  Part.Operands = {Value};
  return G.add(Part);
}

} // namespace crosstalk::facts
