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
    bool Constant = J.P[W.Left.front().Node].Kind == Op::Literal;
    std::string Who = Constant ? "what one request decided" : "'" + describe(J.P, W.Left.front().Node) + "'";
    reportSlot(J, S, W, "crosstalk-thread-local-identity",
               Who + " stays in the thread_local '" + W.At.Display +
                   "' and can be read by the next request on the same thread",
               -1.8, Out);
  }

private:
  bool empties(const SolvedFunction &F, const Effect &E, const Storage &Slot) {
    return useOf(J, F, E, Slot) == SlotUse::Clear;
  }

  bool isReadAfterSuspension(Site S, const Storage &Slot) {
    const SolvedFunction &F = J.P.Functions[S.Function];
    size_t Suspended = S.Effect + 1;
    while (Suspended < F.Effects.size() && F.Effects[Suspended].What != Event::Kind::Suspend)
      ++Suspended;
    for (size_t I = Suspended; I < F.Effects.size(); ++I)
      if (readsBeforeWrite(J, F, I, Slot, Suspended))
        return true;
    return false;
  }

  /// Some request reads before it wrote: it gets what the last one left.
  bool isReadFirst(const Storage &Slot) {
    auto [It, New] = ReadFirst.try_emplace(Slot.Id);
    if (!New)
      return It->second;
    if (isEmptiedBeforeAll(Slot))
      return It->second = false;
    for (uint32_t F = 0; F < J.P.Functions.size(); ++F)
      if (isRoot(J.P, F) && !J.Where.isUnusedGetter(J.P.Functions[F]) && isReadFirstIn(J.P.Functions[F], Slot))
        return It->second = true;
    return It->second = false;
  }

  bool isReadFirstIn(const SolvedFunction &F, const Storage &Slot) {
    for (size_t I = 0; I < F.Effects.size(); ++I)
      if (readsBeforeWrite(J, F, I, Slot))
        return true;
    // What a library keeps for each thread is read by a call that gives it out.
    return isKeptByLibrary(Slot) && mayFindEarlier(J, F, Slot, 0);
  }

  bool isKeptByLibrary(const Storage &Slot) const {
    auto G = J.P.Globals.find(J.P[J.P.G.root(Slot.Base)].Text);
    return G != J.P.Globals.end() && !(G->second.Flags & GlobalIsThreadLocal);
  }

  /// A handler that every request passes first, on the thread that serves it, empties the slot whatever it holds.
  bool isEmptiedBeforeAll(const Storage &Slot) {
    return std::any_of(J.P.Functions.begin(), J.P.Functions.end(), [&](const SolvedFunction &F) {
      if (!F.IsBefore)
        return false;
      auto First = std::find_if(F.Effects.begin(), F.Effects.end(),
                                [&](const Effect &E) { return useOf(J, F, E, Slot) != SlotUse::None; });
      return First != F.Effects.end() && First->Conditions.empty() && useOf(J, F, *First, Slot) != SlotUse::Read;
    });
  }

  /// A guard that puts back at the end what was there before.
  bool isRestored(Site S, const Storage &Slot) {
    const SolvedFunction &F = J.P.Functions[S.Function];
    return std::any_of(F.Effects.begin(), F.Effects.end(), [&](const Effect &E) {
      return (E.Flags & EffectCleanup) && E.Value != NoExpr && useOf(J, F, E, Slot) == SlotUse::Write &&
             isEarlier(E.Value, Slot);
    });
  }

  /// What a destructor puts back: nobody's, the slot's own content, or what the object that dies links to.
  bool isEarlier(ExprId Value, const Storage &Slot) {
    ExprId From = J.P.G.origin(Value);
    // "previous_(std::exchange(current, nullptr))"
    if (J.P[From].Kind == Op::Unknown && J.P[From].Operands.size() == 1)
      From = J.P.G.origin(J.P[From].Operands[0]);
    Op Kind = J.P[From].Kind;
    if (From == J.P.G.origin(Slot.Base) || Kind == Op::Construct || Kind == Op::Local || Kind == Op::This)
      return true;
    judge::KeyCode Nothing(J.P, J.Who);
    return judge::leftovers(J.P, J.Who, Value, Nothing).empty();
  }

  /// Whether some way through the function leaves the content behind.
  bool staysAfter(Site S, const Storage &Slot) {
    const SolvedFunction &F = J.P.Functions[S.Function];
    std::vector<Condition> AtEnd = effect(J.P, S).Conditions;
    std::vector<size_t> Clears;
    for (size_t I = 0; I < F.Effects.size(); ++I) {
      const Effect &E = F.Effects[I];
      if (empties(F, E, Slot)) {
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
    bool Returns =
        !F.Effects.empty() && F.Effects.back().What == Event::Kind::Return && !(F.Effects.back().Flags & EffectLifted);
    return !Returns && !isClearedBefore(F, Clears, AtEnd);
  }

  bool isClearedBefore(const SolvedFunction &F, const std::vector<size_t> &Clears,
                       const std::vector<Condition> &There) const {
    return std::any_of(Clears.begin(), Clears.end(),
                       [&](size_t I) { return isImplied(J.P, F.Effects[I].Conditions, There); });
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
