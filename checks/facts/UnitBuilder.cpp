// Names, records and globals of a unit. See UnitBuilder.h.
#include "facts/UnitBuilder.h"
#include "facts/Marks.h"
#include "facts/Messages.h"

using namespace clang;

namespace crosstalk::facts {

/// What a function template is called for is told by its first arguments; the others are deduced.
static constexpr size_t MaxTypeArguments = 2;

UnitBuilder::UnitBuilder(ASTContext &Context, const LibraryHeaders &Libraries)
    : Context(Context), Sources(Context.getSourceManager()), Copied(Context, Libraries) {
  Unit->Strings.emplace_back();
  Names[""] = ir::NoName;
  if (auto Entry = Sources.getFileEntryRefForID(Sources.getMainFileID()))
    Unit->MainFile = Entry->getName().str();
}

ir::Name UnitBuilder::name(llvm::StringRef Text) {
  auto [It, New] = Names.try_emplace(Text, ir::Name(Unit->Strings.size()));
  if (New)
    Unit->Strings.push_back(Text.str());
  return It->second;
}

ir::Loc UnitBuilder::loc(SourceLocation Where) {
  if (Where.isInvalid())
    return {};
  SourceLocation At = Sources.getExpansionLoc(Where);
  FileID Id = Sources.getFileID(At);
  auto [It, New] = Files.try_emplace(Id.getHashValue(), ir::FileId(Unit->Files.size()));
  if (New) {
    auto Entry = Sources.getFileEntryRefForID(Id);
    Unit->Files.push_back(Entry ? Entry->getName().str() : std::string("<unknown>"));
  }
  return {It->second, Sources.getExpansionLineNumber(At), Sources.getExpansionColumnNumber(At)};
}

ir::Name UnitBuilder::symbol(const Decl *D) {
  D = D->getCanonicalDecl();
  auto It = Symbols.find(D);
  if (It != Symbols.end())
    return It->second;
  llvm::SmallString<128> Usr;
  bool Failed = index::generateUSRForDecl(D, Usr);
  std::string Text(Usr.str());
  const auto *V = dyn_cast<VarDecl>(D);
  const auto *M = dyn_cast<CXXMethodDecl>(D);
  bool Local = (V && V->isStaticLocal()) || (M && M->getParent()->isLambda()) || D->getParentFunctionOrMethod();
  if (Failed || Text.empty() || Local) {
    ir::Loc At = loc(D->getLocation());
    Text += "@" + (At.valid() ? Unit->Files[static_cast<uint32_t>(At.File)] : std::string()) + ":" +
            std::to_string(At.Line) + ":" + std::to_string(At.Column);
    if (const auto *F = dyn_cast_or_null<FunctionDecl>(D->getParentFunctionOrMethod());
        F && F->isTemplateInstantiation())
      Text += "#" + Unit->text(symbol(F));
  }
  const auto *N = dyn_cast<NamedDecl>(D);
  if (N && !N->isExternallyVisible() && !Local)
    Text = Unit->MainFile + ":" + Text;
  return Symbols[D] = name(Text);
}

ir::Name UnitBuilder::qualified(const NamedDecl *D) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  PrintingPolicy Policy(Context.getLangOpts());
  Policy.SuppressUnwrittenScope = true;
  D->printQualifiedName(Out, Policy);
  return name(Text);
}

/// What the protocol buffer compiler wrote is its own, in whichever folder it was left.
static bool isGenerated(const Decl *D) {
  const auto *M = dyn_cast<CXXMethodDecl>(D);
  return M && isGeneratedMessage(M->getParent());
}

bool UnitBuilder::isSystem(const Decl *D) const {
  SourceLocation At = Sources.getExpansionLoc(D->getLocation());
  if (At.isInvalid() || Sources.isInSystemHeader(At))
    return true;
  // Installed libraries are often named by -I.
  return Sources.getFilename(At).starts_with("/usr/") || (!Sources.isInMainFile(At) && Copied.contains(D)) ||
         isGenerated(D);
}

