// crosstalk-shared-session-state and -unreset-pooled-object: one request's principal is left
// where the next request finds it.
//
// In:  stores without a key into what outlives the request.  Out: findings where the next reader is another principal.
#include "judge/Walk.h"
#include "rules/Caches.h"
#include "rules/ConnectionState.h"
#include "rules/Slots.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using judge::Leftover;
using judge::Storage;

namespace {

struct SharedState {
  Judgement &J;
  Findings &Out;
  bool judge(Site S, const SlotWrite &W) const {
    if (W.At.IsThreadLocal || W.At.InElement || W.At.Shared < 0.4)
      return false;
    if (J.Who.ofType(W.At.OwnerClass) && !W.At.IsStatic)
      return false;
    if (!W.Callback && cachePut(J, S))
      return false;
    if (W.Callback)
      return !W.At.IsLocal;
    return !isSerialised(J, S, W.At);
  }
  void report(Site S, const SlotWrite &W) const {
    std::string Who = describe(J.P, W.Left.front().Node);
    std::string Message =
        W.Callback ? "a callback kept in '" + W.At.Display + "' has captured '" + Who +
                         "' of the request that registered it, and runs for all later ones"
                   : "'" + Who + "' of the current request is kept in '" + W.At.Display + "', which all requests share";
    reportSlot(J, S, W, "crosstalk-shared-session-state", std::move(Message), W.Callback ? -1.0 : -2.4, Out);
  }
};

struct PooledObject {
  Judgement &J;
  Findings &Out;
  /// Whether the element was picked by what the request asks for: a record that is changed, no object of a pool.
  bool isPickedByRequest(Site S) const {
    const Effect &E = effect(J.P, S);
    return std::any_of(E.Conditions.begin(), E.Conditions.end(),
                       [&](const Condition &C) { return comparesField(C.Value); });
  }
  /// "item.name == asked", somewhere in the condition.
  bool comparesField(ExprId Condition) const {
    return judge::reaches(J.P, Condition, 20, [&](ExprId Part) {
      const Expr &X = J.P[Part];
      if (X.Kind == Op::Compare)
        for (int Side = 0; Side < 2; ++Side) {
          const Expr &L = J.P[X.Operands[Side]];
          bool OfElement = L.Kind == Op::Field && (L.Operands[0] == NoExpr || !isRequester(L.Operands[0]));
          if (OfElement && J.Who.fromRequester(X.Operands[1 - Side]))
            return judge::Step::Found;
        }
      return judge::Step::Into;
    });
  }
  bool isRequester(ExprId Id) const { return J.P[J.P.G.origin(J.P.G.root(Id))].Kind == Op::Param; }
  bool judge(Site S, const SlotWrite &W) const {
    if (!W.At.InElement || W.Callback || isPickedByRequest(S))
      return false;
    // A reset anywhere is enough: at take or at give back.
    const Expr &Slot = J.P[W.At.Base];
    for (const SolvedFunction &F : J.P.Functions)
      for (const Effect &E : F.Effects) {
        if (E.Target == NoExpr)
          continue;
        // "pool.empty() ? new T : pool.back()": one of the two is the slot.
        const Expr &T = J.P[J.P.G.origin(E.Target)];
        bool Same = T.Kind == Op::Field && T.Owner == Slot.Owner && T.Text == Slot.Text;
        for (ExprId Arm : T.Kind == Op::Choice ? T.Operands : std::vector<ExprId>{})
          Same |= J.P[Arm].Kind == Op::Field && J.P[Arm].Owner == Slot.Owner && J.P[Arm].Text == Slot.Text;
        bool Overwrites = E.What == Event::Kind::Store && E.Conditions.empty();
        if (Same && (E.What == Event::Kind::Clear || Overwrites))
          return false;
      }
    return true;
  }
  void report(Site S, const SlotWrite &W) const {
    std::string Who = describe(J.P, W.Left.front().Node);
    reportSlot(J, S, W, "crosstalk-unreset-pooled-object",
               "'" + Who + "' stays in '" + W.At.Display +
                   "' of a pooled object, which nothing resets before its next user",
               -2.0, Out);
  }
};

} // namespace

void unresetPooledObject(Judgement &J, Findings &Out) { eachSlot(J, PooledObject{J, Out}); }
void sharedSessionState(Judgement &J, Findings &Out) {
  eachSlot(J, SharedState{J, Out});
  connectionState(J, Out);
  temporaryTables(J, Out);
}

} // namespace crosstalk::rules
