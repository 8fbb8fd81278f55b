// Slots that one request at a time uses: those behind a lock, and lists that a request fills for its own answer.
//
// In:  a store into a slot.  Out: what orders the requests there. See Slots.h.
#include "judge/Walk.h"
#include "rules/Slots.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using judge::Storage;

static bool takesLock(const Program &P, const Effect &E) {
  if (E.What != Event::Kind::Call || (E.Flags & EffectLifted) || E.Value == NoExpr)
    return false;
  const Expr &X = P[E.Value];
  if (X.Kind == Op::Construct)
    return judge::hasWord(judge::lastName(P.text(X.Type)), {"lock", "locker", "guard"});
  return X.Kind == Op::Call && judge::hasWord(P.calleeOf(X), {"lock"});
}

/// The function on the way down to the store that takes a lock before it.
static std::optional<Site> locked(const Program &P, Site S) {
  for (std::optional<Site> At = S; At; At = below(P, *At)) {
    const std::vector<Effect> &Effects = P.Functions[At->Function].Effects;
    for (uint32_t I = 0; I < At->Effect && I < Effects.size(); ++I)
      if (takesLock(P, Effects[I]))
        return Site{At->Function, I};
  }
  return std::nullopt;
}

/// Whether a value is made of all elements of a collection, whoever put them there.
static bool holdsAll(Judgement &J, const SolvedFunction &F, ExprId Value, const Storage &At) {
  return judge::reaches(J.P, Value, 40, [&](ExprId Part) {
    if (J.P[Part].Kind != Op::Each)
      return judge::Step::Into;
    auto From = J.Where.at(F, J.P[Part].Operands[0]);
    return From && From->Keys.empty() && isSameSlot(*From, At) ? judge::Step::Found : judge::Step::Into;
  });
}

/// A list that one request fills for its own answer: the function that adds to it gives all of it to its caller, and
/// it is emptied in the same function, or nobody else knows of it. A chat room shows all of its list on purpose.
bool isScratch(Judgement &J, Site S, const Storage &At) {
  const SolvedFunction &F = J.P.Functions[S.Function];
  auto G = J.P.Globals.find(J.P[At.Base].Text);
  bool Hidden = J.P[At.Base].Kind == Op::Global && G != J.P.Globals.end() && (G->second.Flags & GlobalIsStaticLocal);
  bool Emptied = false, Shown = false;
  for (uint32_t I = 0; I < F.Effects.size(); ++I) {
    const Effect &E = F.Effects[I];
    Emptied |= clearsSlot(J, F, E, At);
    bool Answers = E.What == Event::Kind::Return ||
                   (E.What == Event::Kind::Store && J.P[J.P.G.origin(J.P.G.root(E.Target))].Kind == Op::Param);
    Shown |= I > S.Effect && Answers && E.Value != NoExpr && holdsAll(J, F, E.Value, At);
  }
  return Shown && (Hidden || Emptied) && !(Emptied && locked(J.P, S));
}

/// The slot as a function on the way down to the store knows it: "this->handle" of the object that is global above.
static Storage asKnownIn(Judgement &J, uint32_t Function, Site S, const Storage &Slot) {
  for (auto At = below(J.P, S); At; At = below(J.P, *At))
    if (At->Function == Function)
      if (auto Lower = slotWrite(J, *At))
        return Lower->At;
  return Slot;
}

bool isSerialised(Judgement &J, Site S, const Storage &Above) {
  const Program &P = J.P;
  auto Lock = locked(P, S);
  if (!Lock)
    return false;
  const SolvedFunction &Holder = P.Functions[Lock->Function];
  const Storage Slot = asKnownIn(J, Lock->Function, S, Above);
  bool Found = false;
  for (uint32_t I = 0; I < Holder.Effects.size(); ++I) {
    if (useOf(J, Holder, Holder.Effects[I], Slot) != SlotUse::Read)
      continue;
    Found = true;
    if (I < Lock->Effect || readsBeforeWrite(J, Holder, I, Slot))
      return false;
  }
  // Whoever else reads does so without the lock's protection of what was written before.
  for (uint32_t F = 0; F < P.Functions.size(); ++F)
    for (uint32_t I = 0; I < P.Functions[F].Effects.size(); ++I) {
      const Effect &E = P.Functions[F].Effects[I];
      bool Reads =
          useOf(J, P.Functions[F], E, Slot) == SlotUse::Read || useOf(J, P.Functions[F], E, Above) == SlotUse::Read;
      if ((E.Flags & EventInConstructor) || !Reads)
        continue;
      bool Inside = false;
      for (std::optional<Site> At = Site{F, I}; At; At = below(P, *At))
        Inside |= At->Function == Lock->Function;
      // What the holder calls is seen again in the holder.
      Inside |= !P.Functions[F].Callers.empty() && !isRoot(P, F);
      if (!Inside)
        return false;
    }
  return Found;
}

} // namespace crosstalk::rules
