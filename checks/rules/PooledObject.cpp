// crosstalk-unreset-pooled-object: a pool hands out an object again with what its last user left in it.
//
// In:  stores without a key into objects of a pool.  Out: those that nothing resets and that the next user may read.
#include "judge/Walk.h"
#include "rules/Slots.h"
#include "rules/Statements.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using judge::Storage;

/// Of the objects that a target may be, each is looked at once: nested choices share their arms.
static bool covers(const Program &P, ExprId Target, const Storage &Slot, std::set<ExprId> &Seen) {
  const ExprId Place = P.G.origin(Target);
  const Expr &T = P[Place];
  // "pool.empty() ? new T : pool.back()": one of the two is the slot.
  if (T.Kind == Op::Choice)
    return Seen.insert(Place).second && (covers(P, T.Operands[1], Slot, Seen) || covers(P, T.Operands[2], Slot, Seen));
  // "name[0] = 0" empties a text of C.
  if (T.Kind == Op::Element)
    return covers(P, T.Operands[0], Slot, Seen);
  for (ExprId Part = Slot.Base; Part != NoExpr && P[Part].Kind == Op::Field; Part = P[Part].Operands[0])
    if (isSameField(T, P[Part]))
      return true;
  return T.Kind != Op::Field && T.Type == objectClass(P, Slot) && T.Type != NoName;
}

/// Whether a path names the slot, what the slot is a part of, or a whole object of its class.
static bool covers(const Program &P, ExprId Target, const Storage &Slot) {
  std::set<ExprId> Seen;
  return covers(P, Target, Slot, Seen);
}

static bool empties(const Program &P, const Effect &E) {
  if (E.What == Event::Kind::Clear)
    return true;
  if (E.What != Event::Kind::Store || E.Value == NoExpr)
    return false;
  const Expr &V = P[E.Value];
  switch (P[P.G.origin(E.Target)].Kind) {
  case Op::Element:
    return V.Kind == Op::Literal;
  case Op::Choice:
    // "c->next = NULL", where c is one of two: a link says nothing of the object.
    if (P[P.G.origin(P[P.G.origin(E.Target)].Operands[1])].Kind != Op::Field)
      return V.Kind == Op::Record || V.Kind == Op::Construct;
    [[fallthrough]];
  case Op::Field:
    return E.Conditions.empty() || judge::constantTruth(P, E.Value) == false ||
           (V.Kind == Op::Literal && P.text(V.Text).empty()) || (V.Kind == Op::Record && V.Operands.empty());
  default:
    return V.Kind == Op::Record || V.Kind == Op::Construct;
  }
}

/// A method of the class itself that nobody calls resets nothing.
static bool isUnused(const Program &P, const SolvedFunction &F, const Storage &Slot) {
  return P.Whole && F.Class == objectClass(P, Slot) && F.Callers.empty() && !(F.Flags & FunctionIsVirtual) &&
         !F.IsEntry;
}

/// "body.size() > 4096": a short content stays.
static bool asksAmount(const Program &P, ExprId Condition, const Expr &Slot) {
  return judge::reaches(P, Condition, 20, [&](ExprId Part) {
    const Expr &X = P[Part];
    if (X.Kind != Op::Lossy || X.Index == EmptinessTest)
      return judge::Step::Into;
    bool Asks = std::any_of(X.Operands.begin(), X.Operands.end(), [&](ExprId O) { return isSameField(P[O], Slot); });
    return Asks ? judge::Step::Found : judge::Step::Into;
  });
}

/// What a method does to its own object counts where it is called, under the conditions there.
static bool isJudgedByCallers(const Program &P, const SolvedFunction &F, const Effect &E) {
  return !F.Callers.empty() && !(F.Flags & FunctionIsDestructor) && P[P.G.root(E.Target)].Kind == Op::This;
}

/// "memset(slots, 0, sizeof slots)": the table as it begins, before anybody has a slot of it.
static bool emptiesTable(Judgement &J, ExprId Target, const Storage &Slot) {
  return J.P[J.P.G.origin(Target)].Kind == Op::Global && isTableSlot(J, objectClass(J.P, Slot));
}

