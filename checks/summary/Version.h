// Who makes and reads summaries. A summary is of use only to the same version of the same program.
//
// Not here: the program's version as users see it.
#pragma once
#include <cstdint>
#include <string>

namespace crosstalk::summary {

/// Counts up with each change of summary.fbs, or of how the driver parses.
constexpr uint32_t FormatVersion = 4;

/// "crosstalk 0.1.0, facts 3f81c2d09ab4e675, LLVM 22.1.8". The number after "facts" is a hash of the sources that
/// decide what a summary says, made by the build: while these are being worked on, old summaries are not taken for new
/// ones.
const std::string &maker();

} // namespace crosstalk::summary
