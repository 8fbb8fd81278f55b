// One translation unit as the build compiles it, as plain values.
//
// In:  a compilation database, or FILE... -- FLAGS.  Out: Adjust.h makes it clang's, ParsingSource runs it.
// Not here: which program the unit belongs to (Programs.h).
#pragma once
#include <string>
#include <vector>

namespace crosstalk::driver {

struct Job {
  std::string File;                   ///< absolute, without "." and ".."
  std::string Directory;              ///< where the command runs
  std::vector<std::string> Arguments; ///< the command as written, program first
};

} // namespace crosstalk::driver