/// A reset anywhere is enough: at take or at give back.
static bool isReset(Judgement &J, const Storage &Slot) {
  for (const SolvedFunction &F : J.P.Functions) {
    if (isUnused(J.P, F, Slot))
      continue;
    for (const Effect &E : F.Effects)
      if (E.Target != NoExpr && !(E.Flags & EventInConstructor) && !isJudgedByCallers(J.P, F, E) &&
          covers(J.P, E.Target, Slot) && empties(J.P, E) && !emptiesTable(J, E.Target, Slot) &&
          std::none_of(E.Conditions.begin(), E.Conditions.end(),
                       [&](const Condition &C) { return asksAmount(J.P, C.Value, J.P[Slot.Base]); }))
        return true;
  }
  return false;
}

/// "pool.empty() ? null : pool.back()": the arm that is an object.
static ExprId whereThere(const Program &P, ExprId Value) {
  for (int Depth = 0; Depth < 6; ++Depth) {
    Value = P.G.origin(Value);
    if (P[Value].Kind != Op::Choice)
      break;
    bool Absent = judge::constantTruth(P, P.G.root(P[Value].Operands[1])) == false;
    Value = P[Value].Operands[Absent ? 2 : 1];
  }
  return Value;
}

/// Whether a function writes the field of the object before it puts the object into a collection.
static bool isFilledFirst(const Program &P, const SolvedFunction &F, const Effect &Put, const Expr &Slot) {
  ExprId Object = whereThere(P, Put.Value);
  return std::any_of(F.Effects.begin(), F.Effects.end(), [&](const Effect &E) {
    ExprId To = E.What == Event::Kind::Store && E.Target != NoExpr ? whereThere(P, E.Target) : NoExpr;
    return To != NoExpr && isSameField(P[To], Slot) && whereThere(P, P[To].Operands[0]) == Object &&
           isImplied(P, E.Conditions, Put.Conditions);
  });
}

/// Whether all that a queue holds had the field written by whoever put it there: "command->payer = ...;
/// pending.push(...)".
static bool isFilledQueue(const Program &P, const Expr &Queue, const Expr &Slot) {
  bool Found = false;
  for (uint32_t F = 0; F < P.Functions.size(); ++F) {
    if (!isRoot(P, F))
      continue;
    for (const Effect &E : P.Functions[F].Effects) {
      if (E.What != Event::Kind::Put || E.Target == NoExpr || E.Value == NoExpr ||
          !isSameField(P[P.G.origin(E.Target)], Queue))
        continue;
      if (!isFilledFirst(P, P.Functions[F], E, Slot))
        return false;
      Found = true;
    }
  }
  return Found;
}

/// Whether a function reads the field of objects that it takes out of such queues only.
static bool takesFilled(const Program &P, const SolvedFunction &F, const Storage &At) {
  const Expr &Slot = P[At.Base];
  std::set<ExprId> Objects;
  auto Collect = [&](ExprId Value) {
    judge::reaches(P, Value, 24, [&](ExprId Part) {
      if (isSameField(P[Part], Slot))
        Objects.insert(P.G.origin(P[Part].Operands[0]));
      return judge::Step::Into;
    });
  };
  for (const Effect &E : F.Effects) {
    for (ExprId Value : {E.Target, E.Value, E.Key})
      Collect(Value);
    for (const Condition &C : E.Conditions)
      Collect(C.Value);
  }
  return !Objects.empty() && std::all_of(Objects.begin(), Objects.end(), [&](ExprId Object) {
    const Expr &X = P[Object];
    bool Element = X.Kind == Op::Element || X.Kind == Op::Each;
    return Element && isFilledQueue(P, P[P.G.origin(X.Operands[0])], Slot);
  });
}

