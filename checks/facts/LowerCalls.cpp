// Calls: most stay symbolic, for the link step to explain.
//
// In:  a call expression.  Out: a Call value and event, and what its arguments hold afterwards.
#include "facts/Lowering.h"
#include "facts/Marks.h"

using namespace clang;

namespace crosstalk::facts {

using ir::Event;
using ir::ExprId;
using ir::NoExpr;
using ir::Op;

const LambdaExpr *Lowering::lambdaOf(const clang::Expr *E) const {
  E = bare(E);
  for (int I = 0; E && I < 3; ++I) {
    if (const auto *L = dyn_cast<LambdaExpr>(E))
      return L;
    if (const auto *C = dyn_cast<CXXConstructExpr>(E); C && C->getNumArgs() == 1)
      E = bare(C->getArg(0));
    else
      break;
  }
  if (const auto *D = dyn_cast_or_null<DeclRefExpr>(E))
    if (const auto *V = dyn_cast<VarDecl>(D->getDecl())) {
      auto It = LambdaVariables.find(V);
      return It == LambdaVariables.end() ? nullptr : It->second;
    }
  return nullptr;
}

ExprId Lowering::inlineLambda(const clang::Expr *Callable, std::vector<ExprId> Arguments, SourceLocation At) {
  const LambdaExpr *L = lambdaOf(Callable);
  const CXXMethodDecl *Operator = L ? calledOperator(L) : nullptr;
  bool Known = Operator && !Operator->isDependentContext();
  const Stmt *Body = Known ? Operator->getBody() : nullptr;
  if (!L || !Body || !Inlining.insert(L).second || Inlining.size() > 4) {
    std::vector<ExprId> Operands{Callable ? value(Callable) : NoExpr};
    Operands.insert(Operands.end(), Arguments.begin(), Arguments.end());
    ir::Expr E;
    E.Kind = Op::Call;
    E.At = Names.loc(At);
    E.Operands = std::move(Operands);
    ExprId C = G.add(E);
    event(Event::Kind::Call, At, NoExpr, NoExpr, C);
    return C;
  }
  auto Init = L->capture_init_begin();
  for (const LambdaCapture &C : L->captures()) {
    const clang::Expr *Captured = *Init++;
    if (C.capturesVariable() && C.getCapturedVar()->isInitCapture() && Captured)
      Places[C.getCapturedVar()] = place(Captured);
  }
  for (unsigned I = 0; I < Operator->getNumParams(); ++I)
    Places[Operator->getParamDecl(I)] =
        I < Arguments.size()
            ? markedPart(G, Names, Operator->getParamDecl(I), Arguments[I])
            : fresh(Op::Local, Operator->getParamDecl(I)->getType(), At, Operator->getParamDecl(I)->getName());
  std::vector<std::pair<State, ExprId>> Returns;
  auto *Outer = std::exchange(InlineReturns, &Returns);
  State Before = Now;
  statement(Body);
  InlineReturns = Outer;
  Inlining.erase(L);
  ExprId Result = NoExpr;
  for (size_t I = Returns.size(); I-- > 0;) {
    auto &[Then, V] = Returns[I];
    std::vector<ir::Condition> Extra;
    if (Then.Conditions.size() > Before.Conditions.size())
      Extra.assign(Then.Conditions.begin() + Before.Conditions.size(), Then.Conditions.end());
    Result = I + 1 == Returns.size() && Now.Dead
                 ? V
                 : G.choice(G.conjunction(Extra, Names.loc(At)), V, Result, Names.loc(At));
    Now = joinStates(std::move(Now), std::move(Then), At);
  }
  Now.Conditions = Before.Conditions;
  Now.Dead = false;
  return Result == NoExpr ? literal("null", At, ir::LiteralIsNull) : Result;
}

/// What is read from a connection or file is another text each time: "readLine", "recv".
static bool readsOn(const CXXMethodDecl *M) {
  return !M->isConst() && M->getIdentifier() &&
         (M->getName().starts_with("read") || M->getName().starts_with("recv") || M->getName().starts_with("receive"));
}

ExprId Lowering::symbolicCall(const FunctionDecl *Callee, ExprId Receiver, std::vector<ExprId> Arguments,
                              QualType Result, SourceLocation At, uint32_t Flags) {
  ir::Expr E;
  E.Kind = Op::Call;
  E.Flags = Flags;
  E.Type = Names.type(Result);
  E.At = Names.loc(At);
  if (Callee) {
    E.Text = Names.symbol(Callee);
    Names.noteDeclaration(Callee);
    Referenced.push_back(Callee);
    if (const auto *M = dyn_cast<CXXMethodDecl>(Callee)) {
      E.Flags |= M->isConst() ? ir::CallIsConst : 0;
      E.Flags |= M->isVirtual() ? ir::CallIsVirtual : 0;
      E.Index = readsOn(M) ? NextIndex++ : 0;
    }
  }
  E.Operands = {Receiver};
  E.Operands.insert(E.Operands.end(), Arguments.begin(), Arguments.end());
  ExprId Id = G.add(E);
  event(Event::Kind::Call, At, NoExpr, NoExpr, Id);
  // A guard that gives nothing back has let the request through when it returns.
  if (Callee && Callee->getReturnType()->isVoidType() && (marksOf(Callee) & ir::MarkGuard))
    Now.Conditions.push_back({Id, false});
  if (Callee && Callee->isNoReturn()) {
    event(Event::Kind::Throw, At, NoExpr, NoExpr, NoExpr);
    Now.Dead = true;
  }
  return Id;
}

static bool mayWrite(QualType Parameter) {
  if (Parameter->isLValueReferenceType() || Parameter->isPointerType()) {
    QualType Pointee = Parameter->getPointeeType();
    if (Pointee->isPointerType() && Parameter->isLValueReferenceType())
      return !Pointee.isConstQualified();
    return !Pointee.isConstQualified() && !Pointee->isFunctionType();
  }
  return false;
}

/// The smart pointer of "statement.get()", or nothing.
static const clang::Expr *ownerOfPointer(const clang::Expr *E) {
  const auto *C = dyn_cast<CXXMemberCallExpr>(bare(E));
  const CXXMethodDecl *M = C ? C->getMethodDecl() : nullptr;
  bool Gets = M && M->getIdentifier() && M->getName() == "get" && C->getNumArgs() == 0;
  return Gets ? C->getImplicitObjectArgument() : nullptr;
}

/// The vector or string of "buffer.data()" and "&buffer[0]": what is written there is in it.
const clang::Expr *containerOfBuffer(const clang::Expr *E) {
  E = bare(E);
  const clang::Expr *Owner = nullptr;
  if (const auto *C = dyn_cast_or_null<CXXMemberCallExpr>(E);
      C && C->getNumArgs() == 0 && C->getMethodDecl() && C->getMethodDecl()->getIdentifier())
    Owner = C->getMethodDecl()->getName() == "data" ? C->getImplicitObjectArgument() : nullptr;
  const auto *U = dyn_cast_or_null<UnaryOperator>(E);
  if (const auto *O =
          dyn_cast_or_null<CXXOperatorCallExpr>(U && U->getOpcode() == UO_AddrOf ? bare(U->getSubExpr()) : nullptr);
      O && O->getOperator() == OO_Subscript)
    Owner = O->getArg(0);
  ContainerKind Kind =
      Owner ? containerKind(Owner->getType().getNonReferenceType()->getAsCXXRecordDecl()) : ContainerKind::None;
  return Kind == ContainerKind::Text || Kind == ContainerKind::Sequence ? Owner : nullptr;
}

/// An argument that names an object; anything else is a temporary, and walking it again would repeat its calls.
static bool namesObject(const clang::Expr *E) {
  E = bare(E);
  if (const clang::Expr *Container = containerOfBuffer(E))
    return namesObject(Container);
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return namesObject(M->getBase());
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return namesObject(U->getSubExpr());
  if (const auto *A = dyn_cast<ArraySubscriptExpr>(E))
    return namesObject(A->getBase());
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E))
    return (O->getOperator() == OO_Star || O->getOperator() == OO_Arrow) && namesObject(O->getArg(0));
  if (const clang::Expr *Owner = ownerOfPointer(E))
    return namesObject(Owner);
  return isa<DeclRefExpr>(E) || isa<CXXThisExpr>(E);
}

