// Comments in the source that suppress findings, as in clang-tidy, but with a rule and a reason.
//
//   Cache[K] = V; // NOLINT(crosstalk-unkeyed-cache): prices are public
//   /* NOLINTNEXTLINE(crosstalk-*): generated */          NOLINTBEGIN(...): reason ... NOLINTEND(...)
//
// In:  a record with its findings, and the texts of the analysed files.
// Out: Standing::State::Suppressed, and remarks on comments that do not count or suppress nothing.
// Not here: the plugin's comments, which clang-tidy itself honours.
#pragma once
#include "report/Report.h"

namespace crosstalk::report {

/// Whether comments that suppress nothing are remarked on. Keep is for runs that saw only a part of the program.
enum class UnusedComments : uint8_t { Report, Keep };

/// Marks the findings that a comment suppresses. Reads AnalysedFiles and the files that findings are in.
void applySuppressions(RunRecord &Record, Sources &Texts, UnusedComments Unused = UnusedComments::Report);

} // namespace crosstalk::report
