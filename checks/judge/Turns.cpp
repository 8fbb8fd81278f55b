// See Turns.h.
#include "judge/Turns.h"
#include <algorithm>

namespace crosstalk::judge {

using namespace ir;

static bool accepts(const Program &P, const Effect &E) {
  if (E.What != Event::Kind::Call || E.Value == NoExpr || P[E.Value].Kind != Op::Call)
    return false;
  const auto &Models = P.modelsOf(P[E.Value].Text);
  return std::any_of(Models.begin(), Models.end(), [](const Model *M) { return M->Accepts; });
}

std::optional<uint32_t> acceptedAt(const Program &P, const SolvedFunction &F, uint32_t Effect) {
  if (!(F.Effects[Effect].Flags & EventInLoop))
    return std::nullopt;
  for (uint32_t I = Effect; I-- > 0;)
    if ((F.Effects[I].Flags & EventInLoop) && accepts(P, F.Effects[I]))
      return I;
  return std::nullopt;
}

} // namespace crosstalk::judge
