// Expressions: where a thing is (place) and what it holds (value).
//
// A pointer and what it points to are one path: "p->x" and "r.x" are Field(.., x).
#include "facts/Lowering.h"

using namespace clang;

namespace crosstalk::facts {

using ir::Event;
using ir::ExprId;
using ir::NoExpr;
using ir::Op;

const clang::Expr *bare(const clang::Expr *E) {
  while (E) {
    if (const auto *C = dyn_cast<ImplicitCastExpr>(E))
      E = C->getSubExpr();
    else if (const auto *P = dyn_cast<ParenExpr>(E))
      E = P->getSubExpr();
    else if (const auto *C = dyn_cast<ExprWithCleanups>(E))
      E = C->getSubExpr();
    else if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      E = M->getSubExpr();
    else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
      E = B->getSubExpr();
    else if (const auto *C = dyn_cast<ExplicitCastExpr>(E))
      E = C->getSubExpr();
    else if (const auto *S = dyn_cast<SubstNonTypeTemplateParmExpr>(E))
      E = S->getReplacement();
    else if (const auto *D = dyn_cast<CXXDefaultArgExpr>(E))
      E = D->getExpr();
    else if (const auto *D = dyn_cast<CXXDefaultInitExpr>(E))
      E = D->getExpr();
    else if (const auto *F = dyn_cast<ConstantExpr>(E))
      E = F->getSubExpr();
    else if (const auto *I = dyn_cast<CXXStdInitializerListExpr>(E))
      E = I->getSubExpr();
    else if (const auto *R = dyn_cast<CXXRewrittenBinaryOperator>(E))
      E = R->getSemanticForm();
    else
      break;
  }
  return E;
}

/// Whether the casts around an expression take its content: for a copy, or as a "const T &".
static bool takesContent(const clang::Expr *E) {
  while (const auto *C = dyn_cast<ImplicitCastExpr>(E->IgnoreParens())) {
    if (C->getCastKind() == CK_LValueToRValue ||
        (C->getCastKind() == CK_NoOp && C->isLValue() && C->getType().isConstQualified()))
      return true;
    E = C->getSubExpr();
  }
  return false;
}

ExprId Lowering::value(const clang::Expr *E) {
  if (!E)
    return NoExpr;
  ExprId Where = place(E);
  if (takesContent(E))
    Where = copied(Where, E->getType(), E->getExprLoc());
  ExprId Held = rvalue(Where);
  noteReadBack(Where, Held, E->getExprLoc());
  return Held;
}

ExprId Lowering::pointedTo(const clang::Expr *E) {
  ExprId Where = place(E), Held = rvalue(Where);
  // "found = buffer": whoever gets the pointer reads what is in the buffer by then.
  if (const clang::Expr *Bare = bare(E); Bare && Bare->getType()->isArrayType())
    noteReadBack(Where, Held, E->getExprLoc());
  return Held;
}

/// What was written above is read again: others may have written in between.
void Lowering::noteReadBack(ExprId Where, ExprId Held, SourceLocation At) {
  Op Kind = G.kind(Where), Root = G.kind(G.root(Where));
  bool Kept = Kind == Op::Global || (Kind == Op::Field && (Root == Op::Global || Root == Op::This));
  Kept &= !isa<CXXConstructorDecl>(Decl);
  if (Held != Where && Kept && G.kind(Held) != Op::Literal && ReadBack.insert(Where).second)
    event(Event::Kind::Get, At, Where, NoExpr, Held);
}

/// A cast that drops bits: a hash that is cut does not tell apart any more.
static const clang::Expr *narrowed(const clang::Expr *E, ASTContext &Context) {
  const auto *C = E ? dyn_cast<ExplicitCastExpr>(E->IgnoreParenImpCasts()) : nullptr;
  if (!C || !C->getType()->isIntegerType() || C->getSubExpr()->isTypeDependent())
    return nullptr;
  const clang::Expr *From = C->getSubExpr()->IgnoreParenImpCasts();
  bool Cuts =
      From->getType()->isIntegerType() && Context.getTypeSize(C->getType()) < Context.getTypeSize(From->getType());
  return Cuts ? From : nullptr;
}

/// "*mine = defaults;": a record of its own, that begins as the global one is.
ExprId Lowering::copied(ExprId From, QualType T, SourceLocation At) {
  const RecordDecl *R = T.getCanonicalType()->getAsRecordDecl();
  if (G.kind(From) != Op::Global || !R || Names.isSystem(R))
    return From;
  ir::Expr Copy;
  Copy.Kind = Op::Construct;
  Copy.Index = NextIndex++;
  Copy.Type = Names.type(T);
  Copy.At = Names.loc(At);
  Copy.Operands = {NoExpr, From};
  return G.add(Copy);
}

void Lowering::noteRead(ExprId Where, SourceLocation At) {
  ExprId Root = G.root(Where);
  // "current().user": the function may give out what a thread keeps. The link step knows.
  bool Asked = G.kind(Root) == Op::Call && G[Root].Operands.size() == 1 && G[Root].Operands[0] == NoExpr;
  if (!Asked && !ThreadStorage.count(Root))
    return;
  bool Again = !Out.Events.empty() && Out.Events.back().What == Event::Kind::Get && Out.Events.back().Target == Where;
  if (!Again)
    event(Event::Kind::Get, At, Where, NoExpr, NoExpr);
}

ExprId Lowering::place(const clang::Expr *E) {
  if (!E)
    return NoExpr;
  ExprId Where = placeBare(E, E->getExprLoc());
  if (Where != NoExpr && takesContent(E))
    noteRead(Where, E->getExprLoc());
  return Where;
}

ExprId Lowering::placeBare(const clang::Expr *E, SourceLocation At) {
  if (const clang::Expr *From = narrowed(E, Context)) {
    ExprId V = value(From);
    return G.kind(V) == Op::Hash ? G.nary(Op::Lossy, Names.name("narrowed"), {V}, Names.loc(From->getExprLoc())) : V;
  }
  if (ExprId Object = enclosing(E); Object != NoExpr)
    return Object;
  E = bare(E);
  if (!E)
    return NoExpr;
  if (++Depth > Limits.Depth) {
    --Depth;
    Out.Flags |= ir::FunctionBroadened;
    return unknown({}, At, E->getType());
  }
  At = E->getExprLoc();
  ExprId Result;
  switch (E->getStmtClass()) {
  case Stmt::DeclRefExprClass:
    Result = placeOf(cast<DeclRefExpr>(E)->getDecl(), At);
    break;
  case Stmt::MemberExprClass:
    Result = member(cast<MemberExpr>(E));
    break;
  case Stmt::CXXThisExprClass: {
    ir::Expr This;
    This.Kind = Op::This;
    This.Type = Names.type(E->getType());
    This.At = Names.loc(At);
    Result = G.add(This);
    if (const auto *M = dyn_cast<CXXMethodDecl>(Decl); M && M->getParent()->isLambda()) {
      // Inside a lambda "this" is a capture: a field of the closure.
      This.Type = Names.name("<lambda>");
      ir::Expr Field;
      Field.Text = Names.name("this");
      Field.Type = Names.type(E->getType());
      Field.Flags = ir::FieldIsReference;
      Field.At = Names.loc(At);
      Result = G.field(G.add(This), Field);
    }
    break;
  }
  case Stmt::StringLiteralClass:
    Result = literal(spelling(cast<StringLiteral>(E)), At, ir::LiteralIsString);
    break;
  case Stmt::IntegerLiteralClass:
    Result = literal(llvm::toString(cast<IntegerLiteral>(E)->getValue(), 10, true), At);
    break;
  case Stmt::CXXBoolLiteralExprClass:
    Result = literal(cast<CXXBoolLiteralExpr>(E)->getValue() ? "true" : "false", At);
    break;
  case Stmt::CharacterLiteralClass: {
    unsigned Char = cast<CharacterLiteral>(E)->getValue();
    Result = literal(std::string(1, Char < 128 ? static_cast<char>(Char) : '?'), At, ir::LiteralIsString);
    break;
  }
  case Stmt::FloatingLiteralClass:
    Result = literal("number", At);
    break;
  case Stmt::CXXNullPtrLiteralExprClass:
  case Stmt::GNUNullExprClass:
  case Stmt::ImplicitValueInitExprClass:
  case Stmt::CXXScalarValueInitExprClass:
    Result = literal("null", At, ir::LiteralIsNull);
    break;
  case Stmt::UnaryExprOrTypeTraitExprClass:
    Result = literal("size", At);
    break;
  case Stmt::UserDefinedLiteralClass:
    // "30s" calls a template that holds its digits; it has no argument.
    Result = cast<UserDefinedLiteral>(E)->getNumArgs() ? value(cast<UserDefinedLiteral>(E)->getArg(0))
                                                       : literal("number", At);
    break;
  case Stmt::UnaryOperatorClass:
    Result = unary(cast<UnaryOperator>(E));
    break;
  case Stmt::BinaryOperatorClass:
  case Stmt::CompoundAssignOperatorClass:
    Result = binary(cast<BinaryOperator>(E));
    break;
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass:
    Result = conditional(cast<AbstractConditionalOperator>(E));
    break;
  case Stmt::OpaqueValueExprClass: {
    auto It = Opaque.find(E);
    Result = It != Opaque.end() ? It->second : place(cast<OpaqueValueExpr>(E)->getSourceExpr());
    break;
  }
  case Stmt::ArraySubscriptExprClass: {
    const auto *A = cast<ArraySubscriptExpr>(E);
    ExprId Base = place(A->getBase());
    // Memory from the heap: what a call left there is in the object, not in the pointer.
    if (bare(A->getBase())->getType()->isPointerType() && G.kind(pointee(Base)) == Op::Local)
      Base = pointee(Base);
    Result = G.element(Base, value(A->getIdx()), Names.loc(At), Names.type(E->getType()), ir::ElementLossy);
    break;
  }
  case Stmt::CallExprClass:
  case Stmt::CXXMemberCallExprClass:
    Result = call(cast<CallExpr>(E));
    break;
  case Stmt::CXXOperatorCallExprClass:
    Result = operatorCall(cast<CXXOperatorCallExpr>(E));
    break;
  case Stmt::CXXConstructExprClass:
  case Stmt::CXXTemporaryObjectExprClass:
    Result = construct(cast<CXXConstructExpr>(E));
    break;
  case Stmt::CXXInheritedCtorInitExprClass:
    Result = fresh(Op::Local, E->getType(), At);
    break;
  case Stmt::InitListExprClass:
    Result = initList(cast<InitListExpr>(E));
    break;
  case Stmt::CXXParenListInitExprClass:
    Result = aggregate(E->getType(), cast<CXXParenListInitExpr>(E)->getInitExprs(), At);
    break;
  case Stmt::LambdaExprClass:
    Result = lambda(cast<LambdaExpr>(E));
    break;
  case Stmt::CXXNewExprClass:
    Result = newObject(cast<CXXNewExpr>(E));
    break;
  case Stmt::CXXDeleteExprClass:
    value(cast<CXXDeleteExpr>(E)->getArgument());
    Result = literal("null", At, ir::LiteralIsNull);
    break;
  case Stmt::CXXThrowExprClass:
    if (const clang::Expr *Thrown = cast<CXXThrowExpr>(E)->getSubExpr())
      value(Thrown);
    event(Event::Kind::Throw, At, NoExpr, NoExpr, NoExpr);
    Now.Dead = true;
    Result = literal("null", At, ir::LiteralIsNull);
    break;
  case Stmt::CoawaitExprClass:
  case Stmt::CoyieldExprClass:
    Result = value(cast<CoroutineSuspendExpr>(E)->getOperand());
    event(Event::Kind::Suspend, At, NoExpr, NoExpr, Result);
    break;
  case Stmt::StmtExprClass:
    statement(cast<StmtExpr>(E)->getSubStmt());
    Result = unknown({}, At, E->getType());
    break;
  default: {
    std::vector<ExprId> Parts;
    for (const Stmt *Child : E->children())
      if (const auto *Inner = dyn_cast_or_null<clang::Expr>(Child))
        Parts.push_back(value(Inner));
    Result = unknown(std::move(Parts), At, E->getType());
  }
  }
  --Depth;
  return Result;
}

ExprId Lowering::memberName(const FieldDecl *F, SourceLocation At) {
  Names.type(Context.getCanonicalTagType(F->getParent()));
  return literal(Names.Unit->text(Names.qualified(F)), At);
}

/// The text that a variable of text is made of at the start, or nothing.
static const StringLiteral *initialText(const VarDecl *V) {
  const clang::Expr *Init = V->getInit() ? bare(V->getInit()) : nullptr;
  if (const auto *C = dyn_cast_or_null<CXXConstructExpr>(Init); C && C->getNumArgs() >= 1)
    Init = bare(C->getArg(0));
  return dyn_cast_or_null<StringLiteral>(Init);
}

static bool isStatement(const StringLiteral *Text) {
  if (!Text || Text->getCharByteWidth() != 1)
    return false;
  llvm::StringRef Words = Text->getString().ltrim();
  return llvm::any_of(std::initializer_list<llvm::StringRef>{"select ", "insert ", "update ", "delete ", "replace "},
                      [&](llvm::StringRef Verb) { return Words.starts_with_insensitive(Verb); });
}

/// "std::string byId = \"SELECT ...\";": nobody puts another text there, though it could be done.
static bool holdsStatement(const VarDecl *V) { return isStatement(initialText(V)); }

/// "constexpr Named catalogue[] = {{\"invoice.get\", \"SELECT ...\"}, ...}": statements that are written out in a
/// table.
static bool listsStatements(const Stmt *Init, int Depth = 12) {
  if (!Init || Depth == 0 || isa<LambdaExpr>(Init))
    return false;
  return isStatement(dyn_cast<StringLiteral>(Init)) ||
         llvm::any_of(Init->children(), [&](const Stmt *Part) { return listsStatements(Part, Depth - 1); });
}

ExprId Lowering::placeOf(const ValueDecl *D, SourceLocation At) {
  auto It = Places.find(D);
  if (It != Places.end())
    return It->second;
  if (const auto *F = dyn_cast<FunctionDecl>(D)) {
    Referenced.push_back(F);
    return G.nary(Op::Function, Names.symbol(F), {}, Names.loc(At));
  }
  if (const auto *C = dyn_cast<EnumConstantDecl>(D))
    return literal(Names.Unit->text(Names.qualified(C)), At);
  if (const auto *F = dyn_cast<FieldDecl>(D)) // "&Order::owner": a name that a mapper knows, no value
    return memberName(F, At);
  if (const auto *B = dyn_cast<BindingDecl>(D)) {
    if (const clang::Expr *Bound = B->getBinding())
      return place(Bound);
  }
  if (const auto *V = dyn_cast<VarDecl>(D)) {
    const auto *M = dyn_cast<CXXMethodDecl>(Decl);
    if (M && M->getParent()->isLambda() && V->isLocalVarDeclOrParm() && !V->isStaticLocal()) {
      ir::Expr This;
      This.Kind = Op::This;
      This.Type = Names.name("<lambda>");
      ir::Expr Field;
      Field.Text = Names.name(V->getName());
      Field.Type = Names.type(V->getType());
      Field.At = Names.loc(At);
      return G.field(G.add(This), Field);
    }
    const CXXRecordDecl *R = V->getType()->getAsCXXRecordDecl();
    if (R && R->getIdentifier() && R->getName() == "nullopt_t")
      return literal("null", At, ir::LiteralIsNull);
    if (V->hasGlobalStorage()) {
      bool Constant = V->isConstexpr() || V->getType().isConstQualified();
      const VarDecl *Definition = V->getDefinition(Context) ? V->getDefinition(Context) : V;
      if ((Constant || holdsStatement(Definition)) && Definition->getInit() &&
          !Definition->getInit()->isValueDependent() && Depth < 40) {
        const clang::Expr *Init = bare(Definition->getInit());
        if (const auto *Text = dyn_cast<StringLiteral>(Init))
          return place(Text);
        if (const auto *C = dyn_cast<CXXConstructExpr>(Init); C && C->getNumArgs() >= 1)
          if (const auto *Text = dyn_cast<StringLiteral>(bare(C->getArg(0))))
            return place(Text);
        if (isa<IntegerLiteral>(Init) || isa<CXXBoolLiteralExpr>(Init))
          return place(Init);
        if (Constant && (isa<InitListExpr>(Init) || isa<CXXConstructExpr>(Init)) && listsStatements(Init))
          return Places[V] = value(Init);
      }
      Names.noteGlobal(V, nullptr);
      ir::Expr E;
      E.Kind = Op::Global;
      E.Text = Names.symbol(V);
      E.Type = Names.type(V->getType());
      E.Hint = Names.name(V->getName());
      E.At = Names.loc(At);
      Places[V] = G.add(E);
      if (V->getTLSKind() != VarDecl::TLS_None)
        ThreadStorage.insert(Places[V]);
      return Places[V];
    }
  }
  return Places[D] = fresh(Op::Local, D->getType(), D->getLocation(), D->getName());
}

ir::Expr Lowering::fieldPrototype(const ValueDecl *Field, SourceLocation At) {
  ir::Expr E;
  E.Kind = Op::Field;
  E.Text = Names.name(Field->getName());
  E.Type = Names.type(Field->getType());
  E.Hint = E.Text;
  E.At = Names.loc(At);
  if (const auto *F = dyn_cast<FieldDecl>(Field)) {
    E.Owner = Names.type(Context.getCanonicalTagType(F->getParent()));
    E.Flags = Names.fieldFlags(F);
  }
  return E;
}

ExprId Lowering::member(const MemberExpr *E) {
  SourceLocation At = E->getMemberLoc();
  const ValueDecl *D = E->getMemberDecl();
  if (isa<VarDecl>(D) || isa<EnumConstantDecl>(D))
    return placeOf(D, At);
  if (const auto *M = dyn_cast<CXXMethodDecl>(D)) {
    Referenced.push_back(M);
    return G.nary(Op::Function, Names.symbol(M), {}, Names.loc(At));
  }
  ExprId Base = place(E->getBase());
  const auto *Arrow = dyn_cast<CXXOperatorCallExpr>(bare(E->getBase()));
  bool Inside = Arrow && Arrow->getOperator() == OO_Arrow && holdsInside(Arrow->getArg(0)->getType());
  if (E->isArrow() && !Inside)
    Base = pointee(Base);
  const auto *F = dyn_cast<FieldDecl>(D);
  if (F && F->isAnonymousStructOrUnion())
    return Base;
  llvm::StringRef Name = D->getName();
  const auto *R = F ? dyn_cast<CXXRecordDecl>(F->getParent()) : nullptr;
  if (R && R->getIdentifier() && (R->getName() == "pair" || R->getName() == "__pair_base") &&
      (Name == "first" || Name == "second")) {
    Op Kind = G.kind(Base);
    bool OfIterator = false;
    if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R))
      OfIterator = S->getTemplateArgs().size() == 2 && S->getTemplateArgs()[1].getKind() == TemplateArgument::Type &&
                   S->getTemplateArgs()[1].getAsType()->isBooleanType();
    if (Kind == Op::Element || Kind == Op::Each) {
      if (OfIterator)
        return Name == "first" ? Base : wasAbsent(Base, At);
      if (Name == "second")
        return Base;
      // A record as a key may be equal without being the same: what is stored there is its own.
      const CXXRecordDecl *KeyRecord = E->getType()->getAsCXXRecordDecl();
      bool SameKey = !KeyRecord || Names.isSystem(KeyRecord);
      return Kind == Op::Element && G[Base].Operands[1] != NoExpr && SameKey
                 ? G[Base].Operands[1]
                 : G.nary(Op::KeyOf, ir::NoName, {Base}, Names.loc(At));
    }
    if (OfIterator && Kind != Op::With)
      return Name == "first" ? Base : unknown({Base}, At);
  }
  return G.field(Base, fieldPrototype(D, At));
}

} // namespace crosstalk::facts
