// Which effects touch a storage. Rules ask that of the whole program for each of its storages: answering from an index
// keeps a program of twice the functions from taking four times as long.
//
// In:  a kind of effect and a storage's id.  Out: the effects of that kind there, in the program's order.
#include "rules/Rule.h"

namespace crosstalk::rules {

using namespace ir;

static bool isOfElement(Event::Kind What) { return What == Event::Kind::Get || What == Event::Kind::Put; }

const std::vector<Site> &accesses(Judgement &J, Event::Kind What, const std::string &StorageId) {
  auto [It, New] = J.Accessed.try_emplace(What);
  if (New)
    for (uint32_t F = 0; F < J.P.Functions.size(); ++F) {
      const SolvedFunction &Function = J.P.Functions[F];
      for (uint32_t I = 0; I < Function.Effects.size(); ++I) {
        const Effect &E = Function.Effects[I];
        if (E.What == What && E.Target != NoExpr)
          if (auto At = isOfElement(What) ? J.Where.ofElement(Function, E) : J.Where.at(Function, E.Target))
            It->second[At->Id].push_back({F, I});
      }
    }
  static const std::vector<Site> None;
  auto Found = It->second.find(StorageId);
  return Found == It->second.end() ? None : Found->second;
}

} // namespace crosstalk::rules
