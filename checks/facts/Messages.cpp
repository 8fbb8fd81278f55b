// Accessors of generated messages. See Messages.h.
#include "facts/Messages.h"

using namespace clang;

namespace crosstalk::facts {

/// protobuf's base class of all messages, in whatever inline namespace it is.
static bool isMessageBase(const CXXRecordDecl *R) {
  if (!R->getIdentifier() || (R->getName() != "MessageLite" && R->getName() != "Message"))
    return false;
  return R->getQualifiedNameAsString().starts_with("google::protobuf::");
}

bool isGeneratedMessage(const CXXRecordDecl *R) {
  for (int Depth = 0; R && R->hasDefinition() && Depth < 6; ++Depth) {
    if (isMessageBase(R))
      return Depth > 0;
    R = R->getNumBases() == 1 ? R->bases_begin()->getType()->getAsCXXRecordDecl() : nullptr;
  }
  return false;
}

static bool hasMethod(const CXXRecordDecl *R, llvm::StringRef Name) {
  return !R->lookup(&R->getASTContext().Idents.get(Name)).empty();
}

/// Every field can be cleared; nothing else of a message can. Of a repeated field, the getter of all its elements.
static const CXXMethodDecl *getterOf(const CXXRecordDecl *R, llvm::StringRef Field) {
  if (Field.empty() || !hasMethod(R, ("clear_" + Field).str()))
    return nullptr;
  const CXXMethodDecl *Found = nullptr;
  for (const NamedDecl *D : R->lookup(&R->getASTContext().Idents.get(Field)))
    if (const auto *M = dyn_cast<CXXMethodDecl>(D); M && (!Found || M->getNumParams() == 0))
      Found = M;
  return Found;
}

static FieldAccess made(const CXXRecordDecl *R, FieldAccess::Kind How, llvm::StringRef Field,
                        const CXXMethodDecl *Getter) {
  return {How, Field.str(), Getter, hasMethod(R, ("add_" + Field).str())};
}

std::optional<FieldAccess> fieldAccess(const CXXMethodDecl *M) {
  using Kind = FieldAccess::Kind;
  const CXXRecordDecl *R = M->getParent();
  if (!M->getIdentifier() || !isGeneratedMessage(R))
    return std::nullopt;
  llvm::StringRef Name = M->getName();
  if (const CXXMethodDecl *Getter = getterOf(R, Name))
    return made(R, Kind::Read, Name, Getter);
  static constexpr std::pair<llvm::StringRef, Kind> Prefixes[] = {
      {"set_allocated_", Kind::Write}, {"set_", Kind::Write},   {"mutable_", Kind::Place}, {"add_", Kind::Append},
      {"has_", Kind::Presence},        {"clear_", Kind::Clear}, {"release_", Kind::Read}};
  for (const auto &[Prefix, How] : Prefixes)
    if (Name.starts_with(Prefix))
      if (const CXXMethodDecl *Getter = getterOf(R, Name.drop_front(Prefix.size())))
        return made(R, How, Name.drop_front(Prefix.size()), Getter);
  if (Name.ends_with("_size"))
    if (const CXXMethodDecl *Getter = getterOf(R, Name.drop_back(5)))
      return made(R, Kind::Count, Name.drop_back(5), Getter);
  return std::nullopt;
}

std::vector<const CXXMethodDecl *> messageGetters(const CXXRecordDecl *R) {
  std::vector<const CXXMethodDecl *> Getters;
  llvm::StringSet<> Seen;
  for (const CXXMethodDecl *M : R->methods())
    if (M->getIdentifier() && getterOf(R, M->getName()) && Seen.insert(M->getName()).second)
      Getters.push_back(getterOf(R, M->getName()));
  return Getters;
}

} // namespace crosstalk::facts
