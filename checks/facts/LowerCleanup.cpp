// What happens on every way out of a scope: destructors of local objects, and the deleters of local smart pointers.
//
// In:  a local variable.  Out: Cleanup events, whose call the link step resolves like any other.
#include "facts/Lowering.h"

using namespace clang;

namespace crosstalk::facts {

using ir::Event;
using ir::ExprId;
using ir::NoExpr;
using ir::Op;

/// The class whose destructor really runs when a local of this type goes out of scope.
static const CXXRecordDecl *destroyed(QualType T) {
  for (int I = 0; I < 3; ++I) {
    const CXXRecordDecl *R = T.getCanonicalType()->getAsCXXRecordDecl();
    if (!R)
      return nullptr;
    QualType Held = heldType(T);
    if (Held.isNull() || R->getName() == "weak_ptr" || R->getName() == "reference_wrapper")
      return R;
    T = Held;
  }
  return nullptr;
}

void Lowering::cleanup(const VarDecl *V, ExprId Object) {
  deleterRuns(V, Object);
  const CXXRecordDecl *R = destroyed(V->getType());
  if (!R || !R->hasDefinition() || Names.isSystem(R))
    return;
  const CXXDestructorDecl *D = R->getDestructor();
  if (!D || D->isImplicit() || D->isDefaulted())
    return;
  Referenced.push_back(D);
  ir::Expr E;
  E.Kind = Op::Call;
  E.Text = Names.symbol(D);
  E.At = Names.loc(V->getLocation());
  E.Operands = {rvalue(Object)};
  event(Event::Kind::Cleanup, V->getLocation(), Object, NoExpr, G.add(E));
}

/// "std::unique_ptr<Sheet, GiveBack> sheet(...)", "std::shared_ptr<void> atExit(nullptr, [&](void *) { ... })": what
/// the pointer was told to do in the end, every way out of the scope does.
void Lowering::deleterRuns(const VarDecl *V, ExprId Object) {
  const auto *R =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(V->getType().getCanonicalType()->getAsCXXRecordDecl());
  const auto *C = dyn_cast_or_null<CXXConstructExpr>(V->getInit() ? bare(V->getInit()) : nullptr);
  if (!R || !Names.isSystem(R) || (R->getName() != "unique_ptr" && R->getName() != "shared_ptr"))
    return;
  const clang::Expr *Given =
      C && C->getNumArgs() >= 2 && !isa<CXXDefaultArgExpr>(C->getArg(1)) ? C->getArg(1) : nullptr;
  QualType Type;
  if (Given)
    Type = Given->getType();
  else if (R->getName() == "unique_ptr" && R->getTemplateArgs().size() >= 2)
    Type = R->getTemplateArgs()[1].getAsType();
  const CXXRecordDecl *Deleter = Type.isNull() ? nullptr : Type.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Deleter || !Deleter->hasDefinition() || Names.isSystem(Deleter))
    return;
  ir::Expr Run;
  Run.Kind = Op::Call;
  Run.At = Names.loc(V->getLocation());
  Run.Operands = {Given ? value(Given) : NoExpr, rvalue(Object)};
  if (!Deleter->isLambda()) {
    auto Methods = Deleter->lookup(Context.DeclarationNames.getCXXOperatorName(OO_Call));
    const auto *M = Methods.empty() ? nullptr : dyn_cast<CXXMethodDecl>(Methods.front());
    if (!M)
      return;
    Referenced.push_back(M);
    Run.Text = Names.symbol(M);
  }
  event(Event::Kind::Cleanup, V->getLocation(), Object, NoExpr, G.add(Run));
}

} // namespace crosstalk::facts
