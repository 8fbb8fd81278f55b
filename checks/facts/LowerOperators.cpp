// Overloaded operators: assignment, access, concatenation, comparison, streams and calls of function objects.
//
// In:  an operator call.  Out: its value; what no rule of the language explains stays a symbolic call.
#include "facts/Lowering.h"

using namespace clang;

namespace crosstalk::facts {

using ir::Event;
using ir::ExprId;
using ir::NoExpr;
using ir::Op;

/// Of "std::bind(&render, request, user)" all that was handed to bind, when it leaves nothing to its caller.
const std::vector<ExprId> *Lowering::boundArguments(ExprId Callable) const {
  const ir::Expr &Bind = G[Callable];
  if (Bind.Kind != Op::Call || !Bound.count(Callable) || Bind.Operands.size() < 2 ||
      G.kind(Bind.Operands[1]) != Op::Function)
    return nullptr;
  return &Bind.Operands;
}

/// "column == id" that gives back no truth value: the condition of a query, which a database will answer.
static bool buildsExpression(const CXXOperatorCallExpr *E) {
  const auto *R = E->getType().getNonReferenceType()->getAsCXXRecordDecl();
  return R && R->hasDefinition() && R->getIdentifier() && !R->getName().contains_insensitive("ordering") &&
         llvm::none_of(R->getVisibleConversionFunctions(), [](const NamedDecl *D) {
           const auto *C = dyn_cast<CXXConversionDecl>(D->getUnderlyingDecl());
           return C && C->getConversionType()->isBooleanType() && !C->isExplicit();
         });
}

/// A stream of which the content is read again, by its type: not a log, not standard output.
static bool keepsContent(llvm::StringRef StreamType) { return StreamType.contains("stringstream"); }

/// "operator*" of a lease or handle of the program's own, which says itself what it leads to.
static bool leadsOn(const FunctionDecl *F) {
  const FunctionDecl *Body = nullptr;
  return F && F->getNumParams() == 0 && F->hasBody(Body) &&
         !F->getASTContext().getSourceManager().isInSystemHeader(Body->getLocation());
}

static bool isHash(const CXXRecordDecl *R) { return R && (R->getName() == "hash" || R->getName() == "Hash"); }

/// "handler(request)" of a std::function, or of a library's own that is made for a signature: what it holds is called.
/// Any other object of a library does what its model says, e.g. "CROW_ROUTE(app, url)(handler)".
static bool callsWhatItHolds(const CXXRecordDecl *R) {
  if (!R || R->isInStdNamespace() || !R->getIdentifier() || isHash(R))
    return true;
  const auto *Made = dyn_cast<ClassTemplateSpecializationDecl>(R);
  return Made && llvm::any_of(Made->getTemplateArgs().asArray(), [](const TemplateArgument &A) {
           return A.getKind() == TemplateArgument::Type && A.getAsType()->isFunctionType();
         });
}

/// "response.body() = text;": an object of this function's own holds what was assigned through its accessor.
void Lowering::keptBehind(const clang::Expr *Accessor, ExprId Where, ExprId Value, SourceLocation At) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(bare(Accessor));
  const clang::Expr *Holder = Call && Call->getNumArgs() == 0 ? Call->getImplicitObjectArgument() : nullptr;
  if (!Holder || G.kind(Where) != Op::Call || Holder->getType()->isPointerType())
    return;
  if (ExprId Object = place(Holder); isOwnObject(G.root(Object)))
    store(Object, G.insert(load(Object), NoExpr, Value, Names.loc(At)));
}

