// crosstalk-shared-session-state, -thread-local-identity and -unreset-pooled-object: one request's principal is left
// where the next request finds it.
//
// In:  stores without a key into what outlives the request.  Out: findings where the next reader is another principal.
#include "rules/Caches.h"
#include "rules/ConnectionState.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using judge::Leftover;
using judge::Storage;

namespace {

struct SlotWrite {
  Storage At;
  std::vector<Leftover> Left;
  ExprId Value{};
  bool Callback = false; ///< what is kept is a closure that captured the principal
};

} // namespace

/// The principal that a closure carries along.
static std::vector<Leftover> captured(Judgement &J, ExprId Value) {
  const Expr &L = J.P[Value];
  std::vector<Leftover> Found;
  judge::KeyCode Nothing(J.P, J.Who);
  for (ExprId C : L.Operands) {
    if (C == NoExpr || J.P[C].Kind == Op::This)
      continue;
    auto Id = J.Who.of(C);
    if (Id) {
      Leftover X;
      X.Node = C;
      X.Who = *Id;
      X.Path = {Value};
      Found.push_back(X);
    }
  }
  return Found;
}

static std::optional<SlotWrite> slotWrite(Judgement &J, Site S) {
  const Program &P = J.P;
  const SolvedFunction &F = P.Functions[S.Function];
  const Effect &E = effect(P, S);
  bool Put = E.What == Event::Kind::Put;
  if ((E.What != Event::Kind::Store && E.What != Event::Kind::Append && !Put) || E.Value == NoExpr)
    return std::nullopt;
  auto At = J.Where.at(F, E.Target);
  if (!At || At->IsCollection)
    return std::nullopt;
  if ((E.Flags & EventInConstructor) && !At->IsStatic)
    return std::nullopt;
  SlotWrite W;
  W.At = *At;
  W.Value = E.Value;
  const Expr &V = P[E.Value];
  if (V.Kind == Op::Out)
    return std::nullopt;
  if (V.Kind == Op::Lambda) {
    W.Callback = true;
    W.Left = captured(J, E.Value);
    // A callback under the principal's own key is that principal's.
    if (Put && E.Key != NoExpr && J.Who.of(E.Key))
      return std::nullopt;
    if (W.Left.empty())
      return std::nullopt;
    return W;
  }
  // Under a key or among many elements it is a collection; a cache is another rule's.
  // A constant key is a slot of its own.
  bool Fixed = Put && E.Key != NoExpr && P[E.Key].Kind == Op::Literal && At->IsStatic;
  if (!At->Keys.empty() || (Put && !At->IsThreadLocal && !Fixed) || (Put && E.Key != NoExpr && !Fixed))
    return std::nullopt;
  judge::Facts Known(P, E.Conditions);
  W.Value = judge::specialise(P, E.Value, Known);
  judge::KeyCode Nothing(P, J.Who);
  W.Left = judge::leftovers(P, J.Who, W.Value, Nothing);
  std::erase_if(W.Left, [&](const Leftover &L) {
    if (L.Who.Weight < 0.9 || L.Who.Kind == judge::PrincipalKind::Device || L.Who.Kind == W.At.Per)
      return true;
    for (ExprId Owner : W.At.Owners)
      if (L.Node == Owner)
        return true;
    return false;
  });
  if (W.Left.empty() || !J.Where.isRead(W.At))
    return std::nullopt;
  return W;
}

/// Whether every way through the function empties the storage before it is read or after it was written.
static bool isCleared(Judgement &J, Site S, const Storage &At) {
  const Program &P = J.P;
  const SolvedFunction &F = P.Functions[S.Function];
  for (uint32_t I = 0; I < F.Effects.size(); ++I) {
    const Effect &E = F.Effects[I];
    bool Clears = E.What == Event::Kind::Clear;
    if (E.What == Event::Kind::Store && E.Value != NoExpr) {
      const Expr &V = P[E.Value];
      Clears |= judge::constantTruth(P, E.Value) == false || (V.Kind == Op::Literal && P.text(V.Text).empty()) ||
                (V.Kind == Op::Record && V.Operands.empty());
    }
    if (!Clears || E.Target == NoExpr || (E.Flags & EventInConstructor))
      continue;
    auto Cleared = J.Where.at(F, E.Target);
    if (!Cleared || (Cleared->Id != At.Id && Cleared->Base != At.Base && !At.Id.starts_with(Cleared->Id + ".")))
      continue;
    if (E.Flags & EffectCleanup)
      return true;
    bool Unconditional = E.Conditions.empty();
    // At entry, before anything is written; or on the only way out.
    const std::vector<Condition> &Written = effect(P, S).Conditions;
    bool Implied = std::all_of(E.Conditions.begin(), E.Conditions.end(), [&](const Condition &C) {
      return std::find(Written.begin(), Written.end(), C) != Written.end();
    });
    if (I < S.Effect && (Unconditional || Implied))
      return true;
    if (I > S.Effect && (Unconditional || Implied)) {
      bool LeavesBefore = false;
      for (uint32_t R = S.Effect + 1; R < I; ++R)
        LeavesBefore |= (F.Effects[R].What == Event::Kind::Return && !(F.Effects[R].Flags & EffectLifted)) ||
                        F.Effects[R].What == Event::Kind::Throw;
      if (!LeavesBefore)
        return true;
    }
  }
  return false;
}

