// The hash that GitHub's code scanning follows a finding's line by when lines move (primaryLocationLineHash).
//
// In:  a file's text.  Out: one hash a line, e.g. "c129715d7a2bc9a3:1".
#pragma once
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace crosstalk::report {

/// The hashes of all lines; element 0 is line 1. Each is a rolling hash of the 100 characters (UTF-16 units, without
/// spaces and tabs, any line end as one) from the line's start, and the how-manieth line of that hash it is.
std::vector<std::string> lineHashes(llvm::StringRef Text);

} // namespace crosstalk::report
