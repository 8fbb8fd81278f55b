// Where a unit's summary comes from: a parse now, a cache when there is one.
//
// In:  a Job.  Out: a UnitResult, always: a unit that fails says why instead.
// The seam for summary caches: one that keeps summaries on disk wraps the source that parses.
#pragma once
#include "driver/Job.h"
#include "llvm/ADT/StringMap.h"
#include <chrono>
#include <memory>

namespace crosstalk::ir {
struct Unit;
}

namespace crosstalk::driver {

/// What became of one unit.
struct UnitResult {
  enum class State {
    Complete,   ///< parsed without error
    Incomplete, ///< compile errors; analysed as far as clang recovered
    Failed,     ///< nothing could be analysed: no such file, a crash, a command that is none
    TimedOut    ///< took longer than --timeout
  };
  std::string File;
  State Status = State::Failed;
  std::shared_ptr<const ir::Unit> Unit; ///< null when Failed or TimedOut
  unsigned ErrorCount = 0;
  std::vector<std::string> Errors;    ///< the first of them: "file:line:column: error: text"
  std::vector<std::string> UserFiles; ///< what was read outside of system headers, absolute, sorted

  bool isWhole() const { return Status == State::Complete; }
};

/// "3 errors; analysed as far as clang recovered", "not analysed", ...; empty for a complete unit.
std::string describeFailure(const UnitResult &Unit);

/// Texts that stand for files: unsaved ones of an editor, those of another revision. Absolute path to content.
using Overlay = llvm::StringMap<std::string>;

/// Gives units; may be called by several threads at once.
class UnitSource {
public:
  virtual ~UnitSource() = default;
  virtual UnitResult get(const Job &J) = 0;
};

} // namespace crosstalk::driver
