// Which libraries a unit brings along. See Vendored.h.
#include "facts/Vendored.h"
#include "facts/ClangHeaders.h"

using namespace clang;

namespace crosstalk::facts {

/// The namespace around all others, e.g. "nlohmann"; empty for none.
static llvm::StringRef outermostNamespace(const Decl *D) {
  llvm::StringRef Outermost;
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent())
    if (const auto *N = dyn_cast<NamespaceDecl>(C); N && N->getIdentifier())
      Outermost = N->getName();
  return Outermost;
}

static bool isSpecialization(const Decl *D) {
  if (const auto *F = dyn_cast<FunctionDecl>(D); F && F->getTemplateSpecializationKind() == TSK_ExplicitSpecialization)
    return true;
  for (const DeclContext *C = dyn_cast<DeclContext>(D); C; C = C->getParent())
    if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(C); S && S->isExplicitSpecialization())
      return true;
  return false;
}

static bool isDefinition(const Decl *D) {
  return (isa<CXXRecordDecl>(D) || isa<FunctionDecl>(D)) && !isSpecialization(D);
}

/// The library itself, its tests and what extends it: the main file defines things of the namespace.
static bool defines(const ASTContext &Context, llvm::StringRef Namespace) {
  const SourceManager &Sources = Context.getSourceManager();
  for (const Decl *D : Context.getTranslationUnitDecl()->decls()) {
    if (!Sources.isInMainFile(Sources.getExpansionLoc(D->getLocation())))
      continue;
    if (isa<FunctionDecl>(D) && outermostNamespace(D) == Namespace && !isSpecialization(D))
      return true;
    const auto *N = dyn_cast<NamespaceDecl>(D);
    if (N && N->getName() == Namespace)
      for (const Decl *Inner : N->decls())
        if (isa<NamespaceDecl>(Inner) || isDefinition(Inner))
          return true;
  }
  return false;
}

Vendored::Vendored(const ASTContext &Context, const LibraryHeaders &Known) {
  const SourceManager &Sources = Context.getSourceManager();
  std::set<std::string, std::less<>> Read;
  for (auto It = Sources.fileinfo_begin(); It != Sources.fileinfo_end(); ++It)
    Read.insert(llvm::sys::path::filename(It->first.getName()).str());
  for (const auto &[Namespace, Headers] : Known)
    if (llvm::any_of(Headers, [&](const std::string &H) { return Read.count(H); }) && !defines(Context, Namespace))
      Namespaces.insert(Namespace);
}

bool Vendored::contains(const Decl *D) const {
  return !Namespaces.empty() && Namespaces.count(outermostNamespace(D)) && !isSpecialization(D);
}

} // namespace crosstalk::facts
