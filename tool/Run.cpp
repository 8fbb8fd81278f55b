// See Run.h.
#include "Run.h"
#include "driver/Paths.h"
#include "report/Checkout.h"
#include "report/Sources.h"
#include "report/Suppress.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <ctime>
#include <set>

using namespace llvm;
using namespace crosstalk::driver;

namespace crosstalk {

/// The units, and the files of the tree that they read.
static std::vector<std::string> analysedFiles(const Session &S, ArrayRef<UnitResult> Units) {
  std::set<std::string> Files;
  for (const UnitResult &U : Units) {
    Files.insert(U.File);
    for (const std::string &File : U.UserFiles)
      if (isBelow(File, S.Root))
        Files.insert(File);
  }
  return {Files.begin(), Files.end()};
}

static report::UnitFailure failureOf(const UnitResult &U) {
  std::string Text = describeFailure(U);
  for (const std::string &Line : U.Errors)
    Text += "\n" + Line;
  return {U.File, Text};
}

void addFindings(report::RunRecord &Record, const Session &S, std::vector<Finding> Findings) {
  erase_if(Findings, [&](const Finding &F) { return !S.Config.wants(F); });
  report::sortFindings(Findings);
  Record.Findings = std::move(Findings);
  for (size_t I = 0; I != Record.Findings.size(); ++I) {
    const Finding &F = Record.Findings[I];
    if (auto Forced = S.Config.levelFor(F.RuleId); Forced && F.level() != Level::Hidden)
      Record.standing(I).Forced = Forced;
  }
}

/// One note for all functions that a budget cut short, with the names of the first.
static void noteCut(report::RunRecord &Record, const std::set<std::string> &Cut) {
  constexpr size_t Named = 5;
  if (Cut.empty())
    return;
  std::string Text = std::to_string(Cut.size()) + (Cut.size() == 1 ? " function was" : " functions were") +
                     " too large to be followed to the end; findings about what they do may be missing:";
  size_t Count = 0;
  for (const std::string &Name : Cut)
    if (Count++ < Named)
      Text += (Count == 1 ? " '" : ", '") + Name + "'";
  if (Cut.size() > Named)
    Text += " and " + std::to_string(Cut.size() - Named) + " more";
  Record.Notes.push_back(std::move(Text));
}

report::RunRecord recordOf(const Session &S, ArrayRef<UnitResult> Units) {
  Verdict Result;
  {
    Progress Shown(S.ShowProgress);
    Shown.show("linking");
    Result = judge(Units, planFor(Units, S.Targets, S.How), S.Known);
  }
  report::RunRecord Record;
  Record.Root = S.Root;
  Record.Seen = Result.Seen;
  Record.Units = Units.size();
  Record.FailedUnits = reportFailures(S, Units);
  for (const UnitResult &U : Units)
    if (!U.isWhole())
      Record.Failures.push_back(failureOf(U));
  Record.AnalysedFiles = analysedFiles(S, Units);
  Record.Notes = S.Notes;
  noteCut(Record, Result.Cut);
  Record.Repository = report::readCheckout(S.Root);
  addFindings(Record, S, std::move(Result.Findings));
  return Record;
}

report::RunRecord analyse(const Session &S) { return recordOf(S, parseUnits(S, S.Jobs)); }

static std::string today() {
  std::time_t Now = std::time(nullptr);
  char Text[16];
  std::tm Parts;
  std::strftime(Text, sizeof Text, "%Y-%m-%d", gmtime_r(&Now, &Parts));
  return Text;
}

void applyDecisions(report::RunRecord &Record, const Session &S, const report::Baseline *Accepted) {
  report::Sources Texts;
  bool Whole = S.isWhole() && Record.FailedUnits == 0;
  report::applySuppressions(Record, Texts, Whole ? report::UnusedComments::Report : report::UnusedComments::Keep);
  if (Accepted)
    report::applyBaseline(Record, *Accepted, today(), Whole ? report::DeadEntries::Report : report::DeadEntries::Keep);
}

void applyAccepted(report::RunRecord &Record, const report::Baseline &Accepted) {
  report::applyBaseline(Record, Accepted, today(), report::DeadEntries::Keep);
}

std::string baselinePath(const CommandLine &Line, const Session &S) {
  return Line.last(Option::Baseline, S.Root + "/.crosstalk-baseline.yaml");
}

Expected<std::optional<report::Baseline>> openBaseline(const CommandLine &Line, const Session &S) {
  std::string File = baselinePath(Line, S);
  if (!Line.has(Option::Baseline) && !sys::fs::exists(File))
    return std::nullopt;
  auto Text = readText(File);
  if (!Text)
    return Text.takeError();
  auto Accepted = report::parseBaseline(File, *Text);
  if (!Accepted)
    return Accepted.takeError();
  return std::optional(std::move(*Accepted));
}

} // namespace crosstalk
