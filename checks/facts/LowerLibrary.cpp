// Free functions of the language's own libraries: strings, formatting, algorithms, C strings and memory.
//
// In:  a call of a library function.  Out: its value, or nothing: then the call stays symbolic.
#include "facts/Lowering.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/ConvertUTF.h"

using namespace clang;

namespace crosstalk::facts {

using ir::Event;
using ir::ExprId;
using ir::NoExpr;
using ir::Op;

std::string spelling(const StringLiteral *Text) {
  if (Text->getCharByteWidth() == 1)
    return Text->getString().str();
  std::string Narrow;
  for (unsigned I = 0; I < Text->getLength(); ++I) {
    char Buffer[UNI_MAX_UTF8_BYTES_PER_CODE_POINT], *End = Buffer;
    if (llvm::ConvertCodePointToUTF8(Text->getCodeUnit(I), End))
      Narrow.append(Buffer, End);
  }
  return Narrow;
}

/// The text that a closure called on the spot keeps in Qt 5's static header: "[] { static const QStaticStringData ...
/// }()". A coroutine's body has null children.
static const clang::Expr *staticText(const CallExpr *E) {
  const auto *Called = dyn_cast<CXXOperatorCallExpr>(E);
  const auto *Made = Called && Called->getNumArgs() == 1 ? dyn_cast<LambdaExpr>(bare(Called->getArg(0))) : nullptr;
  if (!Made)
    return nullptr;
  for (const Stmt *S : Made->getBody()->children())
    if (const auto *D = dyn_cast_if_present<DeclStmt>(S); D && D->isSingleDecl())
      if (const auto *V = dyn_cast<VarDecl>(D->getSingleDecl()); V && V->isStaticLocal()) {
        const CXXRecordDecl *R = V->getType()->getAsCXXRecordDecl();
        const auto *Parts = V->getInit() ? dyn_cast<InitListExpr>(bare(V->getInit())) : nullptr;
        if (R && R->getName().starts_with("QStatic") && Parts && Parts->getNumInits() >= 1)
          return bare(Parts->getInit(Parts->getNumInits() - 1));
      }
  return nullptr;
}

const clang::Expr *literalOf(const CallExpr *E) {
  if (const clang::Expr *Text = staticText(E))
    return Text;
  const FunctionDecl *F = E->getDirectCallee();
  bool Makes = isa<UserDefinedLiteral>(E) || (F && F->getIdentifier() && F->getName() == "qMakeStringPrivate");
  return Makes && E->getNumArgs() >= 1 ? E->getArg(0) : nullptr;
}

/// The literal text of a format argument, or nothing.
static std::optional<std::string> literalText(const clang::Expr *E, clang::ASTContext &Context) {
  E = bare(E);
  for (int I = 0; E && I < 6; ++I) {
    if (const auto *S = dyn_cast<StringLiteral>(E))
      return spelling(S);
    if (const auto *C = dyn_cast<CXXConstructExpr>(E); C && C->getNumArgs() >= 1) {
      E = bare(C->getArg(0));
    } else if (const auto *M = dyn_cast<CXXMemberCallExpr>(E)) {
      E = bare(M->getImplicitObjectArgument());
    } else if (const auto *Made = dyn_cast<CallExpr>(E); Made && literalOf(Made)) {
      E = bare(literalOf(Made));
    } else if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
      const auto *V = dyn_cast<VarDecl>(D->getDecl());
      E = V && V->getAnyInitializer() && V->getType().isConstQualified() ? bare(V->getAnyInitializer()) : nullptr;
    } else if (const auto *L = dyn_cast<InitListExpr>(E); L && L->getNumInits() >= 1) {
      E = bare(L->getInit(0));
    } else {
      break;
    }
  }
  return std::nullopt;
}

/// Ends of the next placeholder at or after From: printf's "%5.2f" or a brace field "{:>8}".
static std::optional<std::pair<size_t, size_t>> placeholder(llvm::StringRef Text, size_t From) {
  for (size_t I = From; I < Text.size(); ++I) {
    if (Text[I] == '{' && I + 1 < Text.size()) {
      if (Text[I + 1] == '{') {
        ++I;
        continue;
      }
      size_t End = Text.find('}', I);
      if (End != llvm::StringRef::npos)
        return std::pair(I, End + 1);
    }
    if (Text[I] == '%' && I + 1 < Text.size()) {
      if (Text[I + 1] == '%') {
        ++I;
        continue;
      }
      size_t End = Text.find_first_of("diouxXeEfFgGaAcspnbq", I + 1);
      if (End != llvm::StringRef::npos)
        return std::pair(I, End + 1);
    }
  }
  return std::nullopt;
}