ExprId Lowering::operatorCall(const CXXOperatorCallExpr *E) {
  SourceLocation At = E->getOperatorLoc();
  const FunctionDecl *F = E->getDirectCallee();
  const clang::Expr *First = E->getNumArgs() > 0 ? E->getArg(0) : nullptr;
  const clang::Expr *Second = E->getNumArgs() > 1 ? E->getArg(1) : nullptr;
  const CXXRecordDecl *R = First ? Names.unwrapped(First->getType())->getAsCXXRecordDecl() : nullptr;
  const CXXRecordDecl *Direct = First ? First->getType().getNonReferenceType()->getAsCXXRecordDecl() : nullptr;
  ContainerKind Kind = containerKind(Direct);
  bool TextOperand =
      Kind == ContainerKind::Text ||
      (Second && containerKind(Second->getType().getNonReferenceType()->getAsCXXRecordDecl()) == ContainerKind::Text);
  bool System = F && Names.isSystem(F);
  switch (E->getOperator()) {
  case OO_Equal: {
    ExprId V = value(Second);
    ExprId Where = place(First);
    if (const auto *D = dyn_cast<DeclRefExpr>(bare(First)))
      G.hint(V, Names.name(D->getDecl()->getName()));
    assignThrough(First, Where, V, At);
    keptBehind(First, Where, V, At);
    return Where;
  }
  case OO_Arrow:
    if (leadsOn(F))
      break;
    return place(First);
  case OO_Star:
    if (leadsOn(F))
      break;
    if (E->getNumArgs() == 1)
      return holdsInside(First->getType()) ? place(First) : pointee(place(First));
    break;
  case OO_Subscript:
    if (Kind == ContainerKind::Keyed)
      return get(First, value(Second), E->getType(), At);
    if (Kind == ContainerKind::Json)
      return G.element(place(First), value(Second), Names.loc(At), Names.type(E->getType()));
    if (Kind == ContainerKind::Text)
      return G.nary(Op::Lossy, Names.name("character"), {value(First)}, Names.loc(At));
    if (Kind == ContainerKind::Sequence || System)
      return G.element(place(First), value(Second), Names.loc(At), Names.type(E->getType()), ir::ElementLossy);
    break;
  case OO_PlusEqual:
    if (Kind == ContainerKind::Text) {
      ExprId V = value(Second);
      ExprId Where = place(First);
      append(Where, V, At);
      return Where;
    }
    if (Kind == ContainerKind::Sequence || Kind == ContainerKind::Json) {
      put(First, NoExpr, value(Second), At);
      return place(First);
    }
    break;
  case OO_Plus:
    if (TextOperand && Second)
      return G.concat({value(First), value(Second)}, Names.loc(At));
    if (System && Second)
      return place(First);
    break;
  case OO_Percent: // boost::format
    if (System && Second && R && R->getName() == "basic_format") {
      ExprId Filled = G.concat({value(First), value(Second)}, Names.loc(At));
      if (isa<DeclRefExpr>(bare(First)))
        store(place(First), Filled);
      return Filled;
    }
    break;
  case OO_Slash:
  case OO_SlashEqual:
    if (Kind == ContainerKind::Text && System && Second) {
      ExprId Behind = G.concat({literal("/", At, ir::LiteralIsString), value(Second)}, Names.loc(At));
      ExprId Where = place(First);
      if (E->getOperator() == OO_Slash)
        return G.concat({rvalue(Where), Behind}, Names.loc(At));
      append(Where, Behind, At);
      return Where;
    }
    break;
  case OO_LessLess:
    if (Kind == ContainerKind::Stream ||
        (System && Second && F->getReturnType()->isReferenceType() &&
         containerKind(F->getReturnType().getNonReferenceType()->getAsCXXRecordDecl()) == ContainerKind::Stream)) {
      ExprId V = value(Second);
      ExprId Where = place(First);
      bool Kept = G.kind(G.root(Where)) != Op::Global || isFile(Where) || keepsContent(Names.Unit->text(G[Where].Type));
      if (Kept && G.kind(V) != Op::Function)
        append(Where, V, At);
      return Where;
    }
    if ((Kind == ContainerKind::Sequence || Kind == ContainerKind::Text) && System) {
      put(First, NoExpr, value(Second), At);
      return place(First);
    }
    break;
  case OO_GreaterGreater:
    if (Kind == ContainerKind::Stream) {
      assign(place(Second), value(First), At);
      return place(First);
    }
    break;
  case OO_EqualEqual:
  case OO_ExclaimEqual:
  case OO_Less:
  case OO_Greater:
  case OO_LessEqual:
  case OO_GreaterEqual: {
    if (buildsExpression(E))
      break;
    ExprId L = value(First), Rhs = value(Second);
    if (F && !System)
      Referenced.push_back(F);
    return compareValues(BinaryOperator::getOverloadedOpcode(E->getOperator()), L, Rhs, At);
  }
  case OO_Exclaim:
    if (First && fileStream(First->IgnoreParenImpCasts()->getType()) != FileAccess::None)
      return G.negate(isOpen(First, At));
    return G.negate(value(First));
  case OO_PlusPlus:
  case OO_MinusMinus:
    if (System)
      return load(place(First));
    break;
  case OO_Call:
    if (const clang::Expr *Text = literalOf(E))
      return value(Text);
    if (System && callsWhatItHolds(R)) {
      std::vector<ExprId> Operands;
      std::vector<const clang::Expr *> Plain;
      for (unsigned I = 1; I < E->getNumArgs(); ++I) {
        Operands.push_back(value(E->getArg(I)));
        Plain.push_back(E->getArg(I));
      }
      if (isHash(R))
        return G.nary(Op::Hash, ir::NoName, Operands, Names.loc(At));
      ExprId Callable = value(First);
      if (const std::vector<ExprId> *Bound = boundArguments(Callable)) {
        Callable = Bound->at(1);
        Operands.assign(Bound->begin() + 2, Bound->end());
      }
      ExprId C = symbolicCall(nullptr, Callable, std::move(Operands), E->getType(), At, 0);
      havoc(C, nullptr, nullptr, {});
      for (unsigned I = 0; I < Plain.size(); ++I)
        if (Plain[I]->isLValue() && !Plain[I]->getType().isConstQualified())
          out(C, static_cast<int>(I), Plain[I]);
      return C;
    }
    break;
  default:
    break;
  }
  // Any other operator is a call: of a method when its first operand is the object.
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(F);
  unsigned FirstArgument = M ? 1 : 0;
  ExprId Object = NoExpr;
  if (M) {
    Object = place(First);
    if (isOwnObject(G.root(Object)))
      Object = rvalue(Object);
  }
  std::vector<ExprId> Arguments;
  std::vector<const clang::Expr *> Plain;
  for (unsigned I = FirstArgument; I < E->getNumArgs(); ++I) {
    ExprId Where = place(E->getArg(I));
    Arguments.push_back(isOutside(Where) ? Where : rvalue(Where));
    Plain.push_back(E->getArg(I));
  }
  ExprId C = symbolicCall(F, Object, std::move(Arguments), E->getType(), At, 0);
  havoc(C, F, M ? First : nullptr, Plain);
  if (E->getOperator() == OO_Comma)
    fillBound(E, C);
  return C;
}

/// "session << text, into(name), use(id)": what was bound is filled when the whole list is there.
void Lowering::fillBound(const CXXOperatorCallExpr *List, ExprId Whole) {
  for (int I = 0; List && I < 64; ++I) {
    const auto *Bound = List->getNumArgs() == 2 ? dyn_cast<CallExpr>(bare(List->getArg(1))) : nullptr;
    const FunctionDecl *Binds = Bound ? Bound->getDirectCallee() : nullptr;
    for (unsigned A = 0; Binds && A < Bound->getNumArgs() && A < Binds->getNumParams(); ++A) {
      QualType T = Binds->getParamDecl(A)->getType();
      if (T->isLValueReferenceType() && !T->getPointeeType().isConstQualified())
        out(Whole, ir::OutOfBoundList, Bound->getArg(A));
    }
    List = dyn_cast<CXXOperatorCallExpr>(bare(List->getArg(0)));
    if (List && List->getOperator() != OO_Comma)
      return;
  }
}

} // namespace crosstalk::facts
