// See Slots.h.
#include "rules/Slots.h"
#include "judge/Turns.h"
#include "judge/Walk.h"
#include "rules/Caches.h"
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

bool filtersItself(const Program &P, const Expr &Closure) {
  auto B = P.FunctionOf.find(Closure.Text);
  if (B == P.FunctionOf.end())
    return false;
  auto Holds = [&](ExprId Value, Op Kind) {
    return judge::reaches(P, Value, 12,
                          [&](ExprId Part) { return P[Part].Kind == Kind ? judge::Step::Found : judge::Step::Into; });
  };
  auto Compares = [&](const Condition &C) {
    return judge::reaches(P, C.Value, 12, [&](ExprId Part) {
      const Expr &X = P[Part];
      bool Both = X.Kind == Op::Compare && ((Holds(X.Operands[0], Op::This) && Holds(X.Operands[1], Op::Param)) ||
                                            (Holds(X.Operands[0], Op::Param) && Holds(X.Operands[1], Op::This)));
      return Both ? judge::Step::Found : judge::Step::Into;
    });
  };
  const std::vector<Effect> &Body = P.Functions[B->second].Effects;
  return std::any_of(Body.begin(), Body.end(),
                     [&](const Effect &E) { return std::any_of(E.Conditions.begin(), E.Conditions.end(), Compares); });
}

/// The principals that a closure carries along.
static std::vector<Leftover> captured(Judgement &J, ExprId Value) {
  judge::KeyCode Nothing(J.P, J.Who);
  std::vector<Leftover> Found;
  const Expr &Closure = J.P[Value];
  if (filtersItself(J.P, Closure))
    return Found;
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
  const Expr &Kept = J.P[At.Base];
  for (const SolvedFunction &F : J.P.Functions)
    for (const Effect &E : F.Effects)
      if ((E.What == Event::Kind::Erase || E.What == Event::Kind::Clear) && E.Target != NoExpr)
        if (auto From = J.Where.at(F, E.Target)) {
          const Expr &Taken = J.P[From->Base];
          bool Same = Kept.Kind == Op::Field && Taken.Kind == Op::Field && Kept.Owner == Taken.Owner;
          if (From->Id == At.Id || (Same && Kept.Text == Taken.Text))
            return true;
        }
  return false;
}

/// The principals in a value that a slot keeps without a key.
static std::vector<Leftover> principalsIn(Judgement &J, ExprId Value, const Storage &At) {
  // What readers compare with their own before they use the rest is as good as a key.
  judge::KeyCode Compared(J.P, J.Who);
  for (ExprId Part : matchedParts(J, At, Value))
    Compared.add(Part);
  std::vector<Leftover> Left = judge::leftovers(J.P, J.Who, contentOf(J, Value), Compared);
  std::erase_if(Left, [&](const Leftover &L) {
    if (L.Who.Weight < 0.9 || L.Who.Kind == judge::PrincipalKind::Device || L.Who.Kind == At.Per)
      return true;
    return std::find(At.Owners.begin(), At.Owners.end(), L.Node) != At.Owners.end();
  });
  return Left;
}

static std::optional<SlotWrite> settingWrite(Judgement &J, const SolvedFunction &F, const Effect &E) {
  auto Set = settingCall(J, F, E);
  if (!Set || Set->Op != StorageOp::Put || Set->Value == NoExpr)
    return std::nullopt;
  SlotWrite W;
  W.At = Set->At;
  W.Value = judge::specialise(J.P, Set->Value, judge::Facts(J.P, E.Conditions));
  W.Left = principalsIn(J, W.Value, W.At);
  if (W.Left.empty() && J.P[W.Value].Kind != Op::Literal) {
    // "setProperty("userId", Row.value(0))" says itself whose it is.
    auto Whose = J.Who.ofName(W.At.Display);
    if (!Whose)
      Whose = provenBySecret(J, W.Value);
    if (Whose)
      W.Left.push_back({.Node = W.Value, .Who = *Whose, .Path = {}});
  }
  return W.Left.empty() ? std::nullopt : std::optional(W);
}

