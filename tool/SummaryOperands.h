// The summaries that a command line names.
//
// In:  operands: SUMMARY, or @LIST for those that a file lists.  Out: what is in them, in order, each unit once.
#pragma once
#include "CommandLine.h"
#include "summary/Summary.h"

namespace crosstalk {

/// What the operands of link name. None at all, or one that cannot be read, is an error.
llvm::Expected<std::vector<summary::UnitSummary>> readSummaries(const CommandLine &Line);

/// The same of these files.
llvm::Expected<std::vector<summary::UnitSummary>> readSummaries(llvm::ArrayRef<std::string> Files);

/// Whether all of these files are summaries; then a stage that is dumped starts from them.
bool areSummaries(llvm::ArrayRef<std::string> Files);

} // namespace crosstalk
