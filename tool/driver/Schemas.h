// The schema files of a tree: DDL and migrations that tell which tables have owners.
//
// In:  a folder.  Out: paths, sorted, so that migrations come in the order of their names.
// Bounds keep this cheap on any tree: size of a file, number of files, number of folders looked into.
#pragma once
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace crosstalk::driver {

struct FoundSchemas {
  std::vector<std::string> Files; ///< absolute
  std::vector<std::string> Notes; ///< what a bound left out
};

FoundSchemas findSchemas(llvm::StringRef Root);

} // namespace crosstalk::driver