/// Whether the emitter was asked for something of a principal's, which the closure then hands to the captured client.
static bool isAskedForPrincipal(Judgement &J, const SolvedFunction &F, ExprId Emitter) {
  judge::KeyCode Nothing(J.P, J.Who);
  return std::any_of(F.Effects.begin(), F.Effects.end(), [&](const Effect &E) {
    if (E.What != Event::Kind::Call || E.Value == NoExpr || J.P[E.Value].Kind != Op::Call)
      return false;
    const Expr &Call = J.P[E.Value];
    if (Call.Operands.empty() || Call.Operands[0] == NoExpr || J.P.G.origin(Call.Operands[0]) != Emitter)
      return false;
    return std::any_of(Call.Operands.begin() + 1, Call.Operands.end(),
                       [&](ExprId A) { return A != NoExpr && !judge::leftovers(J.P, J.Who, A, Nothing).empty(); });
  });
}

/// A callback that a shared object keeps for this request and calls for all that follow.
static std::optional<SlotWrite> subscribed(Judgement &J, const SolvedFunction &F, const Effect &E) {
  auto To = subscription(J, F, E);
  if (!To || filtersItself(J.P, J.P[To->Closure]))
    return std::nullopt;
  SlotWrite W;
  W.At = To->At;
  W.Value = To->Closure;
  W.Callback = true;
  W.Left = captured(J, To->Closure);
  std::erase_if(W.Left, [](const Leftover &L) { return L.Who.Weight < 0.9; });
  const Expr &Closure = J.P[To->Closure];
  for (size_t I = 0; W.Left.empty() && I < Closure.Operands.size(); ++I) {
    ExprId C = Closure.Operands[I];
    if (C != NoExpr && isReplyChannel(J, F, C) && usesCapture(J.P, Closure, I) &&
        isAskedForPrincipal(J, F, To->Emitter))
      W.Left.push_back(
          {.Node = C,
           .Who = {judge::PrincipalKind::Session, 1.6, "the answer to the client at hand goes there", false},
           .Path = {To->Closure}});
  }
  return W.Left.empty() ? std::nullopt : std::optional(W);
}

/// Whether a condition compares another field of the very object that is written.
static bool asksObject(const Program &P, const Effect &E) {
  ExprId Target = P.G.origin(E.Target);
  std::vector<ExprId> Objects{Target};
  if (P[Target].Kind == Op::Choice || P[Target].Kind == Op::Join)
    Objects = P[Target].Operands;
  for (ExprId &O : Objects)
    O = O != NoExpr && P[O].Kind == Op::Field ? P.G.origin(P[O].Operands[0]) : NoExpr;
  return std::any_of(E.Conditions.begin(), E.Conditions.end(), [&](const Condition &C) {
    bool Compares = judge::reaches(P, C.Value, 6, [&](ExprId Part) {
      return P[Part].Kind == Op::Compare ? judge::Step::Found : judge::Step::Into;
    });
    return Compares && judge::reaches(P, C.Value, 12, [&](ExprId Part) {
             const Expr &X = P[Part];
             bool Asked = X.Kind == Op::Field && X.Operands[0] != NoExpr &&
                          std::find(Objects.begin(), Objects.end(), P.G.origin(X.Operands[0])) != Objects.end();
             return Asked ? judge::Step::Found : judge::Step::Into;
           });
  });
}

/// A loop that serves one request after the other keeps what is not its own for all of them.
static void noteTurns(Judgement &J, Site S, Storage &At) {
  const SolvedFunction &F = J.P.Functions[S.Function];
  if (At.IsStatic || !(At.IsParameter || At.IsMember) || !judge::acceptedAt(J.P, F, S.Effect))
    return;
  At.Shared += 2.5;
  At.Why.push_back({"turns", "the loop around it serves one request after the other", 2.5});
}

