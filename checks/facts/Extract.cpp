// Which functions are extracted: those of the main file, and those that they reach.
//
// In:  a parsed translation unit.  Out: ir::Unit with one ir::Function each.
// Bodies in system headers are never walked; inline functions of the user's headers only when something refers to them.
#include "facts/Extract.h"
#include "facts/Lowering.h"

using namespace clang;

namespace crosstalk::facts {

namespace {

class Worklist {
public:
  explicit Worklist(UnitBuilder &Names) : Names(Names) {}

  void roots(const DeclContext *Scope) {
    for (const Decl *D : Scope->decls())
      root(D);
  }

  void root(const Decl *D) {
    if (!inMainFile(D) && !isa<LinkageSpecDecl>(D))
      return;
    if (const auto *F = dyn_cast<FunctionDecl>(D))
      push(F);
    else if (const auto *T = dyn_cast<FunctionTemplateDecl>(D))
      for (const FunctionDecl *S : T->specializations())
        push(S);
    else if (const auto *T = dyn_cast<ClassTemplateDecl>(D))
      for (const ClassTemplateSpecializationDecl *S : T->specializations())
        record(S);
    else if (const auto *R = dyn_cast<CXXRecordDecl>(D))
      record(R);
    else if (const auto *V = dyn_cast<VarDecl>(D); V && V->hasGlobalStorage())
      Names.noteGlobal(V, nullptr);
    else if (isa<NamespaceDecl>(D) || isa<LinkageSpecDecl>(D) || isa<ExportDecl>(D))
      roots(cast<DeclContext>(D));
  }

  void record(const CXXRecordDecl *R) {
    if (R->isDependentContext() || !R->isThisDeclarationADefinition())
      return;
    Names.noteRecord(Names.Context.getCanonicalTagType(R));
    for (const Decl *D : R->decls()) {
      if (const auto *M = dyn_cast<CXXMethodDecl>(D))
        push(M);
      else if (const auto *T = dyn_cast<FunctionTemplateDecl>(D))
        for (const FunctionDecl *S : T->specializations())
          push(S);
      else if (const auto *V = dyn_cast<VarDecl>(D); V && V->hasGlobalStorage())
        Names.noteGlobal(V, nullptr);
      else if (const auto *Inner = dyn_cast<CXXRecordDecl>(D))
        record(Inner);
    }
  }

  void push(const FunctionDecl *F) {
    const FunctionDecl *Body = nullptr;
    if (!F->hasBody(Body) || Body->isDependentContext() || Body->isDefaulted() || Body->isDeleted())
      return;
    if (const auto *M = dyn_cast<CXXMethodDecl>(Body); M && M->isImplicit() && !M->getParent()->isLambda())
      return;
    if (Names.isSystem(Body) || !Seen.insert(Body->getCanonicalDecl()).second)
      return;
    Queue.push_back(Body);
  }

  void run() {
    for (size_t I = 0; I < Queue.size(); ++I) {
      Lowering L(Names, Queue[I]);
      Names.Unit->Functions.push_back(L.run());
      for (const FunctionDecl *F : L.Referenced)
        reach(F);
      for (const FunctionDecl *F : Names.Referenced)
        push(F);
      Names.Referenced.clear();
    }
  }

private:
  /// A referenced method may be called through a base; a constructed class brings its virtual methods.
  void reach(const FunctionDecl *F) {
    push(F);
    const auto *C = dyn_cast<CXXConstructorDecl>(F);
    if (!C || Names.isSystem(C->getParent()))
      return;
    for (const CXXMethodDecl *M : C->getParent()->methods())
      if (M->isVirtual())
        push(M);
  }

  bool inMainFile(const Decl *D) const {
    return Names.Sources.isInMainFile(Names.Sources.getExpansionLoc(D->getLocation()));
  }

  UnitBuilder &Names;
  std::vector<const FunctionDecl *> Queue;
  llvm::DenseSet<const Decl *> Seen;
};

} // namespace

std::shared_ptr<ir::Unit> extractUnit(ASTContext &Context, const LibraryHeaders &Libraries) {
  UnitBuilder Names(Context, Libraries);
  Worklist Work(Names);
  for (const Decl *D : Context.getTraversalScope()) {
    if (const auto *Unit = dyn_cast<TranslationUnitDecl>(D))
      Work.roots(Unit);
    else
      Work.root(D);
  }
  Work.run();
  return Names.Unit;
}

} // namespace crosstalk::facts