/// The object that a chain of calls is about: "page.line(a).line(b)" is about "page", when each call gives back a
/// reference to what it was called on.
static const clang::Expr *chained(const clang::Expr *E) {
  for (int I = 0; I < 64; ++I) {
    const auto *C = dyn_cast<CallExpr>(bare(E));
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(C ? C->getDirectCallee() : nullptr);
    if (!M || M->isStatic() || !M->getReturnType()->isLValueReferenceType() ||
        M->getReturnType()->getPointeeType().isConstQualified() ||
        M->getReturnType()->getPointeeType()->getAsCXXRecordDecl() != M->getParent())
      return E;
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(C))
      E = Member->getImplicitObjectArgument();
    else if (C->getNumArgs())
      E = C->getArg(0);
  }
  return E;
}

/// Of "buffer + used" the buffer: what a call leaves behind its start is in it all the same.
static const clang::Expr *startOfBuffer(const clang::Expr *E) {
  while (const auto *B = dyn_cast<BinaryOperator>(bare(E))) {
    if (!B->getType()->isPointerType() || (B->getOpcode() != BO_Add && B->getOpcode() != BO_Sub))
      break;
    E = bare(B->getLHS())->getType()->isIntegerType() ? B->getRHS() : B->getLHS();
  }
  return E;
}

