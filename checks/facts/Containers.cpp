// Which library classes hold other values, told by the shape of their names and template arguments.
//
// The standard library's wrappers and containers, and the classes of other libraries that follow their interface.
#include "facts/UnitBuilder.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace crosstalk::facts {

static const TemplateArgument *firstTypeArgument(const CXXRecordDecl *R) {
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(R);
  if (!S || S->getTemplateArgs().size() == 0 || S->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return nullptr;
  return &S->getTemplateArgs()[0];
}

QualType heldType(QualType T) {
  const CXXRecordDecl *R = T.getCanonicalType()->getAsCXXRecordDecl();
  if (!R || !R->getIdentifier())
    return {};
  bool Points = llvm::StringSwitch<bool>(R->getName())
                    .Cases({"shared_ptr", "unique_ptr", "weak_ptr", "intrusive_ptr", "not_null", "scoped_ptr"}, true)
                    .Cases({"QSharedPointer", "QPointer", "QScopedPointer", "observer_ptr", "SharedPtr"}, true)
                    .Cases({"RefPtr", "scoped_refptr", "AutoPtr"}, true)
                    .Default(false);
  bool Wraps =
      llvm::StringSwitch<bool>(R->getName())
          .Cases({"optional", "expected", "future", "shared_future", "initializer_list", "promise", "Expected"}, true)
          .Cases({"reference_wrapper", "atomic", "awaitable", "Task", "task", "lazy", "Lazy", "AsyncTask"}, true)
          .Cases({"StatusOr", "Future", "SemiFuture", "Result", "result"}, true)
          .Default(Points);
  if (!Wraps)
    return {};
  const TemplateArgument *A = firstTypeArgument(R);
  // A pointer to void leads to the handle of some C library; a task of void has no result.
  if (!A || (A->getAsType()->isVoidType() && !Points))
    return {};
  return A->getAsType();
}

bool holdsInside(QualType T) {
  const CXXRecordDecl *R = T.getNonReferenceType().getCanonicalType()->getAsCXXRecordDecl();
  return R && R->getIdentifier() && !heldType(T.getNonReferenceType()).isNull() &&
         llvm::StringSwitch<bool>(R->getName())
             .Cases({"optional", "expected", "Expected", "StatusOr"}, true)
             .Default(false);
}

ContainerKind containerKind(const CXXRecordDecl *R) {
  if (!R || !R->getIdentifier())
    return ContainerKind::None;
  llvm::StringRef N = R->getName();
  std::string Lower = N.lower();
  std::string Qualified = R->getQualifiedNameAsString();
  if (N == "basic_string" || N == "basic_string_view" || N == "QString" || N == "QByteArray" || N == "QStringView" ||
      N == "QLatin1String" || N == "StringPiece" || N == "fbstring_core" || N == "basic_fbstring")
    return ContainerKind::Text;
  if (N == "path" && llvm::StringRef(Qualified).contains("filesystem::"))
    return ContainerKind::Text;
  if (llvm::StringRef(Lower).ends_with("stream") || N == "basic_ostringstream" || N == "basic_stringstream" ||
      N == "basic_ostream" || N == "basic_memory_buffer")
    return R->isInStdNamespace() || N == "QTextStream" ? ContainerKind::Stream : ContainerKind::None;
  if (llvm::StringRef(Qualified).contains_insensitive("json"))
    return ContainerKind::Json;
  if (N == "QStringList" || N == "QByteArrayList")
    return ContainerKind::Sequence;
  if (N == "Value" && Qualified == "Json::Value")
    return ContainerKind::Json;
  if (llvm::StringRef(Lower).contains("iterator"))
    return ContainerKind::None;
  const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
  unsigned TypeArguments = 0;
  if (S)
    for (const TemplateArgument &A : S->getTemplateArgs().asArray())
      TypeArguments += A.getKind() == TemplateArgument::Type;
  if (!S || TypeArguments == 0)
    return ContainerKind::None;
  llvm::StringRef L(Lower);
  if (TypeArguments >= 2 && (L.contains("map") || L.contains("cache") || N == "QHash" || N == "QMultiHash" ||
                             N == "multi_index_container" || N == "hashed_index" || L.starts_with("ordered_index")))
    return ContainerKind::Keyed;
  if (L.ends_with("set") || L.ends_with("set_t"))
    return ContainerKind::Set;
  if (llvm::StringSwitch<bool>(N)
          .Cases({"vector", "deque", "list", "forward_list", "array", "queue", "stack", "priority_queue"}, true)
          .Cases({"span", "InlinedVector", "small_vector", "static_vector", "QList", "QVector", "QQueue", "QStack"},
                 true)
          .Cases({"concurrent_queue", "concurrent_vector", "concurrent_bounded_queue", "fbvector", "circular_buffer"},
                 true)
          .Cases({"ConcurrentQueue", "MPMCQueue", "SmallVector", "FixedArray", "valarray", "QSet"}, true)
          .Cases({"RepeatedField", "RepeatedPtrField"}, true)
          .Default(false))
    return ContainerKind::Sequence;
  return ContainerKind::None;
}

} // namespace crosstalk::facts
