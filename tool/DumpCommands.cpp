// crosstalk dump, inventory, why: stages of the analysis as text.
#include "Commands.h"
#include "Outputs.h"
#include "Session.h"
#include "SummaryOperands.h"
#include "driver/Paths.h"
#include "driver/Summaries.h"
#include "report/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace crosstalk::driver;

namespace crosstalk {

/// A title before each part, where there are several.
static std::string titled(StringRef Title, size_t Parts, const std::string &Text) {
  return Parts > 1 ? ("# " + Title + "\n").str() + Text : Text;
}

/// By path: the order in which the units were named is no property of theirs.
static std::string dumpUnits(const Session &S, ArrayRef<UnitResult> Units, std::string (*Dump)(const ir::Unit &)) {
  std::vector<std::pair<std::string, std::string>> Parts;
  for (const UnitResult &U : Units)
    if (U.Unit)
      Parts.push_back({relativePath(U.File, S.Root), Dump(*U.Unit)});
  llvm::sort(Parts);
  std::string Out;
  for (const auto &[Path, Text] : Parts)
    Out += titled(Path, Units.size(), Text);
  return Out;
}

static std::string dumpPrograms(const Session &S, ArrayRef<UnitResult> Units,
                                std::string (*Dump)(const ir::Program &)) {
  std::vector<ProgramPlan> Plans = planFor(Units, S.Targets, S.How);
  std::string Out;
  forEachProgram(Units, Plans, S.Known, [&](const ProgramPlan &Plan, const ir::Program &Program) {
    Out += titled(Plan.Name.empty() ? "library" : relativePath(Plan.Name, S.Root), Plans.size(), Dump(Program));
  });
  return Out;
}

/// Shows what the session selects once it is parsed; units that failed make the exit code 3.
template <typename Fn>
static ExitCode showUnits(const CommandLine &Line, const Session &S, ArrayRef<UnitResult> Units, Fn Text) {
  unsigned Failed = reportFailures(S, Units);
  std::string Shown = report::Paths(S.Root).scrub(Text(S, Units));
  return deliver(Line, Shown, Failed ? ExitCode::Incomplete : ExitCode::Clean);
}

template <typename Fn> static ExitCode showSummaries(const CommandLine &Line, ArrayRef<std::string> Files, Fn Text) {
  auto Summaries = readSummaries(Files);
  if (!Summaries)
    return refuse(Summaries.takeError());
  auto S = openLinkSession(Line, *Summaries);
  if (!S)
    return refuse(S.takeError());
  std::vector<UnitResult> Units;
  for (summary::UnitSummary &Summary : *Summaries)
    Units.push_back(resultOf(std::move(Summary)));
  return showUnits(Line, *S, Units, Text);
}

template <typename Fn> static ExitCode show(const CommandLine &Line, ArrayRef<std::string> Files, Scope What, Fn Text) {
  if (!Line.Flags && areSummaries(Files))
    return showSummaries(Line, Files, Text);
  auto S = openSession(Line, Files, What);
  if (!S)
    return refuse(S.takeError());
  return showUnits(Line, *S, parseUnits(*S, S->Jobs), Text);
}

/// Models need no unit: configuration and --model files only.
static ExitCode dumpModelFiles(const CommandLine &Line) {
  auto File =
      Line.has(Option::Config) ? std::optional(Line.last(Option::Config)) : findConfiguration(absolutePath("."));
  auto Config = File ? readConfiguration(*File) : Expected<Configuration>(Configuration());
  if (!Config)
    return refuse(Config.takeError());
  auto Gathered = gatherKnowledge(*Config, {Line.all(Option::Model), Line.all(Option::Schema), ""});
  if (!Gathered)
    return refuse(Gathered.takeError());
  std::vector<std::string> Errors;
  return deliver(Line, dumpModels(Gathered->Known, Errors), ExitCode::Clean);
}

ExitCode runDump(const CommandLine &Line) {
  using Units = ArrayRef<UnitResult>;
  StringRef Stage = Line.Operands.empty() ? "" : StringRef(Line.Operands.front());
  ArrayRef<std::string> Files = ArrayRef(Line.Operands).drop_front(Stage.empty() ? 0 : 1);
  if (Stage == "models")
    return dumpModelFiles(Line);
  if (Stage == "facts" || Stage == "summary")
    return show(Line, Files, Scope::Named, [&](const Session &S, Units All) {
      return dumpUnits(S, All, Stage == "facts" ? dumpFacts : dumpSummary);
    });
  if (Stage == "program" || Stage == "sql")
    return show(Line, Files, Scope::Named, [&](const Session &S, Units All) {
      return dumpPrograms(S, All, Stage == "program" ? dumpProgram : dumpSql);
    });
  return refuse(failure("dump: expected facts, summary, program, models or sql, found '" + Stage + "'"));
}

ExitCode runInventory(const CommandLine &Line) {
  return show(Line, Line.Operands, Scope::Named,
              [](const Session &S, ArrayRef<UnitResult> Units) { return dumpPrograms(S, Units, dumpInventory); });
}

static std::string explainAt(const Session &S, ArrayRef<UnitResult> Units, const std::string &File, unsigned Number) {
  std::vector<std::string> Said;
  forEachProgram(Units, planFor(Units, S.Targets, S.How), S.Known,
                 [&](const ProgramPlan &, const ir::Program &Program) {
                   std::string Text = explain(Program, File, Number);
                   if (!Text.empty() && !is_contained(Said, Text))
                     Said.push_back(std::move(Text));
                 });
  if (Said.empty())
    return "nothing near " + relativePath(File, S.Root) + ":" + std::to_string(Number) +
           " stores, writes or fetches anything that the analysis follows\n";
  return join(Said, "\n");
}

ExitCode runWhy(const CommandLine &Line) {
  unsigned Number = 0;
  StringRef Place = Line.Operands.empty() ? "" : StringRef(Line.Operands.front());
  auto [File, LineText] = Place.rsplit(':');
  if (File.empty() || !to_integer(LineText, Number, 10) || !Number)
    return refuse(failure("why: expected one place FILE:LINE, e.g. src/orders.cpp:42"));
  std::string Path = File.str();
  if (auto Text = readText(Path); !Text)
    return refuse(Text.takeError());
  // What follows the place are the program's other files, where no database names them.
  std::vector<std::string> Files(Line.Operands.begin() + 1, Line.Operands.end());
  if (!is_contained(Files, Path))
    Files.insert(Files.begin(), Path);
  return show(Line, Files, Scope::Whole, [&](const Session &S, ArrayRef<UnitResult> Units) {
    return explainAt(S, Units, absolutePath(Path), Number);
  });
}

} // namespace crosstalk