namespace {

struct PooledObject {
  Judgement &J;
  Findings &Out;
  /// Whether the element was picked by what the request asks for: a record that is changed, no object of a pool.
  bool isPickedByRequest(Site S) const {
    const judge::Facts Known(J.P, effect(J.P, S).Conditions);
    auto Picks = [&](ExprId Of, ExprId Asked) {
      const Expr &L = J.P[Of];
      bool OfElement = L.Kind == Op::Field && (L.Operands[0] == NoExpr || !isRequester(L.Operands[0]));
      return OfElement && J.Who.fromRequester(Asked);
    };
    return std::any_of(Known.equalities().begin(), Known.equalities().end(), [&](const judge::Facts::Equality &Eq) {
      return Picks(Eq.Left, Eq.Right) || Picks(Eq.Right, Eq.Left);
    });
  }
  /// The same, whoever said the name: the field of the element that is written, on every way to it.
  bool isFoundByName(Site S) const {
    const Effect &E = effect(J.P, S);
    return E.Target != NoExpr && rules::isFoundByName(J.P, objectOf(E.Target), E.Conditions);
  }
  ExprId objectOf(ExprId Target, int Depth = 6) const {
    const Expr &T = J.P[J.P.G.origin(Target)];
    if (T.Kind == Op::Field)
      return T.Operands[0];
    if (T.Kind != Op::Choice || Depth == 0)
      return Target;
    return J.P.G.choice(T.Operands[0], objectOf(T.Operands[1], Depth - 1), objectOf(T.Operands[2], Depth - 1), T.At);
  }
  bool isRequester(ExprId Id) const { return J.P[J.P.G.origin(J.P.G.root(Id))].Kind == Op::Param; }
  bool judge(Site S, const SlotWrite &W) const {
    bool Listed = W.At.InElement && !W.At.InList;
    const bool Turned = effect(J.P, S).Flags & EffectKept;
    bool Pooled = Listed || Turned || (isRecycled(J, objectClass(J.P, W.At)) && (!W.At.IsStatic || W.At.InList));
    // What guards its members is used by several at a time.
    const Name Of = objectClass(J.P, W.At);
    const RecordInfo *Class = J.P.record(Of);
    bool Guarded = Class && (Class->Flags & RecordHasMutex) && !isTableSlot(J, Of);
    // What is made here is set up for the first time.
    const bool New = W.At.IsLocal && !W.At.Crossed && !W.At.InElement && !Turned;
    if (!Pooled || New || Guarded || W.Callback || isPickedByRequest(S) || isFoundByName(S) || isPutBack(J, S) ||
        isReset(J, W.At))
      return false;
    // What each user writes before anybody reads it shows nothing of the last one.
    bool Filled = false;
    for (uint32_t F = 0; F < J.P.Functions.size(); ++F) {
      if (!isRoot(J.P, F) || !mayFindEarlier(J, J.P.Functions[F], W.At))
        continue;
      if (!takesFilled(J.P, J.P.Functions[F], W.At))
        return true;
      Filled = true;
    }
    return Listed && !Filled;
  }
  void report(Site S, SlotWrite W) const {
    if (W.At.IsLocal) {
      W.At.Shared = 2.0;
      W.At.Why = {{"turns", "the loop around it uses one object for all that it serves", 2.0}};
    } else if (isRecycled(J, objectClass(J.P, W.At))) {
      W.At.Shared = 2.0;
      W.At.Why = {{"recycled",
                   "'" + judge::lastName(J.P.text(objectClass(J.P, W.At))) + "' objects are used again and again",
                   2.0}};
    }
    bool Constant = J.P[W.Left.front().Node].Kind == Op::Literal;
    std::string Who = Constant ? "what one request decided" : "'" + describe(J.P, W.Left.front().Node) + "'";
    reportSlot(J, S, W, "crosstalk-unreset-pooled-object",
               Who + " stays in '" + W.At.Display +
                   "' of an object that is used again, and nothing resets it before its next user",
               -2.0, Out);
  }
};

} // namespace

void unresetPooledObject(Judgement &J, Findings &Out) {
  eachSlot(J, PooledObject{J, Out});
  reusedStatements(J, Out);
}

} // namespace crosstalk::rules