void Lowering::out(ExprId Call, int Index, const clang::Expr *Argument) {
  Argument = Index < 0 ? chained(Argument) : startOfBuffer(Argument);
  if (!namesObject(Argument))
    return;
  const clang::Expr *Container = containerOfBuffer(Argument);
  const clang::Expr *Owner = Container ? Container : ownerOfPointer(Argument);
  ExprId Where = place(Owner ? Owner : Argument);
  const auto *Address = dyn_cast<UnaryOperator>(bare(Argument));
  if (Argument->getType()->isPointerType() && !Container && !(Address && Address->getOpcode() == UO_AddrOf)) {
    // A handle that some call made is known by its variable only.
    ExprId Target = pointee(Where);
    bool Handle = G.kind(Where) == Op::Local && (G.kind(Target) == Op::Out || G.kind(Target) == Op::Call);
    Where = Handle ? Where : Target;
  }
  Op Kind = G.kind(Where);
  if (Kind == Op::Literal || Kind == Op::Call || Kind == Op::Function || Kind == Op::Choice || Kind == Op::Join ||
      Kind == Op::Lambda)
    return;
  ExprId Root = G.root(Where);
  // A handle of a type that only its library knows: what is done to it is kept with it.
  QualType Pointee = Argument->getType()->isPointerType() ? Argument->getType()->getPointeeType() : QualType();
  bool IsHandle = !Pointee.isNull() && Pointee->isRecordType() && Pointee->isIncompleteType();
  bool ReceivesHandle =
      !Pointee.isNull() && Pointee->isPointerType() && Pointee->getPointeeType()->isRecordType() && Address;
  if ((IsHandle || ReceivesHandle) && G.kind(Where) == Op::Field) {
    ir::Expr Handle;
    Handle.Kind = Op::Out;
    Handle.Index = Index;
    Handle.Type = G[Where].Type;
    Handle.Hint = G[Where].Hint;
    Handle.At = G[Call].At;
    Handle.Operands = {Call, load(Where)};
    // Using a handle puts nothing new where it is kept; getting one does.
    ExprId Used = G.add(Handle);
    if (ReceivesHandle) {
      assign(Where, Used, Argument->getExprLoc());
      return;
    }
    store(Where, Used);
    if (isOutside(Where))
      event(Event::Kind::Store, Argument->getExprLoc(), Where, NoExpr, Used, ir::EventByCall | ir::EventUsesHandle);
    return;
  }
  if (!isOwnObject(Root)) {
    QualType T = Names.unwrapped(Argument->getType());
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    bool Plain = !T->isRecordType() || containerKind(R) == ContainerKind::Text ||
                 (R && R->hasDefinition() && R->isAggregate() && !Names.isSystem(R)) ||
                 (!Context.getLangOpts().CPlusPlus && T->isRecordType());
    Op Holder = G.kind(Root);
    if (!Plain || (Holder != Op::Param && Holder != Op::This && Holder != Op::Global) || G.kind(Where) == Op::Element)
      return;
  }
  ir::Expr E;
  E.Kind = Op::Out;
  E.Index = Index;
  ExprId Before = rvalue(Where);
  E.Type = G[Before].Type != ir::NoName ? G[Before].Type : Names.type(Argument->getType());
  E.Hint = G[Where].Hint;
  E.At = G[Call].At;
  E.Operands = {Call, Before};
  ExprId After = G.add(E);
  // A pointer variable keeps pointing to the object; what the object holds has changed.
  store(Where, After);
  bool Opaque = IsHandle || (!Pointee.isNull() && Pointee->isVoidType() && G.kind(Where) == Op::Field);
  if (isOutside(Where) && !Opaque)
    event(Event::Kind::Store, Argument->getExprLoc(), Where, NoExpr, After, ir::EventByCall);
}

/// "log(format, request->name)": what is handed to "..." is read, unless it is a place that was made for the answer.
static bool isOnlyRead(const FunctionDecl *Callee, unsigned Index, const clang::Expr *Argument) {
  if (!Callee || !Callee->isVariadic() || Index < Callee->getNumParams() || !Callee->getIdentifier() ||
      Callee->getName().contains("scan"))
    return false;
  const auto *Address = dyn_cast<UnaryOperator>(bare(Argument));
  bool Place = (Address && Address->getOpcode() == UO_AddrOf) || bare(Argument)->getType()->isArrayType();
  return !Place;
}

