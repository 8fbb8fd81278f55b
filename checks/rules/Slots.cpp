// See Slots.h.
#include "rules/Slots.h"
#include "judge/Walk.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using judge::Leftover;
using judge::Storage;

/// Whether a closure does anything with what it captured under a name.
static bool usesCapture(const Program &P, const Expr &Closure, size_t Index) {
  auto D = P.Declarations.find(Closure.Text);
  auto B = P.FunctionOf.find(Closure.Text);
  if (D == P.Declarations.end() || B == P.FunctionOf.end() || Index >= D->second.Captures.size())
    return true;
  Name Captured = D->second.Captures[Index];
  auto Uses = [&](ExprId E) {
    return judge::reaches(P, E, 40, [&](ExprId Part) {
      const Expr &X = P[Part];
      bool Found = X.Kind == Op::Field && X.Text == Captured && P[X.Operands[0]].Kind == Op::This;
      return Found ? judge::Step::Found : judge::Step::Into;
    });
  };
  const SolvedFunction &Body = P.Functions[B->second];
  if (Uses(Body.Returned))
    return true;
  return std::any_of(Body.Effects.begin(), Body.Effects.end(), [&](const Effect &E) {
    return Uses(E.Value) || Uses(E.Target) || Uses(E.Key) ||
           std::any_of(E.Conditions.begin(), E.Conditions.end(), [&](const Condition &C) { return Uses(C.Value); });
  });
}

/// The principals that a closure carries along.
static std::vector<Leftover> captured(Judgement &J, ExprId Value) {
  judge::KeyCode Nothing(J.P, J.Who);
  std::vector<Leftover> Found;
  const Expr &Closure = J.P[Value];
  for (size_t I = 0; I < Closure.Operands.size(); ++I) {
    ExprId C = Closure.Operands[I];
    if (C == NoExpr || J.P[C].Kind == Op::This || !usesCapture(J.P, Closure, I))
      continue;
    for (Leftover &L : judge::leftovers(J.P, J.Who, C, Nothing)) {
      L.Path.insert(L.Path.begin(), Value);
      Found.push_back(std::move(L));
    }
  }
  return Found;
}

/// A queue of work: what is put there is taken out again, and runs once.
static bool isQueue(Judgement &J, const Storage &At) {
  for (const SolvedFunction &F : J.P.Functions)
    for (const Effect &E : F.Effects)
      if ((E.What == Event::Kind::Erase || E.What == Event::Kind::Clear) && E.Target != NoExpr)
        if (auto From = J.Where.at(F, E.Target); From && From->Id == At.Id)
          return true;
  return false;
}

std::optional<SlotWrite> slotWrite(Judgement &J, Site S) {
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
    std::erase_if(W.Left, [](const Leftover &L) { return L.Who.Weight < 0.9; });
    // A callback under the principal's own key is that principal's.
    if (W.Left.empty() || (Put && E.Key != NoExpr && J.Who.of(E.Key)))
      return std::nullopt;
    if (Put && E.Key == NoExpr && isQueue(J, W.At))
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

bool isSameSlot(const Storage &A, const Storage &B) {
  return A.Id == B.Id || A.Base == B.Base || A.Id.starts_with(B.Id + ".") || B.Id.starts_with(A.Id + ".");
}

bool isImplied(const std::vector<Condition> &First, const std::vector<Condition> &Then) {
  return std::all_of(First.begin(), First.end(),
                     [&](const Condition &C) { return std::find(Then.begin(), Then.end(), C) != Then.end(); });
}

bool clearsSlot(Judgement &J, const SolvedFunction &F, const Effect &E, const Storage &Slot) {
  const Program &P = J.P;
  if (E.Target == NoExpr || (E.Flags & EventInConstructor))
    return false;
  bool Clears = E.What == Event::Kind::Clear;
  if (E.What == Event::Kind::Store && E.Value != NoExpr) {
    const Expr &V = P[E.Value];
    Clears |= judge::constantTruth(P, E.Value) == false || (V.Kind == Op::Literal && P.text(V.Text).empty()) ||
              (V.Kind == Op::Record && V.Operands.empty());
  }
  if (!Clears)
    return false;
  auto Cleared = J.Where.at(F, E.Target);
  return Cleared && (Cleared->Id == Slot.Id || Cleared->Base == Slot.Base || Slot.Id.starts_with(Cleared->Id + "."));
}

void reportSlot(Judgement &J, Site S, const SlotWrite &W, std::string_view Rule, std::string Message, double Bias,
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

} // namespace crosstalk::rules
