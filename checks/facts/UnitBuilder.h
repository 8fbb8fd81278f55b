// The tables of a unit while it is being extracted: strings, files, records, globals, and the names of things.
//
// In:  clang declarations and types.  Out: names and indices of ir::Unit.
// Invariant: the order of the tables depends on the order of first use only.
#pragma once
#include "facts/ClangHeaders.h"
#include "facts/Vendored.h"
#include "ir/Unit.h"

namespace crosstalk::facts {

class UnitBuilder {
public:
  UnitBuilder(clang::ASTContext &Context, const LibraryHeaders &Libraries);

  ir::Name name(llvm::StringRef Text);
  ir::Loc loc(clang::SourceLocation Where);
  ir::Name symbol(const clang::Decl *D);
  ir::Name qualified(const clang::NamedDecl *D);

  /// The canonical name of a type without const, references, pointers and owning wrappers
  /// (smart pointers, optional, future, coroutine tasks): "std::shared_ptr<const Order>" is "Order".
  ir::Name type(clang::QualType T);
  clang::QualType unwrapped(clang::QualType T) const;
  std::string typeText(clang::QualType T);

  /// Makes sure that the record of a type is in the table, with its fields.
  void noteRecord(clang::QualType T);
  void referToComparisons(const clang::CXXRecordDecl *R);
  void noteGlobal(const clang::VarDecl *V, const clang::FunctionDecl *Around);
  /// The storage that all files of the machine are in: its keys are paths.
  ir::Name files();
  /// Makes sure that the declaration of a function that is only called is in the table.
  void noteDeclaration(const clang::FunctionDecl *F);
  void noteHolding(clang::QualType T, ir::Holding::Kind How, ir::Name Holder);

  /// Whether it is a library's: in a system header, or in a copy of a known library.
  bool isSystem(const clang::Decl *D) const;
  uint32_t fieldFlags(const clang::FieldDecl *F) const;

  clang::ASTContext &Context;
  const clang::SourceManager &Sources;
  std::shared_ptr<ir::Unit> Unit = std::make_shared<ir::Unit>();

  /// Equality operators that belong to the unit's records; the worklist extracts them too.
  std::vector<const clang::FunctionDecl *> Referenced;

private:
  Vendored Copied;
  ir::Name FilesSymbol{};
  llvm::StringMap<ir::Name> Names;
  llvm::DenseMap<unsigned, ir::FileId> Files;
  llvm::DenseMap<const clang::Decl *, ir::Name> Symbols;
  llvm::DenseMap<const void *, ir::Name> Types;
  llvm::DenseSet<const clang::Decl *> SeenRecords, SeenGlobals, SeenDeclarations;
  std::map<std::tuple<uint32_t, uint32_t, int>, bool> SeenHoldings;
};

/// Whether a class behaves like a shared or unique pointer, an optional, a future or a coroutine task:
/// what it holds is what it stands for. Returns the held type, or null.
clang::QualType heldType(clang::QualType T);

/// Whether such a class has the object in itself, as an optional has, and does not lead to it, as a pointer does.
bool holdsInside(clang::QualType T);

/// Whether the class is a container that library code provides: keyed (maps, caches) or a sequence.
enum class ContainerKind { None, Keyed, Set, Sequence, Text, Stream, Json };
ContainerKind containerKind(const clang::CXXRecordDecl *R);

} // namespace crosstalk::facts
