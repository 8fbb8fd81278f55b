// State, events and the frame of a function. See Lowering.h.
#include "facts/Lowering.h"
#include "facts/Marks.h"

using namespace clang;

namespace crosstalk::facts {

using ir::Condition;
using ir::Event;
using ir::ExprId;
using ir::NoExpr;
using ir::Op;

Lowering::Lowering(UnitBuilder &Names, const FunctionDecl *F) : Names(Names), Context(Names.Context), Decl(F) {}

/// The source without comments and layout.
static std::string essence(llvm::StringRef Source) {
  std::string Text;
  for (size_t I = 0; I < Source.size(); ++I) {
    llvm::StringRef Rest = Source.substr(I);
    if (Rest.starts_with("//")) {
      I += std::min(Rest.find('\n'), Rest.size() - 1);
    } else if (Rest.starts_with("/*")) {
      I += std::min(Rest.find("*/") + 1, Rest.size() - 1);
    } else if (!isWhitespace(Source[I])) {
      Text += Source[I];
    }
  }
  return Text;
}

static uint64_t bodyHash(const FunctionDecl *F, const SourceManager &Sources, const LangOptions &Language) {
  CharSourceRange Chars = Lexer::getAsCharRange(CharSourceRange::getTokenRange(F->getSourceRange()), Sources, Language);
  return llvm::xxh3_64bits(essence(Lexer::getSourceText(Chars, Sources, Language)));
}

ir::Function Lowering::run() {
  Out.Symbol = Names.symbol(Decl);
  Out.Qualified = Names.qualified(Decl);
  Out.Result = Names.type(Decl->getReturnType());
  Out.At = Names.loc(Decl->getLocation());
  Out.BodyHash = bodyHash(Decl, Names.Sources, Context.getLangOpts());
  Out.Flags = marksOf(Decl);
  if (!Decl->isExternallyVisible())
    Out.Flags |= ir::FunctionIsInternal;
  if (Decl->isMain())
    Out.Flags |= ir::FunctionIsMain;
  if (const auto *M = dyn_cast<CXXMethodDecl>(Decl)) {
    Out.Class = Names.type(Context.getCanonicalTagType(M->getParent()));
    if (M->isVirtual())
      Out.Flags |= ir::FunctionIsVirtual;
    if (M->isStatic())
      Out.Flags |= ir::FunctionIsStatic;
    if (M->isConst())
      Out.Flags |= ir::FunctionIsConst;
    if (isa<CXXConstructorDecl>(M))
      Out.Flags |= ir::FunctionIsConstructor;
    if (isa<CXXDestructorDecl>(M))
      Out.Flags |= ir::FunctionIsDestructor;
    for (const CXXMethodDecl *O : M->overridden_methods())
      Out.Overrides.push_back(Names.symbol(O));
    if (M->getParent()->isLambda()) {
      Out.Flags |= ir::FunctionIsLambda;
      for (const LambdaCapture &C : M->getParent()->captures())
        Out.Captures.push_back(Names.name(C.capturesThis()       ? "this"
                                          : C.capturesVariable() ? C.getCapturedVar()->getName()
                                                                 : ""));
    }
  }
  declareParameters();
  lowerInitializers();
  statement(Decl->getBody());
  Out.Exprs = G.take();
  return std::move(Out);
}

/// "crow::request", "HttpRequestPtr": told by the name; models know the rest.
static bool namesRequest(const UnitBuilder &Names, QualType T) {
  const auto *Tag = Names.unwrapped(T)->getAsTagDecl();
  if (!Tag)
    return false;
  llvm::StringRef Name = Tag->getName();
  return Name.ends_with_insensitive("request") || Name.ends_with_insensitive("requestimpl");
}

/// A handler takes a request and what answers it; its other plain parameters are parts of the route.
static bool isHandler(const UnitBuilder &Names, const FunctionDecl *F) {
  bool Request = false, Answers = F->getReturnType()->isVoidType() == false;
  for (const ParmVarDecl *P : F->parameters()) {
    Request |= namesRequest(Names, P->getType());
    std::string Type = P->getType().getCanonicalType().getAsString();
    Answers |= llvm::StringRef(Type).contains_insensitive("response") || llvm::StringRef(Type).contains("function<");
  }
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  bool Lambda = M && M->getParent()->isLambda();
  return Request && (Lambda || Answers);
}

void Lowering::declareParameters() {
  bool Handler = isHandler(Names, Decl) || (Out.Flags & ir::MarkEntry);
  for (unsigned I = 0; I < Decl->getNumParams(); ++I) {
    const ParmVarDecl *P = Decl->getParamDecl(I);
    QualType T = P->getType();
    ir::Expr E;
    E.Kind = Op::Param;
    E.Index = static_cast<int>(I);
    E.Type = Names.type(T);
    E.Hint = Names.name(P->getName());
    E.At = Names.loc(P->getLocation());
    E.Flags = marksOfParameter(Decl, I);
    bool Indirect = T->isReferenceType() || T->isPointerType() || !heldType(T.getNonReferenceType()).isNull();
    QualType Inner = T->isReferenceType() || T->isPointerType() ? T->getPointeeType() : T;
    if (Indirect && !T->isRValueReferenceType())
      E.Flags |= Inner.isConstQualified() ? ir::ParamIsConst : ir::ParamIsReference;
    if (Handler && !namesRequest(Names, T) &&
        (Inner->isArithmeticType() || containerKind(Inner->getAsCXXRecordDecl()) == ContainerKind::Text))
      E.Flags |= ir::ParamBesideRequest;
    Out.Parameters.push_back({E.Hint, E.Type, E.Flags});
    Places[P] = G.add(E);
  }
}

void Lowering::lowerInitializers() {
  const auto *C = dyn_cast<CXXConstructorDecl>(Decl);
  if (!C)
    return;
  for (const CXXCtorInitializer *I : C->inits()) {
    ExprId V = value(I->getInit());
    if (!I->isAnyMemberInitializer())
      continue;
    ir::Expr This;
    This.Kind = Op::This;
    This.Type = Out.Class;
    ExprId Target = G.field(G.add(This), fieldPrototype(I->getAnyMember(), I->getSourceLocation()));
    store(Target, V);
    event(Event::Kind::Store, I->getSourceLocation(), Target, NoExpr, V, ir::EventIsAssignment);
  }
}

void Lowering::event(Event::Kind What, SourceLocation At, ExprId Target, ExprId Key, ExprId Value, uint32_t Flags) {
  if (DryRun || Now.Dead)
    return;
  Event E;
  E.What = What;
  E.Target = Target;
  E.Key = Key;
  E.Value = Value;
  E.At = Names.loc(At);
  E.Flags = Flags | (LoopDepth ? ir::EventInLoop : 0) | (isa<CXXConstructorDecl>(Decl) ? ir::EventInConstructor : 0);
  E.Conditions = Now.Conditions;
  bool Keeps = What == Event::Kind::Store || What == Event::Kind::Put || What == Event::Kind::Append;
  if (Keeps && Shared.count(G.origin(Value)))
    Published[G.origin(Value)].push_back(Out.Events.size());
  Out.Events.push_back(std::move(E));
}

ExprId Lowering::shared(ExprId Object) {
  if (G.kind(Object) == Op::Local || G.kind(Object) == Op::Construct)
    Shared.insert(Object);
  return Object;
}

void Lowering::publishAgain(ExprId Object) {
  auto It = Published.find(Object);
  if (It == Published.end() || DryRun || Now.Dead)
    return;
  constexpr size_t MostEvents = 4000;
  ExprId Value = rvalue(Object);
  for (size_t &Last : It->second) {
    Event &E = Out.Events[Last];
    // Field after field: the last of them tells all.
    if (E.Conditions == Now.Conditions && G.origin(E.Value) == Object && E.Value != Object) {
      E.Value = Value;
      continue;
    }
    if (Out.Events.size() > MostEvents)
      return;
    Event Again = E;
    Again.Value = Value;
    Again.At = G[Value].At;
    Again.Conditions = Now.Conditions;
    Last = Out.Events.size();
    Out.Events.push_back(std::move(Again));
  }
}

State Lowering::branch(const State &From, ExprId Condition, bool Negated) {
  State S = From;
  if (Condition != NoExpr)
    S.Conditions.push_back({Condition, Negated});
  return S;
}

static void mergeMemory(ir::Graph &G, State &Into, const State &A, const State &B, ExprId Condition, ir::Loc At) {
  std::map<ExprId, ExprId> Roots = A.Memory;
  Roots.insert(B.Memory.begin(), B.Memory.end());
  for (auto &[Root, Unused] : Roots) {
    auto ItA = A.Memory.find(Root), ItB = B.Memory.find(Root);
    ExprId VA = ItA == A.Memory.end() ? Root : ItA->second;
    ExprId VB = ItB == B.Memory.end() ? Root : ItB->second;
    Into.Memory[Root] = VA == VB ? VA : Condition != NoExpr ? G.choice(Condition, VA, VB, At) : G.join({VA, VB}, At);
  }
}

/// What a state knows beyond the first Count conditions, as one value; NoExpr for nothing.
static ExprId extra(ir::Graph &G, const State &S, size_t Count, ir::Loc At) {
  if (S.Conditions.size() <= Count)
    return NoExpr;
  return G.conjunction({S.Conditions.begin() + Count, S.Conditions.end()}, At);
}

State Lowering::merge(ExprId Condition, State Then, State Else, const State &Before, SourceLocation Where) {
  if (Then.Dead && Else.Dead) {
    Then.Conditions = Before.Conditions;
    return Then;
  }
  if (Then.Dead)
    return Else;
  if (Else.Dead)
    return Then;
  ir::Loc At = Names.loc(Where);
  State S;
  S.Conditions = Before.Conditions;
  size_t Count = Before.Conditions.size() + (Condition == NoExpr ? 0 : 1);
  ExprId ExtraThen = extra(G, Then, Count, At), ExtraElse = extra(G, Else, Count, At);
  if (Condition != NoExpr && (ExtraThen != NoExpr || ExtraElse != NoExpr)) {
    ExprId True = literal("true", Where);
    S.Conditions.push_back(
        {G.choice(Condition, ExtraThen == NoExpr ? True : ExtraThen, ExtraElse == NoExpr ? True : ExtraElse, At),
         false});
  }
  mergeMemory(G, S, Then, Else, Condition, At);
  return S;
}

State Lowering::joinStates(State A, State B, SourceLocation At) {
  if (A.Dead)
    return B;
  if (B.Dead)
    return A;
  State S;
  for (size_t I = 0; I < A.Conditions.size() && I < B.Conditions.size() && A.Conditions[I] == B.Conditions[I]; ++I)
    S.Conditions.push_back(A.Conditions[I]);
  mergeMemory(G, S, A, B, NoExpr, Names.loc(At));
  return S;
}

State Lowering::joinEarlier(State Left, State Rest, size_t Common, SourceLocation Where) {
  if (Left.Dead)
    return Rest;
  if (Rest.Dead)
    return Left;
  ir::Loc At = Names.loc(Where);
  ExprId When = extra(G, Left, Common, At);
  State S;
  for (size_t I = 0;
       I < Left.Conditions.size() && I < Rest.Conditions.size() && Left.Conditions[I] == Rest.Conditions[I]; ++I)
    S.Conditions.push_back(Left.Conditions[I]);
  mergeMemory(G, S, Left, Rest, When, At);
  return S;
}

/// An object that this function made or received by value: its content can be followed.
bool Lowering::isOwnObject(ExprId Root) const {
  const ir::Expr &E = G[Root];
  switch (E.Kind) {
  case Op::Local:
  case Op::Construct:
  case Op::Lambda:
  case Op::Literal:
    return true;
  case Op::Param:
    return !(E.Flags & ir::ParamIsReference);
  default:
    return false;
  }
}

bool Lowering::isOutside(ExprId Location) const {
  ExprId Root = G.root(Location);
  switch (G[Root].Kind) {
  case Op::This:
  case Op::Global:
  case Op::Call:
  case Op::Out:
  case Op::Choice:
  case Op::Join:
    return true;
  case Op::Param:
    return G[Root].Flags & ir::ParamIsReference;
  default:
    return false;
  }
}

ExprId Lowering::content(ExprId Root) const {
  auto It = Now.Memory.find(Root);
  return It == Now.Memory.end() ? Root : It->second;
}

ExprId Lowering::load(ExprId Location) {
  const ir::Expr &E = G[Location];
  if (E.Kind == Op::Field && !E.Operands.empty()) {
    ExprId Base = load(E.Operands[0]);
    return Base == E.Operands[0] ? Location : G.field(Base, E);
  }
  if (E.Kind == Op::Element) {
    if (ExprId Last = lastAdded(E); Last != NoExpr)
      return G[Last].Operands[2];
    ExprId Base = load(E.Operands[0]);
    return Base == E.Operands[0] ? Location : G.element(Base, E.Operands[1], E.At, E.Type, E.Flags);
  }
  return content(Location);
}

/// Whether a value is an object as it was left on each of several ways: changed, but the same object.
static bool isSameObject(const ir::Graph &G, ExprId V, ExprId Object, int Depth = 12) {
  V = G.origin(V);
  if (V == Object || Depth == 0)
    return V == Object;
  const ir::Expr &E = G[V];
  if (E.Kind != Op::Choice && E.Kind != Op::Join)
    return false;
  return std::all_of(E.Operands.begin() + (E.Kind == Op::Choice), E.Operands.end(),
                     [&](ExprId Arm) { return isSameObject(G, Arm, Object, Depth - 1); });
}

ExprId Lowering::pointee(ExprId Pointer) {
  ExprId V = load(Pointer);
  return isSameObject(G, V, G.origin(Pointer)) ? Pointer : V;
}

ExprId Lowering::rvalue(ExprId Location) {
  ExprId V = load(Location);
  for (int I = 0; I < 4; ++I) {
    auto It = Now.Memory.find(V);
    if (It == Now.Memory.end() || It->second == V || !isOwnObject(V))
      break;
    V = It->second;
  }
  return filledArms(V, 4);
}

ExprId Lowering::filledArms(ExprId V, int Depth) {
  const ir::Expr E = G[V];
  if (E.Kind != Op::Choice || Depth == 0)
    return V;
  auto Filled = [&](int Side) {
    ExprId Arm = E.Operands[Side];
    auto It = isOwnObject(Arm) ? Now.Memory.find(Arm) : Now.Memory.end();
    if (It == Now.Memory.end())
      return filledArms(Arm, Depth - 1);
    const ir::Expr &Held = G[It->second];
    return Held.Kind == Op::Choice && Held.Operands[0] == E.Operands[0] ? Held.Operands[Side] : It->second;
  };
  ExprId Then = Filled(1), Else = Filled(2);
  return Then == E.Operands[1] && Else == E.Operands[2] ? V : G.choice(E.Operands[0], Then, Else, E.At);
}

ExprId Lowering::lastAdded(const ir::Expr &Location) {
  if (Location.Kind != Op::Element || Location.Operands[1] != NoExpr)
    return NoExpr;
  ExprId List = load(Location.Operands[0]);
  return G.kind(List) == Op::Insert && G[List].Operands[1] == NoExpr ? List : NoExpr;
}

void Lowering::store(ExprId Location, ExprId Value) {
  const ir::Expr E = G[Location];
  if (E.Kind == Op::Field) {
    store(E.Operands[0], G.with(load(E.Operands[0]), E, Value));
  } else if (ExprId Last = lastAdded(E); Last != NoExpr) {
    store(E.Operands[0], G.insert(G[Last].Operands[0], NoExpr, Value, E.At));
  } else if (E.Kind == Op::Element) {
    store(E.Operands[0], G.insert(load(E.Operands[0]), E.Operands[1], Value, E.At));
  } else if (E.Kind != Op::Each && E.Kind != Op::Literal) {
    Now.Memory[Location] = Value;
    publishAgain(Location);
  }
}

uint32_t Lowering::throughPointer(const clang::Expr *Assigned, ExprId Location) {
  const ir::Expr &E = G[Location];
  QualType T = Assigned->getType().getNonReferenceType().getCanonicalType().getUnqualifiedType();
  bool Leads = E.Kind == Op::Field && (E.Flags & ir::FieldIsReference);
  return Leads && Names.unwrapped(T).getCanonicalType().getUnqualifiedType() == T ? ir::EventThrough : 0;
}

void Lowering::assign(ExprId Location, ExprId Value, SourceLocation At, uint32_t Flags) {
  const ir::Expr E = G[Location];
  store(Location, Value);
  if (!isOutside(Location))
    return;
  if (E.Kind == Op::Element) // a position in an array is no key
    event(Event::Kind::Put, At, E.Operands[0], E.Flags & ir::ElementLossy ? NoExpr : E.Operands[1], Value,
          ir::EventIsAssignment);
  else
    event(Event::Kind::Store, At, Location, NoExpr, Value, ir::EventIsAssignment | Flags);
}

void Lowering::append(ExprId Location, ExprId Value, SourceLocation At) {
  store(Location, G.concat({load(Location), Value}, Names.loc(At)));
  if (isOutside(Location))
    event(Event::Kind::Append, At, Location, NoExpr, Value);
}

ExprId Lowering::fresh(Op Kind, QualType T, SourceLocation At, llvm::StringRef Hint) {
  ir::Expr E;
  E.Kind = Kind;
  E.Index = NextIndex++;
  E.Type = Names.type(T);
  E.Hint = Names.name(Hint);
  E.At = Names.loc(At);
  return G.add(E);
}

ExprId Lowering::literal(llvm::StringRef Text, SourceLocation At, uint32_t Flags) {
  ir::Expr E;
  E.Kind = Op::Literal;
  E.Text = Names.name(Text);
  E.Index = static_cast<int32_t>(Flags);
  E.Flags = Flags;
  E.At = Names.loc(At);
  return G.add(E);
}

ExprId Lowering::wasAbsent(ExprId Element, SourceLocation At) {
  return G.compare(ir::Relation::Equal, Element, literal("null", At, ir::LiteralIsNull), Names.loc(At));
}

ExprId Lowering::unknown(std::vector<ExprId> Operands, SourceLocation At, QualType T) {
  std::erase(Operands, NoExpr);
  ir::Expr E;
  E.Kind = Op::Unknown;
  E.Type = T.isNull() ? ir::NoName : Names.type(T);
  E.At = Names.loc(At);
  E.Operands = std::move(Operands);
  return G.add(E);
}

} // namespace crosstalk::facts