/// Whether the function that wrote also reads it only after it wrote, on every way: the next request writes first.
static bool overwrittenFirst(Judgement &J, Site S) {
  const Effect &E = effect(J.P, S);
  return E.What == Event::Kind::Store && E.Conditions.empty();
}

static void report(Judgement &J, Site S, const SlotWrite &W, std::string_view Rule, std::string Message, double Bias,
                   Findings &Out) {
  const Program &P = J.P;
  const Leftover &L = W.Left.front();
  Finding F = make(P, Rule, S, W.At.Display, describe(P, L.Node));
  F.Message = std::move(Message);
  F.Reasons.push_back({"principal", L.Who.Why, L.Who.Weight});
  for (const Evidence &E : W.At.Why)
    F.Reasons.push_back({E.Id, E.Text, 0});
  F.Reasons.push_back({"shared", "'" + W.At.Display + "' outlives the request", std::clamp(W.At.Shared, -4.0, 3.0)});
  F.Reasons.push_back({"base", "prior", Bias});
  F.Exposed = exposed(P, W.Value);
  F.Flows = {valueFlow(P, L, S), keyFlow(P, {}, S), readerFlow(J, W.At, S)};
  finish(P, F);
  Out.push_back(std::move(F));
}

template <typename Rule> static void eachSlot(Judgement &J, Rule Apply) {
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
    return !isCleared(J, S, W.At);
  }
  void report(Site S, const SlotWrite &W) const {
    std::string Who = describe(J.P, W.Left.front().Node);
    std::string Message =
        W.Callback ? "a callback kept in '" + W.At.Display + "' has captured '" + Who +
                         "' of the request that registered it, and runs for all later ones"
                   : "'" + Who + "' of the current request is kept in '" + W.At.Display + "', which all requests share";
    rules::report(J, S, W, "crosstalk-shared-session-state", std::move(Message), W.Callback ? -1.0 : -2.4, Out);
  }
};

struct ThreadLocal {
  Judgement &J;
  Findings &Out;
  bool judge(Site S, const SlotWrite &W) const {
    if (!W.At.IsThreadLocal || isCleared(J, S, W.At))
      return false;
    bool Suspends = false;
    const SolvedFunction &F = J.P.Functions[S.Function];
    for (uint32_t I = S.Effect + 1; I < F.Effects.size(); ++I)
      Suspends |= F.Effects[I].What == Event::Kind::Suspend;
    return Suspends || !overwrittenFirst(J, S);
  }
  void report(Site S, const SlotWrite &W) const {
    std::string Who = describe(J.P, W.Left.front().Node);
    rules::report(J, S, W, "crosstalk-thread-local-identity",
                  "'" + Who + "' stays in the thread_local '" + W.At.Display +
                      "' and can be read by the next request on the same thread",
                  -1.8, Out);
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
  bool comparesField(ExprId Id, int Depth = 20) const {
    if (Id == NoExpr || Depth == 0)
      return false;
    const Expr &X = J.P[Id];
    if (X.Kind == Op::Compare)
      for (int Side = 0; Side < 2; ++Side) {
        const Expr &L = J.P[X.Operands[Side]];
        bool OfElement = L.Kind == Op::Field && (L.Operands[0] == NoExpr || !isRequester(L.Operands[0]));
        if (OfElement && J.Who.fromRequester(X.Operands[1 - Side]))
          return true;
      }
    return std::any_of(X.Operands.begin(), X.Operands.end(), [&](ExprId O) { return comparesField(O, Depth - 1); });
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
    rules::report(J, S, W, "crosstalk-unreset-pooled-object",
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
}
void threadLocalIdentity(Judgement &J, Findings &Out) { eachSlot(J, ThreadLocal{J, Out}); }

} // namespace crosstalk::rules
