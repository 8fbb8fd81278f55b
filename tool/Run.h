// A whole analysis, from a session to a record of all that is to be said about it.
//
// In:  a session.  Out: the record with findings filtered by the configuration and judged by comments and baseline.
// Not here: how it is shown (report/), what the exit code is (CheckCommand).
#pragma once
#include "Session.h"
#include "report/Baseline.h"
#include "report/Report.h"

namespace crosstalk {

/// The record of these units before comments and baseline are applied. Says failures on stderr.
report::RunRecord recordOf(const Session &S, llvm::ArrayRef<driver::UnitResult> Units);

/// Parses the session's jobs, then the same.
report::RunRecord analyse(const Session &S);

/// Puts the findings that the configuration wants into the record, sorted, at the levels it gives them.
void addFindings(report::RunRecord &Record, const Session &S, std::vector<Finding> Findings);

/// What comments in the sources and accepted findings change about the record.
void applyDecisions(report::RunRecord &Record, const Session &S, const report::Baseline *Accepted);

/// What the baseline alone changes; entries without a finding are not remarked on.
void applyAccepted(report::RunRecord &Record, const report::Baseline &Accepted);

/// The file that --baseline names, or the one at the root; none when there is none. One that was named must exist.
llvm::Expected<std::optional<report::Baseline>> openBaseline(const CommandLine &Line, const Session &S);

/// Where openBaseline looks.
std::string baselinePath(const CommandLine &Line, const Session &S);

} // namespace crosstalk