static std::optional<SlotWrite> judgeWrite(Judgement &J, Site S) {
  const Program &P = J.P;
  const SolvedFunction &F = P.Functions[S.Function];
  const Effect &E = effect(P, S);
  if (E.What == Event::Kind::Call) {
    auto Kept = subscribed(J, F, E);
    return Kept ? Kept : settingWrite(J, F, E);
  }
  bool Put = E.What == Event::Kind::Put;
  if ((E.What != Event::Kind::Store && E.What != Event::Kind::Append && !Put) || E.Value == NoExpr ||
      (E.Flags & EventUsesHandle) || countsOn(P, E) || isGivenUp(P, E))
    return std::nullopt;
  auto At = J.Where.at(F, E.Target);
  if (!At || At->IsCollection || At->Display.empty()) // what has no name is part of a value
    return std::nullopt;
  if ((E.Flags & EventInConstructor) && !(E.Flags & EffectDeferred) && !At->IsStatic)
    return std::nullopt;
  noteTurns(J, S, *At);
  noteCaptured(P, F, *At);
  if ((E.Flags & EffectKept) && !isFilledEachTurn(P, F, E))
    return std::nullopt;
  SlotWrite W;
  W.At = *At;
  W.Value = E.Value;
  const Expr &V = P[E.Value];
  // A library's handle keeps what is done to it: that is the same handle.
  if (isSameHandle(P, E.Value, E.Target))
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
  // "if (page->status() != NotFound)": the code asks which object it has before it adds what is for one client.
  if (Put && Fixed && asksObject(P, E))
    return std::nullopt;
  bool Named = Put && E.Key != NoExpr && P[E.Key].Kind == Op::Literal && isPartOfRecycled(J, At->Base);
  bool Stays =
      At->IsThreadLocal || Fixed || Named || (Put && (isRecycled(J, objectClass(P, *At)) || isScratch(J, S, *At)));
  if (!At->Keys.empty() || (Put && !Stays) || (Put && E.Key != NoExpr && !Fixed && !Named))
    return std::nullopt;
  judge::Facts Known(P, E.Conditions);
  W.Value = judge::specialise(P, E.Value, Known);
  // What a loop keeps for its next turn is another one's only where that one leaves it out.
  if (!(E.Flags & EffectKept))
    W.Left = principalsIn(J, W.Value, W.At);
  dropDecided(P, E, W.Left);
  // What is compared before it is handed out is nobody's by that.
  if (W.Left.empty())
    if (auto Whose = ofThisRequest(J, F, E, W); Whose && matchedParts(J, W.At, W.Value).empty())
      W.Left.push_back({.Node = W.Value, .Who = *Whose, .Path = {}});
  if (W.Left.empty() && !(E.Flags & EffectKept))
    if (auto Decides = decidedByCaller(J, F, E, W))
      W.Left.push_back(std::move(*Decides));
  if (W.Left.empty() || !J.Where.isRead(W.At) || isReplacedWhereUnlike(J, S))
    return std::nullopt;
  return W;
}

std::optional<SlotWrite> slotWrite(Judgement &J, Site S) {
  auto [It, New] = J.Writes.try_emplace({S.Function, S.Effect});
  if (New)
    if (auto Write = judgeWrite(J, S))
      It->second = std::make_shared<const SlotWrite>(std::move(*Write));
  return It->second ? std::optional(*It->second) : std::nullopt;
}

Loc ownStore(const Program &P, Site S) {
  for (auto B = below(P, S); B; B = below(P, *B))
    S = *B;
  const Effect &E = effect(P, S);
  if (E.What != Event::Kind::Store || E.Value == NoExpr || P[P.G.origin(P.G.root(E.Value))].Kind == Op::Param)
    return {};
  return E.At;
}

bool isStartUp(const Program &P, Site S, const SlotWrite &W) {
  const SolvedFunction &F = P.Functions[S.Function];
  const Effect &E = effect(P, S);
  if (!(F.Flags & FunctionIsMain) || (E.Flags & EffectDeferred))
    return false;
  return !(E.Flags & EventInLoop) || P[P.G.origin(P.G.root(W.Left.front().Node))].Kind == Op::Param;
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
  addReach(J, F, W.At);
  F.Flows = {valueFlow(P, L, S), keyFlow(P, {}, S), readerFlow(J, W.At, S)};
  finish(P, F);
  Out.push_back(std::move(F));
}

} // namespace crosstalk::rules
