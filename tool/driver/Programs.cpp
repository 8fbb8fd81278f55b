// See Programs.h.
#include "driver/Programs.h"
#include "llvm/ADT/STLExtras.h"
#include <map>

using namespace llvm;

namespace crosstalk::driver {

static std::vector<size_t> unitsOf(const LinkTarget &Target, const std::multimap<std::string, size_t> &ByFile) {
  std::vector<size_t> Result;
  for (const std::string &Source : Target.Sources)
    for (auto [At, End] = ByFile.equal_range(Source); At != End; ++At)
      Result.push_back(At->second);
  sort(Result);
  return Result;
}

/// Programs by link target; a target with the same units as another one adds nothing. Marks the units it places.
static std::vector<ProgramPlan> planByTargets(ArrayRef<PlannedUnit> Units, ArrayRef<LinkTarget> Targets,
                                              std::vector<char> &Placed) {
  std::multimap<std::string, size_t> ByFile;
  for (size_t I = 0; I != Units.size(); ++I)
    ByFile.emplace(Units[I].File, I);
  std::vector<ProgramPlan> Plans;
  for (const LinkTarget &Target : Targets) {
    std::vector<size_t> Members = unitsOf(Target, ByFile);
    if (Members.empty() || any_of(Plans, [&](const ProgramPlan &P) { return P.Units == Members; }))
      continue;
    for (size_t I : Members)
      Placed[I] = 1;
    Plans.push_back({Target.Name, std::move(Members)});
  }
  return Plans;
}

static void planByMains(ArrayRef<PlannedUnit> Units, ArrayRef<size_t> Rest, std::vector<ProgramPlan> &Plans) {
  std::vector<size_t> Shared, Mains;
  for (size_t I : Rest)
    (Units[I].What == PlannedUnit::Role::Main ? Mains : Shared).push_back(I);
  if (Mains.empty() && !Shared.empty())
    Plans.push_back({"", Shared});
  for (size_t Main : Mains) {
    std::vector<size_t> Members = Shared;
    Members.insert(upper_bound(Members, Main), Main);
    Plans.push_back({Units[Main].File, std::move(Members)});
  }
}

std::vector<ProgramPlan> planPrograms(ArrayRef<PlannedUnit> Units, ArrayRef<LinkTarget> Targets) {
  std::vector<char> Placed(Units.size(), 0);
  std::vector<ProgramPlan> Plans = planByTargets(Units, Targets, Placed);
  std::vector<size_t> Rest;
  for (size_t I = 0; I != Units.size(); ++I)
    if (!Placed[I])
      Rest.push_back(I);
  planByMains(Units, Rest, Plans);
  return Plans;
}

} // namespace crosstalk::driver
