// The link targets of a CMake build, as its file API tells them.
//
// In:  BUILD/.cmake/api/v1/reply, which CMake writes when an editor or a user asked for a codemodel.
// Out: per executable, plug-in or library that nothing links: the sources that end up in it.
#pragma once
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace crosstalk::driver {

struct LinkTarget {
  std::string Name;
  std::vector<std::string> Sources; ///< absolute, sorted, with those of the libraries it links
};

/// Empty when there is no reply. Sorted by name.
llvm::Expected<std::vector<LinkTarget>> readLinkTargets(llvm::StringRef BuildFolder);

} // namespace crosstalk::driver
