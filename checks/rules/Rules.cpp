// The list of rules as values, and the loop over them. See Rules.h.
#include "rules/Rules.h"
#include <algorithm>

namespace crosstalk {

const std::vector<RuleInfo> &allRules() {
  static const std::vector<RuleInfo> Rules = {
#define RULE(Id, Family, Cwes, Severity, Precision, Function, Summary) {Id, Family, Cwes, Severity, Precision, Summary},
#include "rules/Rules.def"
  };
  return Rules;
}

const RuleInfo *findRule(std::string_view Id) {
  for (const RuleInfo &R : allRules())
    if (R.Id == Id)
      return &R;
  return nullptr;
}

} // namespace crosstalk
