// How the work tree differs from a git revision, so that both can be analysed without a second checkout.
//
// In:  a folder in a work tree, a revision.  Out: which files were added, changed or deleted since; their old texts.
// git is run for reading only: neither the index nor the work tree is written.
#pragma once
#include "driver/UnitSource.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <set>
#include <string>

namespace crosstalk::driver {

/// Paths are absolute and canonical.
struct TreeDifference {
  std::string Top;               ///< of the work tree
  std::string Commit;            ///< the revision's full hash
  std::set<std::string> Added;   ///< not there at the revision; with the files that git does not know yet
  std::set<std::string> Changed; ///< there, with other text
  std::set<std::string> Deleted; ///< there at the revision, not now
};

llvm::Expected<TreeDifference> differenceFrom(llvm::StringRef Folder, llvm::StringRef Revision);

/// The texts of these files at the revision. A file that git cannot give, e.g. a submodule, is left out.
llvm::Expected<Overlay> textsAt(const TreeDifference &Difference, llvm::ArrayRef<std::string> Files);

} // namespace crosstalk::driver