void Lowering::havoc(ExprId Call, const FunctionDecl *Callee, const clang::Expr *Receiver,
                     llvm::ArrayRef<const clang::Expr *> Arguments) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(Callee);
  if (Receiver && M && !M->isConst() && !M->isStatic() && !isa<CXXThisExpr>(bare(Receiver)))
    out(Call, -1, Receiver);
  for (unsigned I = 0; I < Arguments.size(); ++I) {
    QualType T = Callee && I < Callee->getNumParams() ? Callee->getParamDecl(I)->getType() : Arguments[I]->getType();
    const LambdaExpr *L = lambdaOf(Arguments[I]);
    if (L) {
      for (const LambdaCapture &C : L->captures())
        if (C.capturesVariable() && C.getCaptureKind() == LCK_ByRef) {
          auto It = Places.find(C.getCapturedVar());
          if (It != Places.end() && isOwnObject(G.root(It->second)) &&
              !C.getCapturedVar()->getType().isConstQualified()) {
            ir::Expr E;
            E.Kind = Op::Out;
            E.Index = ir::OutOfClosure + static_cast<int>(I);
            E.Text = Names.name(C.getCapturedVar()->getName());
            ExprId Before = rvalue(It->second);
            E.Type = G[Before].Type;
            E.Hint = Names.name(C.getCapturedVar()->getName());
            E.At = G[Call].At;
            E.Operands = {Call, Before};
            store(It->second, G.add(E));
          }
        }
    } else if (mayWrite(T) && !isOnlyRead(Callee, I, Arguments[I])) {
      out(Call, static_cast<int>(I), Arguments[I]);
    }
  }
}

/// "std::bind(&function, values...)" of a plain function, without a placeholder.
static bool bindsAll(const UnitBuilder &Names, const CallExpr *E) {
  const FunctionDecl *F = E->getDirectCallee();
  if (!F || !F->getIdentifier() || F->getName() != "bind" || !F->isInStdNamespace() || E->getNumArgs() < 1 ||
      E->getArg(0)->getType()->isMemberFunctionPointerType())
    return false;
  return llvm::none_of(E->arguments(), [](const clang::Expr *A) {
    const CXXRecordDecl *R = A->getType().getNonReferenceType()->getAsCXXRecordDecl();
    return R && R->getIdentifier() && R->getName() == "_Placeholder";
  });
}

ExprId Lowering::call(const CallExpr *E) {
  SourceLocation At = E->getExprLoc();
  if (QualType Made = allocated(E); !Made.isNull())
    return allocate(E, Made);
  const FunctionDecl *Callee = E->getDirectCallee();
  const clang::Expr *Receiver = nullptr;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(E))
    Receiver = M->getImplicitObjectArgument();
  if (Callee) {
    if (const auto *M = dyn_cast<CXXMethodDecl>(Callee); M && Receiver)
      if (auto Known = messageCall(E, M, Receiver); Known || (Known = containerCall(E, M, Receiver)))
        return *Known;
    if (!Receiver)
      if (auto Known = libraryCall(E, Callee))
        return *Known;
  }
  ExprId Object = Receiver ? place(Receiver) : NoExpr;
  if (Receiver && Receiver->getType()->isPointerType())
    Object = pointee(Object);
  if (Object != NoExpr && isOwnObject(G.root(Object)))
    Object = rvalue(Object);
  if (!Callee)
    Object = E->getCallee() ? value(E->getCallee()) : NoExpr;
  std::vector<ExprId> Arguments;
  std::vector<const clang::Expr *> Plain;
  for (const clang::Expr *A : E->arguments()) {
    Plain.push_back(A);
    ExprId Where = place(A);
    Arguments.push_back(isOutside(Where) && !A->getType()->isArithmeticType()
                            ? (G.kind(Where) == Op::Field || G.kind(Where) == Op::Element ? load(Where) : Where)
                            : rvalue(Where));
  }
  // An argument whose content was followed is handed over with that content.
  for (ExprId &A : Arguments)
    if (G.kind(A) == Op::Param)
      A = content(A);
  ExprId C = symbolicCall(Callee, Object, std::move(Arguments), E->getType(), At, 0);
  if (bindsAll(Names, E))
    Bound.insert(C);
  havoc(C, Callee, Receiver, Plain);
  return C;
}

} // namespace crosstalk::facts