ExprId Lowering::format(const clang::Expr *Text, llvm::ArrayRef<const clang::Expr *> Arguments, SourceLocation At) {
  std::vector<ExprId> Parts;
  auto Known = literalText(Text, Context);
  size_t Next = 0;
  if (Known) {
    size_t From = 0;
    while (auto Hole = placeholder(*Known, From)) {
      if (Hole->first > From)
        Parts.push_back(literal(llvm::StringRef(*Known).slice(From, Hole->first), At, ir::LiteralIsString));
      llvm::StringRef Spec = llvm::StringRef(*Known).slice(Hole->first, Hole->second);
      unsigned Position = Next;
      if (Spec.size() > 2 && Spec[0] == '{' && isDigit(Spec[1]))
        Spec.drop_front(1).take_while([](char C) { return isDigit(C); }).getAsInteger(10, Position);
      if (Spec.contains('*'))
        ++Position, ++Next;
      if (Position < Arguments.size())
        Parts.push_back(value(Arguments[Position]));
      ++Next;
      From = Hole->second;
    }
    if (From < Known->size())
      Parts.push_back(literal(llvm::StringRef(*Known).substr(From), At, ir::LiteralIsString));
  } else {
    Parts.push_back(value(Text));
    for (const clang::Expr *A : Arguments)
      Parts.push_back(value(A));
  }
  return Parts.empty() ? literal("", At, ir::LiteralIsString) : G.concat(std::move(Parts), Names.loc(At));
}

std::optional<ExprId> Lowering::algorithmCall(const CallExpr *E, llvm::StringRef Name) {
  SourceLocation At = E->getExprLoc();
  bool Ranges = E->getNumArgs() >= 1 &&
                containerKind(Names.unwrapped(E->getArg(0)->getType())->getAsCXXRecordDecl()) != ContainerKind::None;
  unsigned FirstRest = Ranges ? 1 : 2;
  if (E->getNumArgs() < FirstRest)
    return std::nullopt;
  auto Element = [&] {
    ExprId First = value(E->getArg(0));
    if (G.kind(First) == Op::Each)
      return First;
    ExprId Where = place(E->getArg(0));
    ir::Expr Each;
    Each.Kind = Op::Each;
    Each.Index = NextIndex++;
    Each.At = Names.loc(At);
    Each.Operands = {isOutside(Where) ? Where : First};
    return G.add(Each);
  };
  if (isOneOf(Name, {"find_if", "find_if_not"}) && E->getNumArgs() > FirstRest) {
    ExprId One = Element();
    ExprId Test = inlineLambda(E->getArg(FirstRest), {One}, At);
    return G.choice(Name == "find_if" ? Test : G.negate(Test), One, literal("null", At, ir::LiteralIsNull),
                    Names.loc(At));
  }
  if (Name == "find" && E->getNumArgs() > FirstRest) {
    ExprId One = Element();
    ExprId Test = G.compare(ir::Relation::Equal, One, value(E->getArg(FirstRest)), Names.loc(At));
    return G.choice(Test, One, literal("null", At, ir::LiteralIsNull), Names.loc(At));
  }
  if (isOneOf(Name, {"any_of", "all_of", "none_of", "count_if"}) && E->getNumArgs() > FirstRest) {
    ExprId Test = inlineLambda(E->getArg(FirstRest), {Element()}, At);
    return Name == "none_of" ? G.negate(Test) : Test;
  }
  if (isOneOf(Name, {"for_each", "transform", "accumulate", "generate", "copy_if", "remove_copy_if"})) {
    ExprId One = Element();
    const clang::Expr *Function = E->getArg(E->getNumArgs() - 1);
    ExprId Result =
        lambdaOf(Function)
            ? inlineLambda(Function, Name == "accumulate" ? std::vector<ExprId>{NoExpr, One} : std::vector<ExprId>{One},
                           At)
            : One;
    if (isOneOf(Name, {"transform", "copy_if", "remove_copy_if"}) && E->getNumArgs() > FirstRest + 1) {
      ExprId Target = place(E->getArg(FirstRest));
      ExprId Kept = Name == "transform" ? Result
                                        : G.choice(Name == "copy_if" ? Result : G.negate(Result), One,
                                                   literal("null", At, ir::LiteralIsNull), Names.loc(At));
      ExprId Container = G.root(Target);
      store(Container, G.insert(load(Container), NoExpr, Kept, Names.loc(At)));
    }
    return Result;
  }
  if (isOneOf(Name, {"erase_if", "remove_if", "partition", "stable_partition"}) && E->getNumArgs() > FirstRest) {
    const clang::Expr *Function = E->getArg(E->getNumArgs() - 1);
    ExprId One = Element();
    ExprId Test = inlineLambda(Function, {One}, At);
    ExprId Container = Ranges ? place(E->getArg(0)) : G[One].Operands.empty() ? One : G[One].Operands[0];
    if (!Ranges)
      if (const auto *M = dyn_cast<CXXMemberCallExpr>(bare(E->getArg(0))))
        Container = place(M->getImplicitObjectArgument());
    if (Name == "partition" || Name == "stable_partition")
      Test = G.negate(Test);
    ExprId Removed = G.choice(Test, One, literal("null", At, ir::LiteralIsNull), Names.loc(At));
    store(Container, G.choice(G.negate(Test), load(Container), literal("null", At, ir::LiteralIsNull), Names.loc(At)));
    if (Name == "erase_if" && isOutside(Container))
      event(Event::Kind::Erase, At, Container, NoExpr, Removed);
    return Name == "remove_if" ? Removed : One;
  }
  return std::nullopt;
}

