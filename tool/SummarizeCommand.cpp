// crosstalk summarize: one unit to one file, for a build system that knows when to do it again.
#include "Commands.h"
#include "NinjaFile.h"
#include "Outputs.h"
#include "Session.h"
#include "driver/CachingSource.h"
#include "driver/Paths.h"
#include "driver/Summaries.h"

using namespace llvm;
using namespace crosstalk::driver;

namespace crosstalk {

namespace {

/// Gives one unit, and remembers what it read. It has its own copy of all it needs: a thread that is given up goes on.
class OneUnit : public UnitSource {
public:
  explicit OneUnit(const Session &S) : Tools(S.Tools), Limits(S.Limits), CacheFolder(S.CacheFolder) {}

  UnitResult get(const Job &J) override {
    if (CacheFolder) {
      summary::UnitSummary Found = CachingSource(Tools, Limits, *CacheFolder).summarize(J);
      Reads = std::move(Found.Reads);
      return resultOf(std::move(Found));
    }
    FileLog Log;
    UnitResult Result = ParsingSource(Tools, Limits).parse(J, &Log);
    Reads = Log.uses();
    return Result;
  }

  std::vector<summary::FileUse> Reads;

private:
  Toolchain Tools;
  ParseLimits Limits;
  std::optional<std::string> CacheFolder;
};

} // namespace

static Error checkUsage(const CommandLine &Line) {
  if (Line.Operands.size() != 1)
    return failure("summarize: expected one FILE, found " + Twine(Line.Operands.size()));
  if (!Line.has(Option::Output))
    return failure("summarize: expected -o OUT, the file to write");
  return outputPath(Line).takeError();
}

static std::string dependencyRule(const CommandLine &Line, ArrayRef<summary::FileUse> Reads) {
  std::vector<std::string> Files;
  for (const summary::FileUse &Use : Reads)
    if (Use.Asked == summary::FileUse::Question::Content)
      Files.push_back(Use.Path);
  return makeRule(Line.last(Option::Output), Files);
}

static Error writeSummary(const CommandLine &Line, const Session &S, const UnitResult &Unit) {
  summary::UnitSummary Summary = summaryOf(Unit);
  if (!S.Database.Path.empty())
    Summary.BuildFolder = S.Database.Folder;
  return writeText(Line.last(Option::Output), summary::write(Summary));
}

ExitCode runSummarize(const CommandLine &Line) {
  if (Error E = checkUsage(Line))
    return refuse(std::move(E));
  auto S = openUnitSession(Line, Line.Operands.front());
  if (!S)
    return refuse(S.takeError());
  auto Source = std::make_shared<OneUnit>(*S);
  std::vector<UnitResult> Units = runAll(S->Jobs, Source, {1, S->Limits.Timeout}, [](size_t, size_t, StringRef) {});
  if (Error E = writeSummary(Line, *S, Units.front()))
    return refuse(std::move(E));
  // A thread that was given up may still write what it reads.
  if (Line.has(Option::DependencyFile) && !leftThreads())
    if (Error E = writeText(Line.last(Option::DependencyFile), dependencyRule(Line, Source->Reads)))
      return refuse(std::move(E));
  unsigned Failed = reportFailures(*S, Units);
  return Failed && !Line.has(Option::IncompleteOk) ? ExitCode::Incomplete : ExitCode::Clean;
}

} // namespace crosstalk
