// Findings in functions that were not followed to the end, or that call such a one: the verdict may rest on less than
// the truth, which weakens its rank, and is said.
//
// In:  all findings.  Out: the same, some with one reason more.
#include "rules/Rule.h"

namespace crosstalk::rules {

using namespace ir;

static constexpr double Weight = -0.6;

/// By the name of a function: the one that was cut short, itself or one that it calls.
static std::map<std::string, std::string> cutShort(const Program &P) {
  std::map<std::string, std::string> Below, Itself;
  for (const SolvedFunction &F : P.Functions) {
    if (!(F.Flags & FunctionBroadened))
      continue;
    const std::string &Name = P.text(F.Qualified);
    Itself[Name] = Name;
    for (uint32_t Caller : F.Callers)
      Below.try_emplace(P.text(P.Functions[Caller].Qualified), Name);
  }
  Itself.merge(Below);
  return Itself;
}

void weakenCutShort(const Program &P, Findings &All) {
  const std::map<std::string, std::string> Cut = cutShort(P);
  for (Finding &F : All)
    if (auto It = Cut.find(F.Function); It != Cut.end()) {
      const std::string Which =
          "'" + judge::lastName(It->second) + "'" + (It->first == It->second ? "" : ", which it calls,");
      F.Reasons.push_back({"cut-short", Which + " was too large to be followed to the end", Weight});
      F.Rank = rankOf(F.Reasons, P);
    }
}

} // namespace crosstalk::rules