std::optional<ExprId> Lowering::textFunction(const CallExpr *E, llvm::StringRef Name) {
  SourceLocation At = E->getExprLoc();
  unsigned Count = E->getNumArgs();
  llvm::SmallVector<const clang::Expr *, 8> Rest;
  for (unsigned I = 1; I < Count; ++I)
    Rest.push_back(E->getArg(I));
  if (isOneOf(Name, {"to_string",
                     "to_wstring",
                     "stoi",
                     "stol",
                     "stoll",
                     "stoul",
                     "stoull",
                     "stod",
                     "stof",
                     "move",
                     "forward",
                     "as_const",
                     "ref",
                     "cref",
                     "static_pointer_cast",
                     "dynamic_pointer_cast",
                     "get",
                     "quoted",
                     "string_view",
                     "begin",
                     "cbegin",
                     "addressof",
                     "lexical_cast",
                     "exchange",
                     "launder",
                     "any_cast",
                     "move_if_noexcept",
                     "const_pointer_cast",
                     "data",
                     "back_inserter",
                     "inserter",
                     "get_if",
                     "to_underlying"}) &&
      Count >= 1) {
    if (Name == "exchange" && Count == 2) {
      ExprId Where = place(E->getArg(0));
      ExprId Old = rvalue(Where);
      noteRead(Where, At);
      assign(Where, value(E->getArg(1)), At);
      // What was there is not what is there now.
      return Old == Where ? unknown({Old}, At, E->getType()) : Old;
    }
    if (Name == "get")
      if (const FunctionDecl *F = E->getDirectCallee();
          F && F->getTemplateSpecializationArgs() && F->getTemplateSpecializationArgs()->size() &&
          F->getTemplateSpecializationArgs()->get(0).getKind() == TemplateArgument::Integral) {
        ir::Expr Field;
        int64_t Position = F->getTemplateSpecializationArgs()->get(0).getAsIntegral().getExtValue();
        Field.Text = Names.name(std::to_string(Position));
        Field.At = Names.loc(At);
        return G.field(value(E->getArg(0)), Field);
      }
    return place(E->getArg(0));
  }
  if (isOneOf(Name, {"end", "cend"}))
    return literal("null", At, ir::LiteralIsNull);
  if (isOneOf(Name, {"format", "StrFormat", "sprintf", "vformat", "format_to"}) && Count >= 1)
    return format(E->getArg(0), Rest, At);
  if (isOneOf(Name, {"StrCat", "Cat", "concat", "to", "join", "StrJoin", "tuple_cat"}) && Count >= 1) {
    std::vector<ExprId> Parts;
    for (const clang::Expr *A : E->arguments())
      Parts.push_back(value(A));
    return G.concat(std::move(Parts), Names.loc(At));
  }
  if (Name == "getline" && Count >= 2) {
    store(place(E->getArg(1)), value(E->getArg(0)));
    return value(E->getArg(0));
  }
  if (isOneOf(Name, {"make_pair", "make_tuple", "tie", "forward_as_tuple"})) {
    ir::Expr Base;
    Base.Kind = Op::Record;
    Base.Type = Names.type(E->getType());
    Base.At = Names.loc(At);
    ExprId V = G.add(Base);
    for (unsigned I = 0; I < Count; ++I) {
      ir::Expr Field;
      Field.Text = Names.name(Name == "make_pair" ? (I ? "second" : "first") : std::to_string(I));
      Field.At = Names.loc(At);
      V = G.with(V, Field, Name == "tie" ? rvalue(place(E->getArg(I))) : value(E->getArg(I)));
    }
    return V;
  }
  if (isOneOf(Name, {"make_shared", "make_unique", "allocate_shared", "make_optional", "make_refcounted"})) {
    std::vector<ExprId> Parts;
    for (const clang::Expr *A : E->arguments()) {
      ExprId Where = place(A);
      Parts.push_back(isOutside(Where) ? Where : rvalue(Where));
    }
    QualType Made = heldType(E->getType());
    if (Made.isNull())
      return std::nullopt;
    const CXXRecordDecl *R = Made->getAsCXXRecordDecl();
    Names.noteHolding(Made, ir::Holding::Kind::New, Out.Symbol);
    if (R && R->hasDefinition() && !Names.isSystem(R)) {
      const CXXConstructorDecl *Best = nullptr;
      for (const CXXConstructorDecl *C : R->ctors())
        if (!C->isImplicit() && !C->isCopyOrMoveConstructor() && C->getMinRequiredArguments() <= Count &&
            Count <= C->getNumParams())
          Best = C;
      if (Best)
        return shared(constructed(Made, Best, std::move(Parts), At));
    }
    if (Parts.size() == 1)
      return Parts[0];
    if (Parts.empty())
      return shared(fresh(Op::Local, Made, At));
    return shared(constructed(Made, nullptr, std::move(Parts), At));
  }
  if (Name == "swap" && Count == 2) {
    swapContents(E->getArg(0), E->getArg(1), At);
    return rvalue(place(E->getArg(1)));
  }
  if (Name == "call_once" && Count >= 2) {
    size_t FirstEvent = Out.Events.size();
    State Before = Now;
    inlineLambda(E->getArg(1), {}, At);
    Now = joinStates(std::move(Before), std::move(Now), At);
    // Whoever calls first decides: its stores are initializations.
    for (size_t I = FirstEvent; I < Out.Events.size(); ++I)
      if (Out.Events[I].What == Event::Kind::Store || Out.Events[I].What == Event::Kind::Append)
        Out.Events[I].What = Event::Kind::Init;
    return literal("null", At, ir::LiteralIsNull);
  }
  if ((Name == "invoke" || Name == "async") && Count >= 1) {
    unsigned First = Name == "async" && !lambdaOf(E->getArg(0)) && Count >= 2 ? 1 : 0;
    if (lambdaOf(E->getArg(First))) {
      std::vector<ExprId> Arguments;
      for (unsigned I = First + 1; I < Count; ++I)
        Arguments.push_back(value(E->getArg(I)));
      return inlineLambda(E->getArg(First), std::move(Arguments), At);
    }
    std::vector<ExprId> Arguments;
    for (unsigned I = First + 1; I < Count; ++I)
      Arguments.push_back(value(E->getArg(I)));
    ir::Expr C;
    C.Kind = Op::Call;
    C.At = Names.loc(At);
    C.Type = Names.type(E->getType());
    C.Operands = {value(E->getArg(First))};
    C.Operands.insert(C.Operands.end(), Arguments.begin(), Arguments.end());
    ExprId Id = G.add(C);
    event(Event::Kind::Call, At, NoExpr, NoExpr, Id);
    return Id;
  }
  return std::nullopt;
}