ir::Name UnitBuilder::type(QualType T) {
  if (T.isNull())
    return ir::NoName;
  auto [It, New] = Types.try_emplace(T.getAsOpaquePtr(), ir::NoName);
  if (!New)
    return It->second;
  ir::Name N = name(typeText(T));
  Types[T.getAsOpaquePtr()] = N; // before its fields: a record may link to its own kind
  noteRecord(T);
  return N;
}

QualType UnitBuilder::unwrapped(QualType T) const {
  for (int Depth = 0; Depth < 8 && !T.isNull(); ++Depth) {
    T = T.getNonReferenceType().getCanonicalType().getUnqualifiedType();
    if (T->isPointerType() && !T->isFunctionPointerType())
      T = T->getPointeeType();
    else if (QualType Held = heldType(T); !Held.isNull())
      T = Held;
    else if (const auto *A = T->getAsArrayTypeUnsafe())
      T = A->getElementType();
    else
      break;
  }
  return T.isNull() ? T : T.getCanonicalType().getUnqualifiedType();
}

std::string UnitBuilder::typeText(QualType T) {
  T = unwrapped(T);
  if (T.isNull())
    return "";
  const auto *R = T->getAsCXXRecordDecl();
  if (!R) {
    if (const auto *Tag = T->getAsTagDecl())
      return Tag->getQualifiedNameAsString();
    PrintingPolicy Policy(Context.getLangOpts());
    Policy.Bool = true; // "_Bool" of C
    return T.getAsString(Policy);
  }
  if (R->isLambda())
    return "<lambda>";
  std::string Text = R->getQualifiedNameAsString();
  size_t Inline = Text.find("::__cxx11");
  if (Inline != std::string::npos)
    Text.erase(Inline, 9);
  if (Text == "std::basic_string" || Text == "std::basic_string_view")
    return "std::string";
  const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
  if (!S)
    return Text;
  std::string Arguments;
  unsigned Count = 0;
  for (const TemplateArgument &A : S->getTemplateArgs().asArray()) {
    if (A.getKind() != TemplateArgument::Type || Count == 2)
      continue;
    Arguments += (Count++ ? ", " : "") + typeText(A.getAsType());
  }
  return Text + "<" + Arguments + ">";
}

uint32_t UnitBuilder::fieldFlags(const FieldDecl *F) const {
  uint32_t Flags = marksOf(F);
  QualType T = F->getType();
  bool Shared = false;
  if (const auto *R = T.getCanonicalType()->getAsCXXRecordDecl())
    Shared = R->getName() == "shared_ptr" || R->getName() == "weak_ptr" || R->getName() == "reference_wrapper" ||
             R->getName() == "QSharedPointer" || R->getName() == "QPointer" || R->getName() == "intrusive_ptr";
  if (T->isReferenceType() || (T->isPointerType() && (T->getPointeeType()->isRecordType() || T->isVoidPointerType())) ||
      Shared)
    Flags |= ir::FieldIsReference;
  if (T->isReferenceType())
    Flags |= ir::FieldIsBound;
  if (T.isConstQualified() || (T->isReferenceType() && T.getNonReferenceType().isConstQualified()))
    Flags |= ir::FieldIsConst;
  return Flags;
}

static bool isMutexLike(llvm::StringRef Type) {
  return Type.contains("mutex") || Type.contains("Mutex") || Type.contains("once_flag") || Type.contains("atomic") ||
         Type.contains("RWLock") || Type.contains("ReadWriteLock") || Type.contains("spinlock") ||
         Type.contains("condition_variable") || Type.contains("pthread_");
}

static bool isOf(const ParmVarDecl *P, const CXXRecordDecl *R) {
  const CXXRecordDecl *Of = P->getType().getNonReferenceType()->getAsCXXRecordDecl();
  return Of && Of->getCanonicalDecl() == R->getCanonicalDecl();
}

