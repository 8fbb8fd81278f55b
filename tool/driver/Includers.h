// Which units include a header: a preprocessor scan of all units, much cheaper than parsing them.
//
// In:  jobs and one file.  Out: the numbers of the jobs that read it, ascending.
#pragma once
#include "driver/Job.h"
#include "driver/Toolchain.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace crosstalk::driver {

/// Header is canonical (Paths.h). Units that cannot be scanned to the end count by what was seen of them.
std::vector<size_t> includersOf(llvm::StringRef Header, llvm::ArrayRef<Job> Jobs, const Toolchain &Tools,
                                unsigned Threads);

} // namespace crosstalk::driver
