// What the session-state rules share: a store without a key into what outlives the request, with the principals in it.
#pragma once
#include "rules/Rule.h"

namespace crosstalk::rules {

struct SlotWrite {
  judge::Storage At;
  std::vector<judge::Leftover> Left; ///< never empty
  ir::ExprId Value{};
  bool Callback = false; ///< what is kept is a closure that captured the principal
};

/// The store as one that leaves a principal behind, or nothing.
std::optional<SlotWrite> slotWrite(Judgement &J, Site S);

/// Whether an effect empties the slot, or puts there what is nobody's.
bool clearsSlot(Judgement &J, const ir::SolvedFunction &F, const ir::Effect &E, const judge::Storage &Slot);
/// Whether both are one storage, or one is a part of the other.
bool isSameSlot(const judge::Storage &A, const judge::Storage &B);
/// Whether what happens under the conditions First has always happened where those of Then hold.
bool isImplied(const std::vector<ir::Condition> &First, const std::vector<ir::Condition> &Then);

void reportSlot(Judgement &J, Site S, const SlotWrite &W, std::string_view Rule, std::string Message, double Bias,
                Findings &Out);

/// Judges every such store where the last word is spoken, and reports it where it is written.
template <typename Rule> void eachSlot(Judgement &J, Rule Apply) {
  for (uint32_t F = 0; F < J.P.Functions.size(); ++F) {
    if (!isRoot(J.P, F))
      continue;
    for (uint32_t I = 0; I < J.P.Functions[F].Effects.size(); ++I) {
      Site Top{F, I}, S = Top;
      auto W = slotWrite(J, S);
      if (!W || !Apply.judge(Top, *W))
        continue;
      for (auto B = below(J.P, S); B; B = below(J.P, *B)) {
        auto Lower = slotWrite(J, *B);
        if (!Lower)
          break;
        S = *B;
        Lower->At.Shared = std::max(Lower->At.Shared, W->At.Shared);
        Lower->At.Why = W->At.Why;
        W = std::move(Lower);
      }
      Apply.report(S, *W);
    }
  }
}

} // namespace crosstalk::rules
