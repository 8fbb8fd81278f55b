// Accepted findings: the file .crosstalk-baseline.yaml, and what it says about a run's findings.
//
// In:  the file's text, a run's findings, today's date.
// Out: Standing::State::Accepted; remarks on dead and expired entries; the file's text, sorted and byte-stable.
// Not here: reading and writing the file, asking for the date.
#pragma once
#include "report/Report.h"
#include "llvm/Support/Error.h"

namespace crosstalk::report {

/// One accepted finding. It holds as long as the function's body has this hash and the date is not past.
struct BaselineEntry {
  std::string Fingerprint; ///< as uniqueFingerprints names it
  std::string Rule, Function, Reason;
  std::string Category; ///< e.g. "false-positive"; may be empty
  std::string Expires;  ///< "2026-12-31", the last day it holds; may be empty
  std::string Body;     ///< hash of the function's body; empty holds for any body
  unsigned Line = 0;    ///< where it was read

  friend bool operator==(const BaselineEntry &A, const BaselineEntry &B);
};

struct Baseline {
  std::string File; ///< the name that errors and remarks are reported under
  std::vector<BaselineEntry> Entries;
};

/// Reads a baseline. Errors name file, line and column.
llvm::Expected<Baseline> parseBaseline(llvm::StringRef File, llvm::StringRef Text);

/// The file's text: sorted by fingerprint, one entry a finding, the same bytes for the same entries.
std::string writeBaseline(const Baseline &Accepted);

/// Whether entries without a finding are remarked on. Keep is for runs that saw only a part of the program.
enum class DeadEntries : uint8_t { Report, Keep };

/// Marks the findings that the baseline accepts. Today is "YYYY-MM-DD".
void applyBaseline(RunRecord &Record, const Baseline &Accepted, llvm::StringRef Today,
                   DeadEntries Dead = DeadEntries::Report);

/// What a person says when accepting a finding.
struct Acceptance {
  std::string Reason, Category, Expires;
};

/// Adds or replaces the entry of the finding of that fingerprint. Fails when the run has no such finding, the
/// reason is empty, or category or date are malformed.
llvm::Error acceptFinding(Baseline &Accepted, const RunRecord &Record, llvm::StringRef Fingerprint,
                          const Acceptance &How);

/// Removes the entries that no finding of the run has; returns how many.
unsigned pruneBaseline(Baseline &Accepted, const RunRecord &Record);

/// Marks findings as new or unchanged against those of an earlier revision (--since), by fingerprint. Their
/// fingerprints are then unique, and stay so when known findings are taken out of the record.
void compareWith(RunRecord &Record, const std::vector<Finding> &Before);

} // namespace crosstalk::report
