// The rules as values: what each is called, what it reports, and the function that judges a program.
//
// In:  Rules.def.  Out: allRules(), in the order of Rules.def.
#pragma once
#include "ir/Finding.h"
#include <string_view>
#include <vector>

namespace crosstalk {
namespace ir {
struct Program;
}

/// What a rule is called and says of itself. Cwes is a comma-separated list of numbers.
struct RuleInfo {
  std::string_view Id, Family, Cwes, SecuritySeverity, Precision, Summary;
};

/// All rules, in the order of Rules.def.
const std::vector<RuleInfo> &allRules();

/// The rule of that id, or null.
const RuleInfo *findRule(std::string_view Id);

} // namespace crosstalk
