// crosstalk-shared-session-state: one request's principal is left where the next request finds it.
//
// In:  stores without a key into what outlives the request.  Out: findings where the next reader is another principal.
#include "judge/Turns.h"
#include "rules/Caches.h"
#include "rules/ConnectionState.h"
#include "rules/Slots.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using judge::Leftover;
using judge::Storage;

/// "void set_role(role_t role) { current_role = role; }" that nobody calls: who links it knows for whom it is called,
/// and a process that serves one client only keeps its state so.
static bool isBareSetter(Judgement &J, const SolvedFunction &F) {
  const Program &P = J.P;
  if (!F.Callers.empty() || F.Class != NoName || F.IsEntry || F.Parameters.empty())
    return false;
  bool Plain = std::all_of(F.Parameters.begin(), F.Parameters.end(),
                           [&](const Parameter &Each) { return J.Who.isTextOrNumber(Each.Type); });
  return Plain && std::all_of(F.Effects.begin(), F.Effects.end(), [&](const Effect &E) {
           return E.What == Event::Kind::Store && !(E.Flags & EffectLifted) &&
                  P[P.G.origin(P.G.root(E.Target))].Kind == Op::Global;
         });
}

namespace {

struct SharedState {
  Judgement &J;
  Findings &Out;

  bool judge(Site S, const SlotWrite &W) const {
    if (W.At.IsThreadLocal || W.At.InElement || W.At.Shared < 0.4)
      return false;
    const Name Of = objectClass(J.P, W.At);
    if (isTableSlot(J, Of) || (!W.At.IsStatic && isRecycled(J, Of)))
      return false;
    if (J.Where.isOfOne(W.At.OwnerClass) && !W.At.IsStatic)
      return false;
    if (!W.Callback && (cachePut(J, S) || isBareSetter(J, J.P.Functions[S.Function])))
      return false;
    if (W.Callback)
      return !W.At.IsLocal;
    if (isMadeForOne(W.At) || (isPutBack(J, S) && !isUsedByThreads(W.At)))
      return false;
    return !isSerialised(J, S, W.At) && !isWrittenEachTurn(S, W.At) && !isEmptiedFirst(J, S, W.At);
  }
  static bool hasReason(const Storage &At, std::initializer_list<std::string_view> Ids) {
    return std::any_of(At.Why.begin(), At.Why.end(),
                       [&](const Evidence &W) { return std::find(Ids.begin(), Ids.end(), W.Id) != Ids.end(); });
  }
  /// While a request has the slot for itself, none may run beside it.
  static bool isUsedByThreads(const Storage &At) { return hasReason(At, {"mutex", "handler-class", "registered"}); }
  /// "Attempt(username, password)": an object that is made with a principal is that one's, unless all have the one.
  bool isMadeForOne(const Storage &At) const {
    const Expr &Slot = J.P[At.Base];
    if (At.IsStatic || Slot.Kind != Op::Field || isUsedByThreads(At) ||
        hasReason(At, {"static-object", "holds-handlers", "service-name"}))
      return false;
    return std::any_of(J.P.Functions.begin(), J.P.Functions.end(), [&](const SolvedFunction &F) {
      return (F.Flags & FunctionIsConstructor) && F.Class == objectClass(J.P, At) &&
             std::any_of(F.Effects.begin(), F.Effects.end(), [&](const Effect &E) {
               return E.What == Event::Kind::Store && E.Target != NoExpr && E.Value != NoExpr &&
                      isSameField(J.P[J.P.G.origin(E.Target)], Slot) && J.P[J.P.G.origin(E.Value)].Kind == Op::Param &&
                      J.Who.of(E.Value);
             });
    });
  }
  /// A loop that serves one request after the other, in which each of them writes before it reads.
  bool isWrittenEachTurn(Site S, const Storage &At) const {
    const SolvedFunction &F = J.P.Functions[S.Function];
    auto Accepted = judge::acceptedAt(J.P, F, S.Effect);
    return Accepted && (!At.IsStatic || (F.Flags & FunctionIsMain)) && !mayFindEarlier(J, F, At, *Accepted + 1);
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

} // namespace

void sharedSessionState(Judgement &J, Findings &Out) {
  eachSlot(J, SharedState{J, Out});
  connectionState(J, Out);
  temporaryTables(J, Out);
}

} // namespace crosstalk::rules
