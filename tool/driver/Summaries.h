// Unit results as summaries, and summaries that build steps left in files.
//
// In:  what became of a unit, or a file.  Out: the other.  Not here: the format (checks/summary).
#pragma once
#include "driver/UnitSource.h"
#include "summary/Summary.h"

namespace crosstalk::driver {

summary::UnitSummary summaryOf(const UnitResult &Result, std::vector<summary::FileUse> Reads = {});
UnitResult resultOf(summary::UnitSummary Summary);

/// Whether a file begins as a summary does.
bool isSummaryFile(llvm::StringRef Path);

llvm::Expected<summary::UnitSummary> readSummaryFile(llvm::StringRef Path);

} // namespace crosstalk::driver
