// A run's outcome, and how it is shown.
//
//   RunRecord --applySuppressions--> --applyBaseline--> RunRecord --render--> text | sarif | json | html | ...
//                (Suppress.h)          (Baseline.h)
//
// In:  findings and counts, filled by tool/driver.
// Out: one string a format; the same record gives the same bytes.
// Not here: writing files, exit codes of the process, what a rule means (checks/rules).
#pragma once
#include "Pipeline.h"
#include "llvm/ADT/StringRef.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace crosstalk::report {

class Sources;

/// A translation unit that could not be analysed, with the reason.
struct UnitFailure {
  std::string File, Text;
};

/// How a finding compares with what was known before; Unset when there is nothing to compare with.
enum class Compared : uint8_t {
  Unset,
  New,       ///< not in the baseline (or not in the revision of --since)
  Unchanged, ///< known, and the function's body is as it was
  Updated    ///< known, but the function's body has changed since it was accepted
};

/// What was decided about one finding. A default one is an open finding at the level of its rank.
struct Standing {
  enum class State : uint8_t {
    Open,       ///< to be shown and counted
    Suppressed, ///< by a comment in the source, e.g. "// NOLINT(crosstalk-weak-key): ids are unique"
    Accepted    ///< by an entry of the baseline
  };
  State Now = State::Open;
  Compared Against = Compared::Unset;
  std::string Justification;   ///< the reason that was given, for Suppressed and Accepted
  std::string Returned;        ///< why an accepted finding is open again, in words; usually empty
  std::optional<Level> Forced; ///< a level set by the configuration, in place of the rank's

  bool open() const { return Now == State::Open; }
};

/// Where the analysed sources are kept, as far as the checkout tells (Checkout.h reads it).
struct Checkout {
  std::string RepositoryUri; ///< without credentials
  std::string Revision, Branch;
  std::string Top; ///< the work tree's top folder
};

/// All that is to be said about one run. Findings is filled by the driver; Standings is parallel to it
/// (shorter, or empty: the missing ones are default) and filled by applySuppressions and applyBaseline.
struct RunRecord {
  std::string Root; ///< what shown paths are relative to: %SRCROOT%
  std::vector<Finding> Findings;
  Coverage Seen;
  unsigned Units = 0, FailedUnits = 0;
  std::vector<UnitFailure> Failures;
  int ExitCode = 0;
  std::vector<std::string> AnalysedFiles; ///< the units; headers may be added
  std::vector<std::string> Notes;         ///< about the run as a whole
  std::vector<Frame> Remarks;             ///< about a place: unused NOLINT, dead baseline entries
  std::vector<Standing> Standings;
  std::optional<Checkout> Repository;

  /// The standing of Findings[Index].
  const Standing &standing(size_t Index) const;
  /// The same to write to; Standings grows to the length of Findings.
  Standing &standing(size_t Index);
  /// The level that Findings[Index] is shown at.
  Level levelOf(size_t Index) const;
};

enum class Format { Text, Sarif, Json, Html, Github, Gitlab, Junit };

/// "text", "sarif", "json", "html", "github", "gitlab" or "junit".
std::optional<Format> parseFormat(llvm::StringRef Name);

struct RenderOptions {
  Level Minimum = Level::Note;    ///< findings below are left out; Hidden shows all
  Level FailOn = Level::Warning;  ///< what JUnit calls a failure
  bool Color = false;             ///< text only
  std::string PathBase;           ///< text only: what paths are relative to; empty: the record's Root
  std::shared_ptr<Sources> Texts; ///< where source lines are read; empty: from disk
};

/// The whole run in one format, with a final newline.
std::string render(const RunRecord &Record, Format How, const RenderOptions &Options);

/// The last line of a run, without newline: "14 units (0 failed), 3 principal types, ...: 2 errors, 1 warning; 3
/// accepted".
std::string summaryLine(const RunRecord &Record);

/// What to warn about a run that recognised nothing: silence must not look like a pass. Usually empty.
std::vector<std::string> coverageWarnings(const RunRecord &Record);

/// Sorts by place, rule and message. Of the same finding from several programs the one of highest rank is kept.
void sortFindings(std::vector<Finding> &Findings);

/// How many open findings are at Least or above.
unsigned countOpen(const RunRecord &Record, Level Least);

/// A name for each finding that is unique in the run: its fingerprint, and ":2", ":3" for later ones of the same.
std::vector<std::string> uniqueFingerprints(const RunRecord &Record);

} // namespace crosstalk::report
