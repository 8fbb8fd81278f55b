// What effects do to a slot: who reads, writes and clears it, and what an earlier request may have left there.
//
// In:  a slot, and the effects of a function in order.  Out: whether one finds the content of before. See Slots.h.
#include "judge/Walk.h"
#include "rules/Slots.h"
#include <algorithm>
#include <unordered_set>

namespace crosstalk::rules {

using namespace ir;
using judge::Storage;

bool isSameSlot(const Storage &A, const Storage &B) {
  return A.Id == B.Id || A.Base == B.Base || A.Id.starts_with(B.Id + ".") || B.Id.starts_with(A.Id + ".");
}

bool isImplied(const Program &P, const std::vector<Condition> &First, const std::vector<Condition> &Then) {
  auto Listed = [&](const Condition &C) { return std::find(Then.begin(), Then.end(), C) != Then.end(); };
  if (std::all_of(First.begin(), First.end(), Listed))
    return true;
  judge::Facts Known(P, Then);
  return std::all_of(First.begin(), First.end(),
                     [&](const Condition &C) { return Listed(C) || Known.known(C.Value) == !C.Negated; });
}

/// "" and the 0 that ends a text of C.
static bool isNoText(const std::string &Text) { return Text.empty() || Text == std::string(1, '\0'); }

bool clearsSlot(Judgement &J, const SolvedFunction &F, const Effect &E, const Storage &Slot) {
  const Program &P = J.P;
  if (E.Target == NoExpr || (E.Flags & EventInConstructor))
    return false;
  bool Clears = E.What == Event::Kind::Clear;
  if (E.What == Event::Kind::Store && E.Value != NoExpr) {
    const Expr &V = P[E.Value];
    Clears |= judge::constantTruth(P, E.Value) == false || (V.Kind == Op::Literal && isNoText(P.text(V.Text))) ||
              (V.Kind == Op::Record && V.Operands.empty());
  }
  if (!Clears)
    return false;
  auto Cleared = J.Where.at(F, E.Target);
  return Cleared && (Cleared->Id == Slot.Id || Cleared->Base == Slot.Base || Slot.Id.starts_with(Cleared->Id + "."));
}

SlotUse useOf(Judgement &J, const SolvedFunction &F, const Effect &E, const Storage &Slot) {
  if (E.What == Event::Kind::Call) {
    auto Set = settingCall(J, F, E);
    if (!Set || !isSameSlot(Set->At, Slot))
      return SlotUse::None;
    switch (Set->Op) {
    case StorageOp::Get:
    case StorageOp::GetOrPut:
      return SlotUse::Read;
    case StorageOp::Put:
      return SlotUse::Write;
    case StorageOp::Erase:
    case StorageOp::Clear:
      return SlotUse::Clear;
    }
  }
  if (E.Target == NoExpr)
    return SlotUse::None;
  if (clearsSlot(J, F, E, Slot))
    return SlotUse::Clear;
  // A property that a library keeps is read by its calls only: "handle.get()" says nothing of the handle's options.
  if (J.P[Slot.Base].Kind == Op::Call)
    return SlotUse::None;
  bool Reads = E.What == Event::Kind::Get || E.What == Event::Kind::Append;
  if (!Reads && E.What != Event::Kind::Store)
    return SlotUse::None;
  auto At = J.Where.at(F, E.Target);
  if (!At || !isSameSlot(*At, Slot))
    return SlotUse::None;
  if (Reads)
    return SlotUse::Read;
  bool Whole = At->Id == Slot.Id || At->Base == Slot.Base || Slot.Id.starts_with(At->Id + ".");
  return Whole ? SlotUse::Write : SlotUse::None;
}

/// The object that calls were made on or with: x of "after f(x): x".
static ExprId beforeCalls(const Program &P, ExprId E) {
  for (int I = 0; I < 8 && P[E].Kind == Op::Out; ++I)
    E = P[E].Operands[1];
  return P.G.origin(E);
}

/// Whether a value or condition holds the content of the slot as it was on entry.
static bool holds(const Program &P, ExprId Value, const Expr &Slot) {
  std::vector<ExprId> Open{Value};
  std::unordered_set<uint32_t> Seen;
  while (!Open.empty()) {
    ExprId E = Open.back();
    Open.pop_back();
    if (E == NoExpr || Seen.size() > 2000 || !Seen.insert(static_cast<uint32_t>(E)).second)
      continue;
    const Expr &X = P[E];
    if (X.Kind == Slot.Kind && X.Text == Slot.Text && X.Owner == Slot.Owner)
      return true;
    // "failed ? after f(x) : x" is the object at hand, whatever was asked before.
    if (X.Kind == Op::Choice && beforeCalls(P, X.Operands[1]) == beforeCalls(P, X.Operands[2])) {
      Open.push_back(beforeCalls(P, X.Operands[1]));
      continue;
    }
    // "w{dealer: found}" holds the rest of what w was.
    bool Replaces = X.Kind == Op::With && X.Text == Slot.Text;
    Open.insert(Open.end(), X.Operands.begin() + (Replaces ? 1 : 0), X.Operands.end());
  }
  return false;
}

/// The same, remembered: many effects have one condition in common, and many slots are asked for.
static bool mentions(Judgement &J, ExprId Value, const Expr &Slot) {
  auto [It, New] = J.Mentioned[{Slot.Kind, Slot.Text, Slot.Owner}].try_emplace(static_cast<uint32_t>(Value));
  if (New)
    It->second = holds(J.P, Value, Slot);
  return It->second;
}

static bool readsSlot(Judgement &J, const SolvedFunction &F, const Effect &E, const Storage &Slot) {
  if (useOf(J, F, E, Slot) == SlotUse::Read)
    return true;
  const Expr &Base = J.P[Slot.Base];
  if (Base.Kind != Op::Field && Base.Kind != Op::Global)
    return false;
  return mentions(J, E.Value, Base) || mentions(J, E.Key, Base) ||
         std::any_of(E.Conditions.begin(), E.Conditions.end(),
                     [&](const Condition &C) { return mentions(J, C.Value, Base); });
}

/// Whether an effect reads the slot only where the conditions of a write before hold as well: "reply(known ? last : 0)"
/// after "if (known) last = 0;".
static bool readsOnlyWhere(Judgement &J, const Effect &Read, const Effect &Written, const Storage &Slot) {
  const Program &P = J.P;
  const Expr &Base = P[Slot.Base];
  if (Read.Value == NoExpr || (Base.Kind != Op::Field && Base.Kind != Op::Global) || mentions(J, Read.Key, Base))
    return false;
  std::vector<Condition> Else = Read.Conditions, More;
  for (const Condition &C : Written.Conditions)
    if (!isImplied(P, {C}, Read.Conditions))
      More.push_back(C);
  if (More.size() != 1 ||
      std::any_of(Else.begin(), Else.end(), [&](const Condition &C) { return mentions(J, C.Value, Base); }))
    return false;
  Else.push_back({More.front().Value, !More.front().Negated});
  return !mentions(J, judge::specialise(P, Read.Value, judge::Facts(P, Else)), Base);
}

static bool isWrittenBefore(Judgement &J, const SolvedFunction &F, size_t Read, const Storage &Slot, size_t From) {
  for (size_t I = From; I < Read; ++I) {
    const Effect &E = F.Effects[I];
    if ((E.Flags & EffectCleanup) ||
        (!isImplied(J.P, E.Conditions, F.Effects[Read].Conditions) && !readsOnlyWhere(J, F.Effects[Read], E, Slot)))
      continue;
    SlotUse Use = useOf(J, F, E, Slot);
    if (Use == SlotUse::Write || Use == SlotUse::Clear)
      return true;
  }
  return false;
}

bool readsBeforeWrite(Judgement &J, const SolvedFunction &F, size_t Read, const Storage &Slot, size_t From) {
  return useOf(J, F, F.Effects[Read], Slot) == SlotUse::Read && !isWrittenBefore(J, F, Read, Slot, From);
}

/// "if (last) release(last); last = nullptr;": what is given up is read for nobody.
static bool isRelease(Judgement &J, const SolvedFunction &F, size_t I, const Storage &Slot) {
  auto LeavesSame = [&](const Effect &E) {
    return E.What == Event::Kind::Store && E.Value != NoExpr && J.P[E.Value].Kind == Op::Out;
  };
  if (F.Effects[I].What != Event::Kind::Call && !LeavesSame(F.Effects[I]))
    return false;
  auto Next = std::find_if_not(F.Effects.begin() + I + 1, F.Effects.end(), LeavesSame);
  return Next != F.Effects.end() && clearsSlot(J, F, *Next, Slot);
}

bool mayFindEarlier(Judgement &J, const SolvedFunction &F, const Storage &Slot, size_t From) {
  for (size_t I = From; I < F.Effects.size(); ++I)
    if (readsSlot(J, F, F.Effects[I], Slot) && !isRelease(J, F, I, Slot) && !isWrittenBefore(J, F, I, Slot, From))
      return true;
  return false;
}

} // namespace crosstalk::rules
