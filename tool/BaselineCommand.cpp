// crosstalk baseline: list accepted findings, accept one more, prune those that are gone.
#include "Commands.h"
#include "Run.h"
#include "driver/Paths.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace crosstalk {

static std::string listed(const report::Baseline &Accepted) {
  std::string Out;
  for (const report::BaselineEntry &Entry : Accepted.Entries) {
    Out += Entry.Fingerprint + "  " + Entry.Rule + "  " + Entry.Function + "\n    " + Entry.Reason;
    if (!Entry.Category.empty())
      Out += " (" + Entry.Category + ")";
    if (!Entry.Expires.empty())
      Out += ", until " + Entry.Expires;
    Out += "\n";
  }
  return Out.empty() ? "no finding is accepted\n" : Out;
}

/// The baseline to change: the present one, or a new one under the name that was asked for.
static Expected<report::Baseline> openForChange(const CommandLine &Line, const Session &S) {
  std::string File = baselinePath(Line, S);
  auto Text = driver::readText(File);
  if (Text)
    return report::parseBaseline(File, *Text);
  if (sys::fs::exists(File))
    return Text.takeError();
  consumeError(Text.takeError());
  return report::Baseline{File, {}};
}

static ExitCode change(const CommandLine &Line, const Session &S) {
  auto Accepted = openForChange(Line, S);
  if (!Accepted)
    return refuse(Accepted.takeError());
  if (Line.has(Option::Prune) && !S.isWhole())
    return refuse(driver::failure("--prune needs all units: a finding of a unit that is left out would count as gone"));
  report::RunRecord Record = analyse(S);
  if (Line.has(Option::Accept)) {
    report::Acceptance How{Line.last(Option::Reason), Line.last(Option::Category), Line.last(Option::Expires)};
    for (const std::string &Fingerprint : Line.all(Option::Accept))
      if (Error E = report::acceptFinding(*Accepted, Record, Fingerprint, How))
        return refuse(std::move(E));
  }
  if (Line.has(Option::Prune)) {
    if (Record.FailedUnits)
      return refuse(driver::failure("--prune needs all units: " + Twine(Record.FailedUnits) + " failed"));
    outs() << report::pruneBaseline(*Accepted, Record) << " entries pruned\n";
  }
  if (Error E = driver::writeText(Accepted->File, report::writeBaseline(*Accepted)))
    return refuse(std::move(E));
  return Record.FailedUnits ? ExitCode::Incomplete : ExitCode::Clean;
}

ExitCode runBaseline(const CommandLine &Line) {
  auto S = openSession(Line, Line.Operands);
  if (!S)
    return refuse(S.takeError());
  if (Line.has(Option::Accept) || Line.has(Option::Prune))
    return change(Line, *S);
  auto Accepted = openBaseline(Line, *S);
  if (!Accepted)
    return refuse(Accepted.takeError());
  return deliver(Line, listed(Accepted->value_or(report::Baseline())), ExitCode::Clean);
}

} // namespace crosstalk
