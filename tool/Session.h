// What every analysing command needs first: jobs, configuration, knowledge, the root, clang's headers.
//
// In:  a command line.  Out: a Session, or the first thing that is wrong with what the user gave (exit code 2).
// Nothing is parsed before all of it is known to be right.
#pragma once
#include "CommandLine.h"
#include "driver/Analysis.h"
#include "driver/Database.h"
#include "driver/KnowledgeFiles.h"
#include "driver/Parallel.h"
#include "driver/ParsingSource.h"
#include "driver/Progress.h"
#include "summary/Summary.h"

namespace crosstalk {

struct Session {
  driver::Toolchain Tools;
  driver::Database Database;
  std::vector<driver::Job> Jobs; ///< those that the FILE arguments select
  driver::Configuration Config;
  Knowledge Known;
  std::vector<driver::LinkTarget> Targets;
  driver::Linking How = driver::Linking::Split;
  std::string Root;
  driver::ParseLimits Limits;
  std::optional<std::string> CacheFolder; ///< none: --no-cache
  unsigned Threads = 0;
  driver::ProgressMode ShowProgress = driver::ProgressMode::Auto;
  std::vector<std::string> Notes; ///< what was left out, in words

  /// Whether all units of the program were asked for: only then is "nothing uses this" known.
  bool isWhole() const { return Jobs.size() == Database.Jobs.size(); }
};

/// Which units of a database are analysed: those that FILE names, or all, FILE saying only where it is looked for.
enum class Scope { Named, Whole };

/// Files are the operands that name sources.
llvm::Expected<Session> openSession(const CommandLine &Line, llvm::ArrayRef<std::string> Files,
                                    Scope What = Scope::Named);

/// The session of units whose summaries are in files: their jobs have no command. Units that the configuration excludes
/// are taken out.
llvm::Expected<Session> openLinkSession(const CommandLine &Line, std::vector<summary::UnitSummary> &Units);

/// The one unit that a file is, and the limits: all that summarizing needs.
llvm::Expected<Session> openUnitSession(const CommandLine &Line, const std::string &File);

/// Parses these jobs with the session's limits. Texts stand for files when given.
std::vector<driver::UnitResult> parseUnits(const Session &S, llvm::ArrayRef<driver::Job> Jobs,
                                           std::shared_ptr<const driver::Overlay> Texts = nullptr);

/// Says on stderr which units failed and why. Returns how many.
unsigned reportFailures(const Session &S, llvm::ArrayRef<driver::UnitResult> Units);

} // namespace crosstalk
