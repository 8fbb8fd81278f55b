// Runs jobs on several threads and gives the results in the order of the jobs, whatever -j.
//
// In:  jobs and a source.  Out: one result a job.
// A unit that holds its thread far beyond the deadline is counted as timed out and its thread is left alone: it
// cannot be ended safely. A program that left a thread behind must end with _Exit; leftThreads() tells.
#pragma once
#include "driver/UnitSource.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace crosstalk::driver {

struct ParallelOptions {
  unsigned Threads = 0;            ///< 0: one a core
  std::chrono::seconds Timeout{0}; ///< of a unit; a thread is given up at twice that time. Zero: never
};

/// Called by the collecting thread, one call at a time: how many are done, of how many, and which was last.
using ProgressFn = llvm::function_ref<void(size_t Done, size_t All, llvm::StringRef File)>;

std::vector<UnitResult> runAll(llvm::ArrayRef<Job> Jobs, std::shared_ptr<UnitSource> Source,
                               const ParallelOptions &Options, ProgressFn Progress);

/// Whether some thread was given up since the program started.
bool leftThreads();

} // namespace crosstalk::driver
