// The source that runs clang.
//
// In:  a Job, adjusted on the way.  Out: summarizeTU of its AST, or why there is none.
// Bodies of functions in system headers are not parsed: no principal is stored there, and parsing is nearly all of
// the cost. A crash inside clang or the engine ends the unit, not the program; a deadline ends the unit at the next
// declaration. A unit stuck inside one declaration is given up by Parallel.h.
#pragma once
#include "driver/FileLog.h"
#include "driver/Toolchain.h"
#include "driver/UnitSource.h"

namespace crosstalk::driver {

struct ParseLimits {
  std::chrono::seconds Timeout{300}; ///< zero: none
  unsigned ShownErrors = 5;          ///< how many error lines of a unit are kept
};

class ParsingSource : public UnitSource {
public:
  ParsingSource(Toolchain Tools, ParseLimits Limits, std::shared_ptr<const Overlay> Texts = nullptr)
      : Tools(std::move(Tools)), Limits(Limits), Texts(std::move(Texts)) {}

  UnitResult get(const Job &J) override { return parse(J, nullptr); }

  /// The same; what the parse asks of the file system is noted in Log when there is one.
  UnitResult parse(const Job &J, FileLog *Log);

private:
  Toolchain Tools;
  ParseLimits Limits;
  std::shared_ptr<const Overlay> Texts;
};

} // namespace crosstalk::driver
