// Units to findings: the programs are planned, linked and judged one after the other, and what they say is merged.
//
// In:  unit results, knowledge, link targets.  Out: findings of all programs, and what was recognised.
// The order of the units decides the order of everything.
#pragma once
#include "Pipeline.h"
#include "driver/Programs.h"
#include "driver/UnitSource.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <set>

namespace crosstalk::driver {

/// How units become programs. One: all units are one program, as with FILE... -- FLAGS.
enum class Linking { Split, One };

struct Verdict {
  std::vector<Finding> Findings; ///< in the order of the programs; the same finding may come from several
  Coverage Seen;                 ///< of disjoint programs the sum, else the largest of each number
  std::set<std::string> Cut;     ///< functions that a budget cut short
  unsigned Programs = 0;
};

/// The programs of these units, by the number of the unit in Units. Units without a summary are in none.
std::vector<ProgramPlan> planFor(llvm::ArrayRef<UnitResult> Units, llvm::ArrayRef<LinkTarget> Targets, Linking How);

/// Links one program after the other and shows it; a program is gone when the next one is linked.
void forEachProgram(llvm::ArrayRef<UnitResult> Units, llvm::ArrayRef<ProgramPlan> Plans, const Knowledge &Known,
                    llvm::function_ref<void(const ProgramPlan &, const ir::Program &)> Visit);

Verdict judge(llvm::ArrayRef<UnitResult> Units, llvm::ArrayRef<ProgramPlan> Plans, const Knowledge &Known);

} // namespace crosstalk::driver
