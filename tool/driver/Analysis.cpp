// See Analysis.h.
#include "driver/Analysis.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace llvm;

namespace crosstalk::driver {

using CoverageField = unsigned Coverage::*;
static constexpr CoverageField CoverageFields[] = {&Coverage::Functions, &Coverage::PrincipalTypes,
                                                   &Coverage::Storages,  &Coverage::Entries,
                                                   &Coverage::Queries,   &Coverage::ParsedQueries};

static bool areDisjoint(ArrayRef<ProgramPlan> Plans) {
  std::set<size_t> Seen;
  for (const ProgramPlan &Plan : Plans)
    for (size_t I : Plan.Units)
      if (!Seen.insert(I).second)
        return false;
  return true;
}

static void merge(Coverage &Into, const Coverage &More, bool Disjoint) {
  for (CoverageField Field : CoverageFields)
    Into.*Field = Disjoint ? Into.*Field + More.*Field : std::max(Into.*Field, More.*Field);
}

std::vector<ProgramPlan> planFor(ArrayRef<UnitResult> Units, ArrayRef<LinkTarget> Targets, Linking How) {
  std::vector<size_t> Usable;
  std::vector<PlannedUnit> Planned;
  for (size_t I = 0; I != Units.size(); ++I) {
    if (!Units[I].Unit)
      continue;
    Usable.push_back(I);
    bool IsMain = definesMain(*Units[I].Unit);
    Planned.push_back({Units[I].File, IsMain ? PlannedUnit::Role::Main : PlannedUnit::Role::Plain});
  }
  if (Usable.empty())
    return {};
  if (How == Linking::One)
    return {ProgramPlan{"", Usable}};
  std::vector<ProgramPlan> Plans = planPrograms(Planned, Targets);
  for (ProgramPlan &Plan : Plans)
    for (size_t &I : Plan.Units)
      I = Usable[I];
  return Plans;
}

void forEachProgram(ArrayRef<UnitResult> Units, ArrayRef<ProgramPlan> Plans, const Knowledge &Known,
                    function_ref<void(const ProgramPlan &, const ir::Program &)> Visit) {
  for (const ProgramPlan &Plan : Plans) {
    std::vector<std::shared_ptr<const ir::Unit>> Members;
    for (size_t I : Plan.Units)
      Members.push_back(Units[I].Unit);
    // Knowledge was checked when it was gathered: the same errors would come again for each program.
    std::vector<std::string> Errors;
    Visit(Plan, *linkProgram(Members, Known, Errors));
  }
}

Verdict judge(ArrayRef<UnitResult> Units, ArrayRef<ProgramPlan> Plans, const Knowledge &Known) {
  Verdict Result;
  bool Disjoint = areDisjoint(Plans);
  forEachProgram(Units, Plans, Known, [&](const ProgramPlan &, const ir::Program &Program) {
    std::vector<Finding> Found = runRules(Program);
    Result.Findings.insert(Result.Findings.end(), std::make_move_iterator(Found.begin()),
                           std::make_move_iterator(Found.end()));
    merge(Result.Seen, coverageOf(Program), Disjoint);
    for (std::string &Name : cutFunctions(Program))
      Result.Cut.insert(std::move(Name));
    ++Result.Programs;
  });
  // Units that several programs share are judged in each. Where nobody calls the code, less is known of it.
  keepStrongest(Result.Findings);
  return Result;
}

} // namespace crosstalk::driver
