// What is one program: which units are linked together.
//
// In:  the units' files, which of them define main, and CMake's link targets where they are known.
// Out: lists of unit numbers. A unit may be in several programs, each unit is in at least one.
#pragma once
#include "driver/CMakeTargets.h"
#include "llvm/ADT/ArrayRef.h"

namespace crosstalk::driver {

/// The units of one program, by their number, ascending.
struct ProgramPlan {
  std::string Name; ///< the target's, or the file that holds main; empty for a library
  std::vector<size_t> Units;
};

/// What planning needs of a unit.
struct PlannedUnit {
  std::string File;
  enum class Role { Plain, Main } What = Role::Plain;
};

/// Units of no target, and all when there are none, are split by main: a program a main, the units without main in
/// each.
std::vector<ProgramPlan> planPrograms(llvm::ArrayRef<PlannedUnit> Units, llvm::ArrayRef<LinkTarget> Targets);

} // namespace crosstalk::driver
