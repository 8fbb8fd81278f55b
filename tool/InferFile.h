// --infer FILE: what was recognised, written as a configuration.
//
// In:  a session and its units.  Out: a file that, used as configuration, reproduces the findings; what would change
// them is in it as a comment.
#pragma once
#include "Session.h"

namespace crosstalk {

/// Whether --infer can be done as given; no error when it was not given.
llvm::Error checkInferred(const CommandLine &Line, const Session &S);

/// Writes the file and says on stderr what is in it.
llvm::Error writeInferred(const std::string &Path, const Session &S, llvm::ArrayRef<driver::UnitResult> Units);

} // namespace crosstalk