/// Containers compare records through their own operators, from code that is not walked.
void UnitBuilder::referToComparisons(const CXXRecordDecl *R) {
  auto Refer = [&](const FunctionDecl *F) {
    OverloadedOperatorKind Kind = F ? F->getOverloadedOperator() : OO_None;
    bool Compares = Kind == OO_EqualEqual || Kind == OO_Less || Kind == OO_Spaceship ||
                    (Kind == OO_Call && F->getNumParams() == 2 && F->getReturnType()->isBooleanType());
    if (Compares && F->hasBody() && !F->isDefaulted())
      Referenced.push_back(F);
  };
  for (const CXXMethodDecl *M : R->methods())
    Refer(M);
  for (const FriendDecl *F : R->friends())
    Refer(dyn_cast_or_null<FunctionDecl>(F->getFriendDecl()));
  for (OverloadedOperatorKind Kind : {OO_EqualEqual, OO_Less, OO_Spaceship})
    for (const NamedDecl *D :
         R->getDeclContext()->getRedeclContext()->lookup(Context.DeclarationNames.getCXXOperatorName(Kind)))
      if (const auto *F = dyn_cast<FunctionDecl>(D); F && F->getNumParams() == 2 && isOf(F->getParamDecl(0), R))
        Refer(F);
}

static bool hasMethods(const CXXRecordDecl *R) {
  return R->getNumBases() || llvm::any_of(R->methods(), [](const CXXMethodDecl *M) { return !M->isImplicit(); });
}

/// The text that something is defined as: "const char *const find = "SELECT ..."", "std::string find = "SELECT ..."".
static const StringLiteral *textIn(const clang::Expr *Init) {
  if (!Init || Init->isValueDependent())
    return nullptr;
  Init = Init->IgnoreUnlessSpelledInSource();
  if (const auto *C = dyn_cast<CXXConstructExpr>(Init); C && C->getNumArgs() >= 1)
    Init = C->getArg(0)->IgnoreUnlessSpelledInSource();
  if (const auto *L = dyn_cast<InitListExpr>(Init); L && L->getNumInits() == 1)
    Init = L->getInit(0)->IgnoreUnlessSpelledInSource();
  const auto *Text = dyn_cast<StringLiteral>(Init);
  return Text && Text->getCharByteWidth() == 1 ? Text : nullptr;
}

void UnitBuilder::noteRecord(QualType T) {
  T = unwrapped(T);
  if (T.isNull())
    return;
  const RecordDecl *R = T->getAsRecordDecl();
  R = R ? R->getDefinition() : nullptr;
  if (!R || !SeenRecords.insert(R).second)
    return;
  if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R))
    for (const TemplateArgument &A : S->getTemplateArgs().asArray())
      if (A.getKind() == TemplateArgument::Type)
        noteRecord(A.getAsType());
  ir::Record Out;
  Out.Qualified = name(typeText(T));
  Out.At = loc(R->getLocation());
  Out.Flags = marksOf(R);
  const auto *C = dyn_cast<CXXRecordDecl>(R);
  if (isSystem(R))
    Out.Flags |= ir::RecordIsSystem;
  bool Generated = isGeneratedMessage(C);
  for (const CXXMethodDecl *Getter : Generated ? messageGetters(C) : std::vector<const CXXMethodDecl *>{})
    Out.Fields.push_back(
        {name(Getter->getName()), type(Getter->getReturnType()), ir::NoName, 0, loc(Getter->getLocation())});
  if (C)
    for (const CXXBaseSpecifier &B : C->bases())
      Out.Bases.push_back(type(B.getType()));
  if (Generated) {
    Out.Flags |= ir::RecordIsAggregate;
  } else if (!isSystem(R)) {
    bool AllPublic = true;
    for (const FieldDecl *F : R->fields()) {
      std::string FieldType = F->getType().getCanonicalType().getAsString();
      if (isMutexLike(FieldType))
        Out.Flags |= ir::RecordHasMutex;
      AllPublic &= F->getAccess() == AS_public || F->getAccess() == AS_none;
      const StringLiteral *Text = textIn(F->getInClassInitializer());
      Out.Fields.push_back({name(F->getName()), type(F->getType()), Text ? name(Text->getString()) : ir::NoName,
                            fieldFlags(F), loc(F->getLocation())});
    }
    if (AllPublic && !(C && C->isPolymorphic()))
      Out.Flags |= ir::RecordIsAggregate;
    if (C && C->isAbstract())
      Out.Flags |= ir::RecordIsAbstract;
    if (C && hasMethods(C))
      Out.Flags |= ir::RecordHasMethods;
    if (C)
      referToComparisons(C);
  }
  Unit->Records.push_back(std::move(Out));
}

