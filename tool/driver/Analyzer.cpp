// See Analyzer.h. The lock is held while looking things up, never while parsing or linking.
#include "driver/Analyzer.h"
#include "driver/CachingSource.h"
#include "driver/Paths.h"
#include "driver/Selection.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace crosstalk::driver {

Job Analyzer::jobFor(const std::string &File) {
  for (const Job &J : Setup.Units.Jobs)
    if (J.File == File || canonicalPath(J.File) == File)
      return J;
  std::lock_guard Hold(Lock);
  for (size_t I = 0; I != Kept.size(); ++I)
    if (Kept[I] && is_contained(Kept[I]->UserFiles, File))
      return Setup.Units.Jobs[I];
  return borrowedJob(Setup.Units, File);
}

void Analyzer::keep(const UnitResult &Result) {
  std::lock_guard Hold(Lock);
  for (size_t I = 0; I != Kept.size(); ++I)
    if (Setup.Units.Jobs[I].File == Result.File) {
      Kept[I] = Result;
      return;
    }
  Strangers[Result.File] = Result;
}

/// All known units, this one as it is now.
std::vector<UnitResult> Analyzer::unitsWith(const UnitResult &Result) {
  std::lock_guard Hold(Lock);
  std::vector<UnitResult> Units;
  for (const auto &Unit : Kept)
    if (Unit && Unit->File != Result.File)
      Units.push_back(*Unit);
  for (const auto &[File, Unit] : Strangers)
    if (File != Result.File)
      Units.push_back(Unit);
  Units.push_back(Result);
  sort(Units, [](const UnitResult &A, const UnitResult &B) { return A.File < B.File; });
  return Units;
}

Expected<std::vector<Finding>> Analyzer::analyse(const std::string &File, const std::string &Text) {
  Job J = jobFor(absolutePath(File));
  auto Texts = std::make_shared<Overlay>();
  (*Texts)[absolutePath(File)] = Text;
  UnitResult Result = sourceFor(Setup.Tools, Setup.Limits, Setup.CacheFolder, Texts, Keeping::Nothing)->get(J);
  if (!Result.Unit)
    return failure(File + ": " + describeFailure(Result) + (Result.Errors.empty() ? "" : ": " + Result.Errors.front()));
  keep(Result);
  std::vector<UnitResult> Units = unitsWith(Result);
  std::vector<ProgramPlan> Plans = planFor(Units, Setup.Targets, Linking::Split);
  erase_if(Plans, [&](const ProgramPlan &Plan) {
    return none_of(Plan.Units, [&](size_t I) { return Units[I].File == Result.File; });
  });
  return judge(Units, Plans, Setup.Known).Findings;
}

void Analyzer::warmUp(const std::function<bool()> &Stop) {
  auto Source = sourceFor(Setup.Tools, Setup.Limits, Setup.CacheFolder);
  for (size_t I = 0; I != Setup.Units.Jobs.size() && !Stop(); ++I) {
    {
      std::lock_guard Hold(Lock);
      if (Kept[I])
        continue;
    }
    UnitResult Result = Source->get(Setup.Units.Jobs[I]);
    std::lock_guard Hold(Lock);
    // The editor may have analysed the file meanwhile; its text is newer.
    if (!Kept[I])
      Kept[I] = std::move(Result);
  }
}

} // namespace crosstalk::driver
