// What the program's exit codes mean; 3 outranks 1.
#pragma once

namespace crosstalk {

enum ExitCode : int {
  Clean = 0,      ///< nothing at or above --fail-on
  Reported = 1,   ///< findings
  WrongUsage = 2, ///< wrong usage or configuration, or an output that cannot be written
  Incomplete = 3  ///< a unit failed; the findings of all others are written
};

} // namespace crosstalk
