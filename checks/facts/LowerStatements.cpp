// Statements: what runs, under which conditions, and what is joined after.
//
// In:  statements in source order.  Out: the state after them, and events on the way.
#include "facts/Lowering.h"
#include "facts/Marks.h"

using namespace clang;

namespace crosstalk::facts {

using ir::Condition;
using ir::Event;
using ir::ExprId;
using ir::NoExpr;
using ir::Op;

void Lowering::statement(const Stmt *S) {
  if (!S || Now.Dead)
    return;
  if (G.size() > Limits.Nodes) {
    Out.Flags |= ir::FunctionBroadened;
    return;
  }
  switch (S->getStmtClass()) {
  case Stmt::CompoundStmtClass:
    return block(cast<CompoundStmt>(S));
  case Stmt::IfStmtClass:
    return ifStatement(cast<IfStmt>(S));
  case Stmt::WhileStmtClass: {
    const auto *W = cast<WhileStmt>(S);
    if (const VarDecl *V = W->getConditionVariable())
      declaration(V);
    return loop(W, nullptr, W->getCond(), nullptr, W->getBody(), true);
  }
  case Stmt::DoStmtClass:
    return loop(S, nullptr, cast<DoStmt>(S)->getCond(), nullptr, cast<DoStmt>(S)->getBody(), false);
  case Stmt::ForStmtClass: {
    const auto *F = cast<ForStmt>(S);
    return loop(F, F->getInit(), F->getCond(), F->getInc(), F->getBody(), true);
  }
  case Stmt::CXXForRangeStmtClass:
    return rangeFor(cast<CXXForRangeStmt>(S));
  case Stmt::SwitchStmtClass:
    return switchStatement(cast<SwitchStmt>(S));
  case Stmt::CXXTryStmtClass:
    return tryStatement(cast<CXXTryStmt>(S));
  case Stmt::ReturnStmtClass:
    return returnValue(cast<ReturnStmt>(S)->getRetValue(), S->getBeginLoc());
  case Stmt::CoreturnStmtClass:
    return returnValue(cast<CoreturnStmt>(S)->getOperand(), S->getBeginLoc());
  case Stmt::CoroutineBodyStmtClass:
    Out.Flags |= ir::FunctionIsCoroutine;
    return statement(cast<CoroutineBodyStmt>(S)->getBody());
  case Stmt::DeclStmtClass:
    for (const clang::Decl *D : cast<DeclStmt>(S)->decls())
      if (const auto *V = dyn_cast<VarDecl>(D))
        declaration(V);
    return;
  case Stmt::BreakStmtClass:
    if (!Breaks.empty())
      Breaks.back()->push_back(Now);
    Now.Dead = true;
    return;
  case Stmt::ContinueStmtClass:
    if (!Continues.empty())
      Continues.back()->push_back(Now);
    Now.Dead = true;
    return;
  case Stmt::GotoStmtClass:
    Now.Dead = true;
    return;
  case Stmt::LabelStmtClass:
    return statement(cast<LabelStmt>(S)->getSubStmt());
  case Stmt::CaseStmtClass:
  case Stmt::DefaultStmtClass:
    return statement(cast<SwitchCase>(S)->getSubStmt());
  case Stmt::AttributedStmtClass:
    return statement(cast<AttributedStmt>(S)->getSubStmt());
  case Stmt::NullStmtClass:
    return;
  default:
    if (const auto *E = dyn_cast<clang::Expr>(S))
      place(E);
    else
      ++Names.Unit->UnknownStatements;
  }
}

void Lowering::block(const CompoundStmt *S) {
  // A label makes what follows a return alive again: "if (e) goto out; ... return; out: clean();".
  State BeforeDeath = Now;
  for (const Stmt *Child : S->body()) {
    if (Now.Dead && isa<LabelStmt>(Child)) {
      Now = BeforeDeath;
      Now.Dead = false;
    }
    if (!Now.Dead)
      BeforeDeath = Now;
    statement(Child);
  }
}

void Lowering::ifStatement(const IfStmt *S) {
  if (S->getInit())
    statement(S->getInit());
  if (const VarDecl *V = S->getConditionVariable())
    declaration(V);
  Expr::EvalResult Constant;
  const clang::Expr *Test = S->getCond();
  // Of "if (kFeature)" with a constant only one branch is ever taken.
  if (!Test->isValueDependent() && Test->EvaluateAsRValue(Constant, Context) && Constant.Val.isInt() &&
      !Constant.HasSideEffects)
    return statement(Constant.Val.getInt().getBoolValue() ? S->getThen() : S->getElse());
  ExprId C = value(Test);
  State Before = Now;
  Now = branch(Before, C, false);
  statement(S->getThen());
  State Then = std::move(Now);
  Now = branch(Before, C, true);
  if (S->getElse())
    statement(S->getElse());
  State Else = std::move(Now);
  Now = merge(C, std::move(Then), std::move(Else), Before, S->getBeginLoc());
}

void Lowering::loop(const Stmt *S, const Stmt *Init, const clang::Expr *Condition, const Stmt *Increment,
                    const Stmt *Body, bool TestFirst) {
  if (Init)
    statement(Init);
  if (Now.Dead)
    return;
  SourceLocation At = S->getBeginLoc();
  auto Once = [&](State &AfterBreaks) {
    std::vector<State> BreakStates, ContinueStates;
    Breaks.push_back(&BreakStates);
    Continues.push_back(&ContinueStates);
    ++LoopDepth;
    State Before = Now;
    ExprId C = Condition && TestFirst ? value(Condition) : NoExpr;
    Now = branch(Now, C, false);
    statement(Body);
    for (State &Continued : ContinueStates)
      Now = joinEarlier(std::move(Continued), std::move(Now), Before.Conditions.size(), At);
    if (!Now.Dead && Increment)
      statement(Increment);
    if (!Now.Dead && Condition && !TestFirst)
      value(Condition);
    --LoopDepth;
    Breaks.pop_back();
    Continues.pop_back();
    AfterBreaks = Before;
    AfterBreaks.Dead = true;
    for (State &Broken : BreakStates) {
      Broken.Dead = false;
      AfterBreaks = joinEarlier(std::move(Broken), std::move(AfterBreaks), Before.Conditions.size(), At);
    }
    Now.Conditions = Before.Conditions;
    bool Ended = Now.Dead;
    Now.Dead = false;
    State Joined = Ended ? Before : joinStates(Before, Now, At);
    Joined.Conditions = Before.Conditions;
    Now = std::move(Joined);
  };
  State AfterBreaks;
  if (LoopDepth < 3) {
    ++DryRun;
    State Before = Now;
    Once(AfterBreaks);
    Now.Conditions = Before.Conditions;
    --DryRun;
  }
  Once(AfterBreaks);
  std::vector<ir::Condition> Outer = Now.Conditions;
  if (Condition && AfterBreaks.Dead) {
    ++DryRun;
    ExprId C = value(Condition);
    --DryRun;
    Now.Conditions.push_back({C, true});
  }
  if (Condition && TestFirst)
    endSearch(Condition, At);
  if (!AfterBreaks.Dead) {
    Now = joinEarlier(std::move(AfterBreaks), std::move(Now), Outer.size(), At);
    Now.Conditions = Outer;
  }
}

void Lowering::switchStatement(const SwitchStmt *S) {
  if (S->getInit())
    statement(S->getInit());
  if (const VarDecl *V = S->getConditionVariable())
    declaration(V);
  ExprId Subject = value(S->getCond());
  State Before = Now;
  std::vector<State> BreakStates;
  Breaks.push_back(&BreakStates);
  State Falling = Before;
  Falling.Dead = true;
  bool HasDefault = false;
  auto Enter = [&](const SwitchCase *Case) {
    State FallThrough = std::move(Now);
    ExprId C = NoExpr;
    if (const auto *Labelled = dyn_cast<CaseStmt>(Case))
      C = G.compare(ir::Relation::Equal, Subject, value(Labelled->getLHS()), Names.loc(Case->getBeginLoc()));
    else
      HasDefault = true;
    Now = branch(Before, C, false);
    Now = joinStates(std::move(FallThrough), std::move(Now), Case->getBeginLoc());
  };
  Now = Falling;
  if (const auto *Body = dyn_cast_or_null<CompoundStmt>(S->getBody()))
    for (const Stmt *Child : Body->body()) {
      while (const auto *Case = dyn_cast<SwitchCase>(Child)) {
        State Saved = Now;
        Now = Before;
        Now.Dead = false;
        std::swap(Saved, Now);
        Enter(Case);
        Child = Case->getSubStmt();
      }
      statement(Child);
    }
  Breaks.pop_back();
  State After = std::move(Now);
  if (!HasDefault)
    After = joinStates(std::move(After), Before, S->getBeginLoc());
  for (State &Broken : BreakStates) {
    Broken.Dead = false;
    After = joinEarlier(std::move(Broken), std::move(After), Before.Conditions.size(), S->getBeginLoc());
  }
  bool Dead = After.Dead;
  Now = std::move(After);
  Now.Dead = Dead;
  Now.Conditions = Before.Conditions;
}

void Lowering::tryStatement(const CXXTryStmt *S) {
  State Before = Now;
  statement(S->getTryBlock());
  State Tried = Now;
  for (unsigned I = 0; I < S->getNumHandlers(); ++I) {
    Now = Before;
    if (!Tried.Dead)
      Now.Memory = joinStates(Before, Tried, S->getBeginLoc()).Memory;
    if (const VarDecl *V = S->getHandler(I)->getExceptionDecl())
      Places[V] = fresh(Op::Fresh, V->getType(), V->getLocation(), V->getName());
    statement(S->getHandler(I)->getHandlerBlock());
    if (!Now.Dead)
      Tried = joinStates(std::move(Tried), std::move(Now), S->getBeginLoc());
  }
  Now = std::move(Tried);
}

void Lowering::returnValue(const clang::Expr *Value, SourceLocation At) {
  ExprId V = NoExpr;
  if (Value) {
    bool ByReference = Decl->getReturnType()->isReferenceType() || Decl->getReturnType()->isPointerType();
    ExprId Where = place(Value);
    V = ByReference && isOutside(Where) ? Where : rvalue(Where);
  }
  if (InlineReturns) {
    InlineReturns->push_back({Now, V});
    Now.Dead = true;
    return;
  }
  event(Event::Kind::Return, At, NoExpr, NoExpr, V);
  Now.Dead = true;
}

bool isIterator(QualType T) {
  const CXXRecordDecl *R = T.getCanonicalType()->getAsCXXRecordDecl();
  return R && R->getIdentifier() && R->getName().contains_insensitive("iterator");
}

/// The pair of an iterator and whether it is new, which an insertion gives back.
static bool isInsertResult(QualType T) {
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(T.getCanonicalType()->getAsCXXRecordDecl());
  return S && S->getIdentifier() && S->getName() == "pair" && S->getTemplateArgs().size() == 2 &&
         isIterator(S->getTemplateArgs()[0].getAsType()) && S->getTemplateArgs()[1].getAsType()->isBooleanType();
}

/// Where an iterator leads, not what is there: what is assigned through it gets there.
ExprId Lowering::iteratorFrom(const clang::Expr *Init) {
  ExprId Where = place(Init);
  return G.kind(Where) == Op::Element && isOutside(Where) ? Where : rvalue(Where);
}

/// The text that a stream writes into: "QTextStream page(&out)".
static const clang::Expr *streamedInto(const VarDecl *V) {
  const auto *Made = V->getInit() ? dyn_cast<CXXConstructExpr>(V->getInit()->IgnoreImplicit()) : nullptr;
  if (!Made || Made->getNumArgs() == 0)
    return nullptr;
  const clang::Expr *To = Made->getArg(0);
  QualType T = To->getType();
  bool Writes = T->isPointerType() && !T->getPointeeType().isConstQualified();
  bool Stream = containerKind(V->getType()->getAsCXXRecordDecl()) == ContainerKind::Stream;
  return Stream && Writes && containerKind(T->getPointeeType()->getAsCXXRecordDecl()) == ContainerKind::Text ? To
                                                                                                             : nullptr;
}

void Lowering::declaration(const VarDecl *V) {
  if (V->isStaticLocal() || V->getTLSKind() != VarDecl::TLS_None)
    return staticLocal(V);
  if (V->hasExternalStorage())
    return;
  const clang::Expr *Init = V->getInit();
  QualType T = V->getType();
  if (Init)
    if (const LambdaExpr *L = lambdaOf(Init))
      LambdaVariables[V] = L;
  if (const auto *D = dyn_cast<DecompositionDecl>(V)) {
    ExprId From = Init ? place(Init) : NoExpr;
    bool Leads = T->isReferenceType() || isIterator(T) || isInsertResult(T);
    return bindings(D, Leads ? From : rvalue(From));
  }
  if (T->isReferenceType() && Init) {
    Places[V] = markedPart(G, Names, V, place(Init));
    if (G.kind(Places[V]) == Op::Call || G.kind(Places[V]) == Op::Construct)
      G.hint(Places[V], Names.name(V->getName()));
    return;
  }
  if (const clang::Expr *To = streamedInto(V)) {
    const auto *Address = dyn_cast<UnaryOperator>(bare(To));
    Places[V] = Address && Address->getOpcode() == UO_AddrOf ? place(To) : pointee(place(To));
    return;
  }
  // What goes into the stream goes into the file.
  bool Writes = fileStream(T) == FileAccess::Writes || fileStream(T) == FileAccess::Both;
  if (const auto *Made = Writes && Init ? dyn_cast<CXXConstructExpr>(Init->IgnoreImplicit()) : nullptr)
    if (auto File = openedStream(Made)) {
      Places[V] = *File;
      return;
    }
  ExprId Here = fresh(Op::Local, T, V->getLocation(), V->getName());
  Places[V] = Here;
  Names.noteHolding(T, ir::Holding::Kind::Local, Out.Symbol);
  if (Init) {
    ExprId Initial = T->isPointerType() ? pointedTo(Init) : isIterator(T) ? iteratorFrom(Init) : value(Init);
    // Fresh memory has the type of the pointer it is given to.
    if (Initial != NoExpr && G.kind(Initial) == Op::Local && Names.Unit->text(G[Initial].Type) == "void")
      Initial = shared(fresh(Op::Local, T, V->getLocation()));
    if (Initial != NoExpr) {
      G.hint(Initial, Names.name(V->getName()));
      store(Here, markedPart(G, Names, V, Initial));
    }
  }
  cleanup(V, Here);
}

void Lowering::staticLocal(const VarDecl *V) {
  Names.noteGlobal(V, V->isStaticLocal() ? Decl : nullptr);
  ExprId Where = placeOf(V, V->getLocation());
  const clang::Expr *Init = V->getInit();
  // A table of constants depends on nobody.
  if (Init && !Init->isValueDependent() && !V->hasConstantInitialization() && G.kind(Where) == Op::Global) {
    ExprId Initial = value(Init);
    if (G.kind(Initial) != Op::Literal)
      event(Event::Kind::Init, V->getLocation(), Where, NoExpr, Initial);
  }
}

void Lowering::bindings(const DecompositionDecl *D, ExprId Value) {
  unsigned Position = 0;
  for (const BindingDecl *B : D->bindings()) {
    const ValueDecl *Field = nullptr;
    if (const auto *M = dyn_cast_or_null<MemberExpr>(B->getBinding()))
      Field = M->getMemberDecl();
    ExprId Part;
    Op Kind = G.kind(Value);
    if (Field && Field->getName() != "first" && Field->getName() != "second") {
      Part = G.field(Value, fieldPrototype(Field, B->getLocation()));
    } else if (Kind == Op::Each || Kind == Op::Element) {
      // "for (auto &[key, value] : map)", "auto [it, inserted] = map.emplace(...)"
      bool IsMap = Kind == Op::Each;
      Part = IsMap && Position == 0   ? G.nary(Op::KeyOf, ir::NoName, {Value}, Names.loc(B->getLocation()))
             : IsMap || Position == 0 ? Value
                                      : wasAbsent(Value, B->getLocation());
    } else {
      ir::Expr Prototype;
      Prototype.Text = Names.name(Position == 0 ? "first" : Position == 1 ? "second" : std::to_string(Position));
      Prototype.Type = Names.type(B->getType());
      Prototype.Hint = Names.name(B->getName());
      Prototype.At = Names.loc(B->getLocation());
      Part = G.field(Value, Prototype);
    }
    G.hint(Part, Names.name(B->getName()));
    if (isIterator(B->getType())) {
      // A variable of its own: what is assigned through it goes where it leads.
      ExprId Here = fresh(Op::Local, B->getType(), B->getLocation(), B->getName());
      store(Here, Part);
      Part = Here;
    }
    Places[B] = Part;
    if (const VarDecl *Holding = B->getHoldingVar())
      Places[Holding] = Part;
    ++Position;
  }
}

} // namespace crosstalk::facts