/// The text that a constant is defined as here.
static const StringLiteral *constantText(const VarDecl *V) {
  const VarDecl *Definition = V->getDefinition();
  bool Constant = Definition && (Definition->isConstexpr() || Definition->getType().isConstQualified());
  return Constant ? textIn(Definition->getInit()) : nullptr;
}

void UnitBuilder::noteGlobal(const VarDecl *V, const FunctionDecl *Around) {
  V = V->getCanonicalDecl();
  if (!SeenGlobals.insert(V).second)
    return;
  ir::GlobalVariable G;
  G.Symbol = symbol(V);
  G.Qualified = qualified(V);
  G.Type = type(V->getType());
  G.At = loc(V->getLocation());
  G.Flags = marksOf(V);
  if (V->getTLSKind() != VarDecl::TLS_None)
    G.Flags |= ir::GlobalIsThreadLocal;
  if (V->getType().getNonReferenceType().isConstQualified() || V->isConstexpr())
    G.Flags |= ir::GlobalIsConst;
  if (isSystem(V))
    G.Flags |= ir::GlobalIsSystem;
  if (V->getType()->isPointerType())
    G.Flags |= ir::GlobalIsPointer;
  if (V->isStaticLocal())
    G.Flags |= ir::GlobalIsStaticLocal;
  if (V->isStaticDataMember())
    G.Flags |= ir::GlobalIsStaticMember;
  if (Around)
    G.Function = symbol(Around);
  if (const StringLiteral *Text = constantText(V))
    G.Constant = name(Text->getString());
  noteHolding(V->getType(), ir::Holding::Kind::Global, G.Symbol);
  Unit->Globals.push_back(G);
}

ir::Name UnitBuilder::files() {
  if (FilesSymbol == ir::NoName) {
    ir::GlobalVariable G;
    G.Symbol = G.Qualified = FilesSymbol = name(ir::FilesSymbol);
    Unit->Globals.push_back(G);
  }
  return FilesSymbol;
}

void UnitBuilder::noteDeclaration(const FunctionDecl *F) {
  if (!SeenDeclarations.insert(F->getCanonicalDecl()).second)
    return;
  ir::Function D;
  D.Symbol = symbol(F);
  D.Qualified = qualified(F);
  D.Result = type(F->getReturnType());
  D.At = loc(F->getLocation());
  D.Flags = marksOf(F);
  for (const ParmVarDecl *P : F->parameters())
    D.Parameters.push_back({name(P->getName()), type(P->getType()), marksOfParameter(F, P->getFunctionScopeIndex())});
  if (const TemplateArgumentList *Arguments = F->getTemplateSpecializationArgs())
    for (const TemplateArgument &A : Arguments->asArray())
      if (A.getKind() == TemplateArgument::Type && D.TypeArguments.size() < MaxTypeArguments)
        D.TypeArguments.push_back(type(A.getAsType()));
  if (const auto *M = dyn_cast<CXXMethodDecl>(F)) {
    D.Class = type(Context.getCanonicalTagType(M->getParent()));
    D.Flags |= (M->isVirtual() ? ir::FunctionIsVirtual : 0) | (M->isStatic() ? ir::FunctionIsStatic : 0) |
               (M->isConst() ? ir::FunctionIsConst : 0) | (isa<CXXConstructorDecl>(M) ? ir::FunctionIsConstructor : 0);
    for (const CXXMethodDecl *O : M->overridden_methods())
      D.Overrides.push_back(symbol(O));
  }
  Unit->Declarations.push_back(std::move(D));
}

void UnitBuilder::noteHolding(QualType T, ir::Holding::Kind How, ir::Name Holder) {
  ir::Name N = type(T);
  auto [It, New] =
      SeenHoldings.try_emplace({static_cast<uint32_t>(N), static_cast<uint32_t>(Holder), static_cast<int>(How)}, true);
  if (New && unwrapped(T)->isRecordType())
    Unit->Holdings.push_back({N, Holder, How});
}

} // namespace crosstalk::facts
