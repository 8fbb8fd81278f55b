// Objects as they are made, by a constructor, by "new", by an allocator of C; and as they are linked to each other.
//
// In:  an expression that makes an object.  Out: the object, with what its constructor was given.
#include "facts/Lowering.h"

using namespace clang;

namespace crosstalk::facts {

using ir::Event;
using ir::ExprId;
using ir::NoExpr;
using ir::Op;

ExprId Lowering::constructed(QualType T, const CXXConstructorDecl *C, std::vector<ExprId> Arguments,
                             SourceLocation At) {
  ir::Expr E;
  E.Kind = Op::Construct;
  E.Index = NextIndex++;
  E.Type = Names.type(T);
  E.At = Names.loc(At);
  if (C) {
    E.Text = Names.symbol(C);
    Names.noteDeclaration(C);
    Referenced.push_back(C);
  }
  E.Operands = {NoExpr};
  E.Operands.insert(E.Operands.end(), Arguments.begin(), Arguments.end());
  ExprId Id = G.add(E);
  event(Event::Kind::Call, At, NoExpr, NoExpr, Id);
  return Id;
}

ExprId Lowering::emptyRecord(QualType T, SourceLocation At) {
  ir::Expr Empty;
  Empty.Kind = Op::Record;
  Empty.Type = Names.type(T);
  Empty.At = Names.loc(At);
  return G.add(std::move(Empty));
}

/// "std::vector<char> buffer(size)": how many, not what; "owners(rows.size(), user.id)" holds that id.
ExprId Lowering::sized(const CXXConstructExpr *E, ContainerKind Kind, unsigned Count) {
  SourceLocation At = E->getExprLoc();
  if (Kind == ContainerKind::Text)
    return literal("", At, ir::LiteralIsString);
  ExprId Empty = emptyRecord(E->getType(), At);
  return Count > 1 ? G.insert(Empty, ir::NoExpr, value(E->getArg(1)), Names.loc(At)) : Empty;
}

ExprId Lowering::construct(const CXXConstructExpr *E) {
  const CXXConstructorDecl *C = E->getConstructor();
  SourceLocation At = E->getExprLoc();
  QualType T = E->getType();
  const CXXRecordDecl *R = C->getParent();
  unsigned Count = 0;
  for (const clang::Expr *A : E->arguments())
    Count += !isa<CXXDefaultArgExpr>(A);
  if (C->isCopyOrMoveConstructor() && Count >= 1) {
    ExprId From = place(E->getArg(0));
    noteRead(From, At);
    return rvalue(copied(From, T, At));
  }
  bool System = Names.isSystem(R);
  ContainerKind Kind = System ? containerKind(R) : ContainerKind::None;
  bool Sized = Kind == ContainerKind::Text || Kind == ContainerKind::Sequence;
  if (Sized && Count >= 1 && E->getArg(0)->getType()->isIntegerType() && !E->isListInitialization())
    return sized(E, Kind, Count);
  if (auto File = Kind == ContainerKind::Stream ? openedStream(E) : std::nullopt)
    return *File;
  if (Kind == ContainerKind::Text || Kind == ContainerKind::Stream)
    return Count ? value(E->getArg(0)) : literal("", At, ir::LiteralIsString);
  if (System && R->getIdentifier() && (R->getName() == "pair" || R->getName() == "tuple") && Count >= 1) {
    if (Count == 1)
      return value(E->getArg(0));
    ir::Expr Base;
    Base.Kind = Op::Record;
    Base.Type = Names.type(T);
    Base.At = Names.loc(At);
    ExprId V = G.add(Base);
    for (unsigned I = 0; I < Count; ++I) {
      ir::Expr Field;
      Field.Text = Names.name(R->getName() == "pair" ? (I ? "second" : "first") : std::to_string(I));
      Field.At = Names.loc(E->getArg(I)->getExprLoc());
      V = G.with(V, Field, value(E->getArg(I)));
    }
    return V;
  }
  if (!heldType(T).isNull()) {
    if (Count == 0 && R->getName() == "promise")
      return shared(fresh(Op::Local, T, At));
    if (Count == 0)
      return literal("null", At, ir::LiteralIsNull);
    ExprId Held = rvalue(place(E->getArg(0)));
    if (Count > 1)
      value(E->getArg(1)); // a deleter is code that runs: it may put the object back into a pool
    return Held;
  }
  bool WrapsCallable =
      System && R->getIdentifier() &&
      (R->getName() == "function" || R->getName() == "move_only_function" || R->getName() == "packaged_task");
  if (WrapsCallable && Count)
    return value(E->getArg(0));
  if (System && R->getIdentifier() && Count == 1 && R->getName().contains_insensitive("iterator"))
    return place(E->getArg(0));
  if (System && R->getIdentifier() && R->getName() == "nullopt_t")
    return literal("null", At, ir::LiteralIsNull);
  if (Kind != ContainerKind::None || (!System && C->isImplicit() && Count == 0) || (C->isDefaulted() && Count == 0)) {
    if (Kind != ContainerKind::None && Count == 1)
      return value(E->getArg(0));
    ir::Expr Base;
    Base.Kind = Op::Record;
    Base.Type = Names.type(T);
    Base.At = Names.loc(At);
    ExprId V = G.add(Base);
    for (unsigned I = 0; I < Count; ++I)
      V = G.insert(V, NoExpr, value(E->getArg(I)), Names.loc(At));
    return V;
  }
  std::vector<ExprId> Arguments;
  std::vector<const clang::Expr *> Plain;
  for (const clang::Expr *A : E->arguments()) {
    Plain.push_back(A);
    ExprId Where = place(A);
    Arguments.push_back(isOutside(Where) ? Where : rvalue(Where));
  }
  ExprId Object = constructed(T, C, std::move(Arguments), At);
  havoc(Object, C, nullptr, Plain);
  return Object;
}

ExprId Lowering::newObject(const CXXNewExpr *E) {
  Names.noteHolding(E->getAllocatedType(), ir::Holding::Kind::New, Out.Symbol);
  if (const CXXConstructExpr *C = E->getConstructExpr())
    if (!C->getConstructor()->isImplicit() || C->getNumArgs())
      return shared(place(C));
  // "new Page(render(user))": what the call makes is made in place.
  if (const clang::Expr *Init = E->isArray() ? nullptr : E->getInitializer(); Init && !isa<CXXConstructExpr>(Init))
    return shared(value(Init));
  return shared(fresh(Op::Local, E->getAllocatedType(), E->getExprLoc()));
}

QualType allocated(const CallExpr *E) {
  const auto *Callee = dyn_cast_or_null<NamedDecl>(E->getCalleeDecl());
  if (!Callee || !Callee->getIdentifier() || !E->getType()->isVoidPointerType() ||
      !Callee->getName().contains_insensitive("alloc") || Callee->getName().contains_insensitive("realloc"))
    return {};
  llvm::SmallVector<const Stmt *, 8> Open(E->arg_begin(), E->arg_end());
  while (!Open.empty()) {
    const Stmt *S = Open.pop_back_val();
    if (const auto *Size = dyn_cast_or_null<UnaryExprOrTypeTraitExpr>(S); Size && Size->getKind() == UETT_SizeOf)
      return Size->getTypeOfArgument()->isRecordType() ? Size->getTypeOfArgument() : QualType();
    if (isa_and_nonnull<clang::Expr>(S) && !isa<CallExpr>(S))
      Open.append(S->child_begin(), S->child_end());
  }
  return {};
}

ExprId Lowering::allocate(const CallExpr *E, QualType Made) {
  Names.noteHolding(Made, ir::Holding::Kind::New, Out.Symbol);
  for (const clang::Expr *A : E->arguments())
    value(A);
  return shared(fresh(Op::Local, Made, E->getExprLoc()));
}

/// Whether a part of an expression is "offsetof(T, links)".
static bool asksOffset(const Stmt *S, int Depth = 6) {
  if (!S || Depth == 0)
    return false;
  return isa<OffsetOfExpr>(S) || llvm::any_of(S->children(), [&](const Stmt *C) { return asksOffset(C, Depth - 1); });
}

ExprId Lowering::enclosing(const clang::Expr *E) {
  const auto *Cast = dyn_cast<CStyleCastExpr>(E->IgnoreParenImpCasts());
  const auto *Minus = Cast ? dyn_cast<BinaryOperator>(Cast->getSubExpr()->IgnoreParenImpCasts()) : nullptr;
  if (!Minus || Minus->getOpcode() != BO_Sub || !Cast->getType()->isPointerType() ||
      !Cast->getType()->getPointeeType()->isRecordType() || !asksOffset(Minus->getRHS()))
    return NoExpr;
  ExprId Links = value(Minus->getLHS());
  // The object around a member that was handed in, not one of a list.
  if (G.kind(Links) != Op::Field || Names.type(Cast->getType()) == G[Links].Type)
    return NoExpr;
  ir::Expr Each;
  Each.Kind = Op::Each;
  Each.Type = Names.type(Cast->getType());
  Each.At = Names.loc(E->getExprLoc());
  Each.Operands = {Links};
  return G.add(Each);
}

const FieldDecl *Lowering::linkIn(const clang::Expr *Assigned, ExprId Location) const {
  const auto *M = dyn_cast<MemberExpr>(bare(Assigned));
  const auto *F = M ? dyn_cast<FieldDecl>(M->getMemberDecl()) : nullptr;
  bool IsLink = F && Names.type(F->getType()) == Names.type(Context.getCanonicalTagType(F->getParent()));
  // Graph::field takes "c->next" for another "c": what is assigned to it is not what the object is from now on.
  bool IsTaken = G[Location].Kind != Op::Field || Names.Unit->text(G[Location].Text) != (F ? F->getName() : "");
  return IsLink && IsTaken ? F : nullptr;
}

void Lowering::assignThrough(const clang::Expr *Assigned, ExprId Location, ExprId Value, SourceLocation At) {
  const FieldDecl *Link = linkIn(Assigned, Location);
  if (!Link)
    return assign(Location, Value, At, throughPointer(Assigned, Location));
  store(Location, G.with(load(Location), fieldPrototype(Link, At), Value));
  if (isOutside(Location))
    event(Event::Kind::Store, At, Location, NoExpr, Value, ir::EventIsAssignment);
}

} // namespace crosstalk::facts
