// crosstalk-thread-local-identity: a principal's data in a thread_local that the next request on the thread can read.
//
// In:  stores into what each thread keeps, and the order of reads and writes around them.  Out: findings where the
// data stays after the request and some request reads before it writes, or where it is read after a suspension.
#include "rules/Slots.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using judge::Storage;

namespace {

class ThreadSlot {
public:
  ThreadSlot(Judgement &J, Findings &Out) : J(J), Out(Out) {}

  bool judge(Site S, const SlotWrite &W) {
    if (!W.At.IsThreadLocal)
      return false;
    return isReadAfterSuspension(S, W.At) || (!isRestored(S, W.At) && staysAfter(S, W.At) && isReadFirst(W.At));
  }

  void report(Site S, const SlotWrite &W) {
    std::string Who = describe(J.P, W.Left.front().Node);
    reportSlot(J, S, W, "crosstalk-thread-local-identity",
               "'" + Who + "' stays in the thread_local '" + W.At.Display +
                   "' and can be read by the next request on the same thread",
               -1.8, Out);
  }

private:
  bool concerns(const SolvedFunction &F, const Effect &E, const Storage &Slot) {
    if (E.Target == NoExpr)
      return false;
    auto At = J.Where.at(F, E.Target);
    return At && isSameSlot(*At, Slot);
  }

  /// Whether the effect gives the slot a new content, whatever was there.
  bool overwrites(const SolvedFunction &F, const Effect &E, const Storage &Slot) {
    if (E.What == Event::Kind::Clear)
      return clearsSlot(J, F, E, Slot);
    if (E.What != Event::Kind::Store || E.Target == NoExpr)
      return false;
    auto At = J.Where.at(F, E.Target);
    return At && (At->Id == Slot.Id || At->Base == Slot.Base || Slot.Id.starts_with(At->Id + "."));
  }

  bool reads(const SolvedFunction &F, const Effect &E, const Storage &Slot) {
    return (E.What == Event::Kind::Get || E.What == Event::Kind::Append) && concerns(F, E, Slot);
  }

  /// Between First and the read at Then something else is written, on every way to the read.
  bool isOverwrittenBetween(const SolvedFunction &F, size_t First, size_t Then, const Storage &Slot) {
    for (size_t I = First; I < Then; ++I)
      if (!(F.Effects[I].Flags & EffectCleanup) && overwrites(F, F.Effects[I], Slot) &&
          isImplied(F.Effects[I].Conditions, F.Effects[Then].Conditions))
        return true;
    return false;
  }

  bool isReadAfterSuspension(Site S, const Storage &Slot) {
    const SolvedFunction &F = J.P.Functions[S.Function];
    size_t Suspended = S.Effect + 1;
    while (Suspended < F.Effects.size() && F.Effects[Suspended].What != Event::Kind::Suspend)
      ++Suspended;
    for (size_t I = Suspended; I < F.Effects.size(); ++I)
      if (reads(F, F.Effects[I], Slot) && !isOverwrittenBetween(F, Suspended, I, Slot))
        return true;
    return false;
  }

  /// Some request reads before it wrote: it gets what the last one left.
  bool isReadFirst(const Storage &Slot) {
    auto [It, New] = ReadFirst.try_emplace(Slot.Id);
    if (!New)
      return It->second;
    for (uint32_t F = 0; F < J.P.Functions.size(); ++F)
      if (isRoot(J.P, F) && !J.Where.isUnusedGetter(J.P.Functions[F]) && isReadFirstIn(J.P.Functions[F], Slot))
        return It->second = true;
    return It->second = false;
  }

  bool isReadFirstIn(const SolvedFunction &F, const Storage &Slot) {
    for (size_t I = 0; I < F.Effects.size(); ++I)
      if (reads(F, F.Effects[I], Slot) && !isOverwrittenBetween(F, 0, I, Slot))
        return true;
    return false;
  }

  /// A guard that puts back at the end what was there before.
  bool isRestored(Site S, const Storage &Slot) {
    const SolvedFunction &F = J.P.Functions[S.Function];
    for (const Effect &E : F.Effects)
      if ((E.Flags & EffectCleanup) && E.Value != NoExpr && overwrites(F, E, Slot)) {
        judge::KeyCode Nothing(J.P, J.Who);
        if (judge::leftovers(J.P, J.Who, E.Value, Nothing).empty())
          return true;
      }
    return false;
  }

  /// Whether some way through the function leaves the content behind.
  bool staysAfter(Site S, const Storage &Slot) {
    const SolvedFunction &F = J.P.Functions[S.Function];
    std::vector<Condition> AtEnd = effect(J.P, S).Conditions;
    std::vector<size_t> Clears;
    for (size_t I = 0; I < F.Effects.size(); ++I) {
      const Effect &E = F.Effects[I];
      if (clearsSlot(J, F, E, Slot)) {
        if (E.Flags & EffectCleanup)
          return false;
        if (I > S.Effect)
          Clears.push_back(I);
      }
      if (I <= S.Effect || !mayLeave(E))
        continue;
      if (!isClearedBefore(F, Clears, E.Conditions))
        return true;
      if (!E.Conditions.empty())
        AtEnd.push_back({E.Conditions.back().Value, !E.Conditions.back().Negated});
    }
    bool Returns = !F.Effects.empty() && F.Effects.back().What == Event::Kind::Return &&
                   !(F.Effects.back().Flags & EffectLifted);
    return !Returns && !isClearedBefore(F, Clears, AtEnd);
  }

  static bool isClearedBefore(const SolvedFunction &F, const std::vector<size_t> &Clears,
                              const std::vector<Condition> &There) {
    return std::any_of(Clears.begin(), Clears.end(),
                       [&](size_t I) { return isImplied(F.Effects[I].Conditions, There); });
  }

  /// An early way out: a return of this function, an exception, or the call of what nobody knows here.
  bool mayLeave(const Effect &E) const {
    if (E.What == Event::Kind::Call && E.Value != NoExpr)
      return J.P[E.Value].Kind == Op::Call && J.P[E.Value].Text == NoName;
    return (E.What == Event::Kind::Return && !(E.Flags & EffectLifted)) || E.What == Event::Kind::Throw;
  }

  Judgement &J;
  Findings &Out;
  std::map<std::string, bool> ReadFirst;
};

} // namespace

void threadLocalIdentity(Judgement &J, Findings &Out) { eachSlot(J, ThreadSlot(J, Out)); }

} // namespace crosstalk::rules