std::optional<ExprId> Lowering::libraryCall(const CallExpr *E, const FunctionDecl *F) {
  if (!F->getIdentifier())
    return std::nullopt;
  llvm::StringRef Name = F->getName();
  if (F->isStatic() && isa<CXXMethodDecl>(F)) {
    std::string Class = cast<CXXMethodDecl>(F)->getParent()->getQualifiedNameAsString();
    llvm::StringRef C(Class);
    if (Names.isSystem(F) && (Name == "now" || Name == "currentDateTime" || Name == "currentDateTimeUtc"))
      return fresh(Op::Fresh, E->getType(), E->getExprLoc(), "now");
    if (Names.isSystem(F) && E->getNumArgs() >= 1 &&
        (C.contains_insensitive("json") || C == "QString" || C == "QByteArray") &&
        (Name.starts_with("parse") || Name.starts_with("from") || Name == "number" || Name == "load"))
      return value(E->getArg(0));
    return std::nullopt;
  }
  const DeclContext *Scope = F->getDeclContext()->getEnclosingNamespaceContext();
  const auto *Namespace = dyn_cast<NamespaceDecl>(Scope);
  std::string Space = Namespace ? Namespace->getQualifiedNameAsString() : "";
  llvm::StringRef S(Space);
  bool Library = S.starts_with("std") || S.starts_with("fmt") || S.starts_with("absl") || S.starts_with("boost") ||
                 S.starts_with("folly") || S.starts_with("ranges");
  if (Library && Names.isSystem(F)) {
    if (S.contains("filesystem"))
      if (auto Known = fileSystemCall(E, Name))
        return Known;
    if (auto Known = textFunction(E, Name))
      return Known;
    if (auto Known = algorithmCall(E, Name))
      return Known;
  }
  if (const clang::Expr *Text = literalOf(E))
    return value(Text);
  if (!Namespace || S == "std")
    if (Names.isSystem(F) || F->isExternC()) {
      if (auto Known = stdioCall(E, Name))
        return Known;
      return cLibraryCall(E, Name);
    }
  return std::nullopt;
}

} // namespace crosstalk::facts
