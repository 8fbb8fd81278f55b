// Copies of known libraries in the user's own tree: "third_party/json.hpp" is no more the user's code than the
// installed one is, and its models say better what its functions do.
//
// In:  a parsed unit, and which namespaces the known libraries' headers declare.  Out: whether a declaration is theirs.
// Not here: system headers (UnitBuilder::isSystem).
#pragma once
#include "facts/Extract.h"
#include <set>

namespace clang {
class ASTContext;
class Decl;
} // namespace clang

namespace crosstalk::facts {

class Vendored {
public:
  Vendored(const clang::ASTContext &Context, const LibraryHeaders &Known);

  /// Whether \p D is in a header of a library that this unit only uses. A specialization is the user's.
  bool contains(const clang::Decl *D) const;

private:
  std::set<std::string, std::less<>> Namespaces;
};

} // namespace crosstalk::facts
