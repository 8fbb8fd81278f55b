// crosstalk check and link: analyse, compare with what is accepted or was there before, write the reports, say what was
// seen. The two differ in where the units come from.
#include "Commands.h"
#include "InferFile.h"
#include "NinjaFile.h"
#include "Outputs.h"
#include "Run.h"
#include "Since.h"
#include "SummaryOperands.h"
#include "driver/Paths.h"
#include "driver/Summaries.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace crosstalk::driver;

namespace crosstalk {

/// The level that fails the run; none for "never".
static std::optional<Level> failOn(const CommandLine &Line) {
  return StringSwitch<std::optional<Level>>(Line.last(Option::FailOn, "warning"))
      .Case("error", Level::Error)
      .Case("warning", Level::Warning)
      .Case("note", Level::Note)
      .Default(std::nullopt);
}

static ExitCode judgeRun(const CommandLine &Line, const report::RunRecord &Record) {
  if (Record.FailedUnits && !Line.has(Option::IncompleteOk))
    return ExitCode::Incomplete;
  auto Least = failOn(Line);
  return Least && report::countOpen(Record, *Least) ? ExitCode::Reported : ExitCode::Clean;
}

static report::RenderOptions renderOptions(const CommandLine &Line) {
  report::RenderOptions Options;
  Options.Minimum = Line.has(Option::All) ? Level::Hidden : Level::Note;
  Options.FailOn = failOn(Line).value_or(Level::Error);
  Options.PathBase = absolutePath(".");
  return Options;
}

/// The summary is the last line of the text on standard output; beside machine formats it goes to stderr.
static void saySummary(ArrayRef<OutputFile> Outputs, const report::RunRecord &Record) {
  for (const std::string &Warning : report::coverageWarnings(Record))
    errs() << "crosstalk: warning: " << Warning << '\n';
  bool TextOnStdout =
      any_of(Outputs, [](const OutputFile &O) { return O.Path == "-" && O.How == report::Format::Text; });
  errs().flush();
  raw_ostream &Out = TextOnStdout ? outs() : errs();
  Out << report::summaryLine(Record) << '\n';
  Out.flush();
}

/// From a record of what was found to the end of the program.
static ExitCode conclude(const CommandLine &Line, const Session &S, ArrayRef<OutputFile> Outputs,
                         const std::optional<report::Baseline> &Accepted, report::RunRecord Record) {
  applyDecisions(Record, S, Accepted ? &*Accepted : nullptr);
  ExitCode Result = judgeRun(Line, Record);
  Record.ExitCode = Result;
  if (Error E = writeOutputs(Outputs, Record, renderOptions(Line)))
    return refuse(std::move(E));
  saySummary(Outputs, Record);
  return Result;
}

/// From units to the end of the program; --infer writes its file last.
static ExitCode concludeUnits(const CommandLine &Line, const Session &S, ArrayRef<OutputFile> Outputs,
                              const std::optional<report::Baseline> &Accepted, ArrayRef<UnitResult> Units) {
  ExitCode Result = conclude(Line, S, Outputs, Accepted, recordOf(S, Units));
  if (!Line.has(Option::Infer) || Result == ExitCode::WrongUsage)
    return Result;
  Error E = writeInferred(Line.last(Option::Infer), S, Units);
  return E ? refuse(std::move(E)) : Result;
}

ExitCode runCheck(const CommandLine &Line) {
  auto Outputs = outputsOf(Line);
  if (!Outputs)
    return refuse(Outputs.takeError());
  auto S = openSession(Line, Line.Operands, Line.has(Option::Since) ? Scope::Whole : Scope::Named);
  if (!S)
    return refuse(S.takeError());
  auto Accepted = openBaseline(Line, *S);
  if (!Accepted)
    return refuse(Accepted.takeError());
  if (Error E = checkInferred(Line, *S))
    return refuse(std::move(E));
  if (Line.has(Option::Ninja)) {
    Error E = writeNinjaFile(Line, *S, *Outputs);
    return E ? refuse(std::move(E)) : ExitCode::Clean;
  }
  if (Line.has(Option::Since)) {
    auto Record = analyseSince(*S, Line.last(Option::Since));
    return Record ? conclude(Line, *S, *Outputs, *Accepted, std::move(*Record)) : refuse(Record.takeError());
  }
  return concludeUnits(Line, *S, *Outputs, *Accepted, parseUnits(*S, S->Jobs));
}

ExitCode runLink(const CommandLine &Line) {
  auto Outputs = outputsOf(Line);
  if (!Outputs)
    return refuse(Outputs.takeError());
  auto Summaries = readSummaries(Line);
  if (!Summaries)
    return refuse(Summaries.takeError());
  auto S = openLinkSession(Line, *Summaries);
  if (!S)
    return refuse(S.takeError());
  auto Accepted = openBaseline(Line, *S);
  if (!Accepted)
    return refuse(Accepted.takeError());
  if (Error E = checkInferred(Line, *S))
    return refuse(std::move(E));
  std::vector<UnitResult> Units;
  for (summary::UnitSummary &Summary : *Summaries)
    Units.push_back(resultOf(std::move(Summary)));
  return concludeUnits(Line, *S, *Outputs, *Accepted, Units);
}

} // namespace crosstalk
