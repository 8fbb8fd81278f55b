// Slots that are emptied before a request is looked at, in a program that handles one request after the other.
//
// In:  a store into a slot.  Out: whether no request finds there what another one left.
#include "rules/Slots.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using judge::Storage;

/// Whether anything in the program guards against, or starts, other threads; a library that calls handlers may.
static bool hasThreads(const Program &P) {
  if (std::any_of(P.Functions.begin(), P.Functions.end(), [](const SolvedFunction &F) { return F.IsEntry; }))
    return true;
  return std::any_of(P.Records.begin(), P.Records.end(), [&](const auto &R) {
    return (R.second.Flags & RecordHasMutex) ||
           judge::hasWord(judge::lastName(P.text(R.first)), {"thread", "jthread", "mutex", "runnable", "executor"});
  });
}

/// A call of something that is no part of the program: it reads no variable of it.
static bool isElsewhere(const Program &P, const Effect &E) {
  return E.What == Event::Kind::Call && P[E.Value].Kind == Op::Call && P[E.Value].Text != NoName &&
         !P.FunctionOf.count(P[E.Value].Text);
}

/// Whether every effect after the one at From, of the same loop when it is in one, happens only after it.
static bool precedesAll(const Program &P, const SolvedFunction &F, size_t From) {
  const Effect &First = F.Effects[From];
  return std::all_of(F.Effects.begin() + From + 1, F.Effects.end(), [&](const Effect &E) {
    bool Outside = (First.Flags & EventInLoop) && !(E.Flags & EventInLoop);
    return Outside || isElsewhere(P, E) || isImplied(P, First.Conditions, E.Conditions);
  });
}

bool isEmptiedFirst(Judgement &J, Site S, const Storage &At) {
  const SolvedFunction &F = J.P.Functions[S.Function];
  bool Handler = std::any_of(At.Why.begin(), At.Why.end(), [](const Evidence &W) { return W.Id == "handler-class"; });
  // A loop around it shows that there is one after the other.
  bool EachTurn = effect(J.P, S).Flags & EventInLoop;
  if (Handler || (At.IsStatic && !EachTurn) || hasThreads(J.P) || mayFindEarlier(J, F, At))
    return false;
  // What is emptied before a loop that serves is not emptied for its second turn.
  for (size_t I = 0; I < S.Effect; ++I) {
    const Effect &E = F.Effects[I];
    if ((EachTurn && !(E.Flags & EventInLoop)) || !clearsSlot(J, F, E, At))
      continue;
    // Others than this function may read what is static, from wherever it calls them.
    if (At.IsStatic ? precedesAll(J.P, F, I) : E.Conditions.empty())
      return true;
  }
  return false;
}

} // namespace crosstalk::rules
