// Analyses one file again and again, as an editor needs it: with its unsaved text, and with what is known of the rest.
//
// In:  a file and its text.  Out: the findings of the programs that hold it.
// Summaries of all units are kept: the first call for a file parses that unit, warmUp() parses the others, later calls
// parse only what changed and link again. Not here: protocols, timing, comments that suppress.
#pragma once
#include "driver/Analysis.h"
#include "driver/Database.h"
#include "driver/ParsingSource.h"
#include <functional>
#include <map>
#include <mutex>

namespace crosstalk::driver {

/// What an Analyzer works with; all of it stays the same while it lives.
struct AnalyzerSetup {
  Toolchain Tools;
  ParseLimits Limits;
  Database Units; ///< may be empty: each file is then a program of its own
  std::vector<LinkTarget> Targets;
  Knowledge Known;
  std::optional<std::string> CacheFolder; ///< where summaries are kept between runs; none: they are not
};

/// Safe to use from several threads.
class Analyzer {
public:
  explicit Analyzer(AnalyzerSetup Setup) : Setup(std::move(Setup)), Kept(this->Setup.Units.Jobs.size()) {}

  /// Findings of the programs that File is in, with Text in place of what is on disk. A header is analysed through the
  /// first unit known to read it; a file of no known unit borrows the command of the one most like it.
  llvm::Expected<std::vector<Finding>> analyse(const std::string &File, const std::string &Text);

  /// Parses the units that are not known yet, one after the other, until Stop says so.
  void warmUp(const std::function<bool()> &Stop);

private:
  Job jobFor(const std::string &File);
  void keep(const UnitResult &Result);
  std::vector<UnitResult> unitsWith(const UnitResult &Result);

  const AnalyzerSetup Setup;
  std::mutex Lock;                             ///< guards what follows
  std::vector<std::optional<UnitResult>> Kept; ///< as on disk, by number in Setup.Units.Jobs
  std::map<std::string, UnitResult> Strangers; ///< units that the database does not have, by file
};

} // namespace crosstalk::driver
