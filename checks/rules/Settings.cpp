// Properties that a library keeps for its user: the token of an HTTP client, an option of a handle, a logger's context,
// the locale of the process.
//
// In:  a call with a storage model that has no key, or a constant one.  Out: the slot that it sets, reads or clears.
#include "judge/Walk.h"
#include "rules/Slots.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using judge::Storage;

static ExprId argument(const Expr &Call, int Position) {
  int Index = Position == Receiver ? 0 : Position + 1;
  return Index < 0 || Index >= static_cast<int>(Call.Operands.size()) ? NoExpr : Call.Operands[Index];
}

/// What the model says of a storage, in one form: a named part of an object is set as well.
static std::optional<StorageAccess> accessOf(const Model &M) {
  if (M.Storage && !M.Storage->External && M.Storage->KeyFormat == Nowhere)
    return M.Storage;
  if (!M.Part)
    return std::nullopt;
  StorageAccess Access;
  Access.Op = M.Part->Op;
  Access.Handle = M.Part->Of;
  Access.Key = M.Part->Name;
  Access.Value = M.Part->Value;
  return Access;
}

/// The name of the property: a constant key, or what the model fixes. Nothing when the key is not constant.
static std::optional<std::string> nameOf(const Program &P, const Expr &Call, const Model &M, const StorageAccess &How) {
  if (How.Key == Nowhere)
    return M.FixedName;
  ExprId Key = argument(Call, How.Key);
  // A text class made of a constant is one.
  while (Key != NoExpr && P[Key].Kind == Op::Construct && P[Key].Operands.size() == 2)
    Key = P[Key].Operands[1];
  if (Key == NoExpr || P[Key].Kind != Op::Literal)
    return std::nullopt;
  return P.text(P[Key].Text);
}

static Storage ofWholeProcess(const Model &M, const StorageAccess &How) {
  Storage At;
  std::string Owner = M.Name.substr(0, M.Name.rfind("::"));
  At.Id = (How.PerThread ? "thread:" : "process:") + (M.Name.find("::") == std::string::npos ? M.Library : Owner);
  At.IsStatic = true;
  At.IsThreadLocal = How.PerThread;
  At.Shared = 2.5;
  At.Why = {{How.PerThread ? "thread-local" : "static",
             How.PerThread ? "each thread keeps it for the requests that follow" : "the whole process has one of it",
             2.5}};
  return At;
}

void noteCaptured(const Program &P, const SolvedFunction &F, Storage &At) {
  ExprId Kept = P.G.origin(P.G.root(At.Base));
  if (F.Closure == NoExpr || !At.IsLocal || !judge::mentions(P, F.Closure, Kept))
    return;
  At.Shared = std::max(At.Shared, 2.5);
  At.Why.push_back({"captured", "the handler has captured it: all requests that it serves use one object", 2.5});
  At.IsCaptured = true;
}

static std::optional<Storage> ofObject(Judgement &J, const SolvedFunction &F, ExprId Handle) {
  auto At = Handle == NoExpr ? std::nullopt : J.Where.at(F, Handle);
  if (!At || !At->Keys.empty())
    return std::nullopt;
  noteCaptured(J.P, F, *At);
  // Held by an object that may live long; a handle of this function's own does not.
  if (!At->IsStatic && !At->IsMember && !At->IsCaptured && At->Owners.empty())
    return std::nullopt;
  return At;
}

std::optional<Setting> settingCall(Judgement &J, const SolvedFunction &F, const Effect &E) {
  const Program &P = J.P;
  if (E.What != Event::Kind::Call || E.Value == NoExpr || P[E.Value].Kind != Op::Call)
    return std::nullopt;
  const Expr &Call = P[E.Value];
  for (const Model *M : P.modelsOf(Call.Text)) {
    auto How = accessOf(*M);
    auto Name = How ? nameOf(P, Call, *M, *How) : std::nullopt;
    if (!Name || (How->Handle == Nowhere && How->Op == StorageOp::Get && !How->PerThread))
      continue;
    auto At = How->Handle == Nowhere ? ofWholeProcess(*M, *How) : ofObject(J, F, argument(Call, How->Handle));
    if (!At)
      continue;
    At->Base = E.Value;
    std::string Of = At->Display;
    if (!Name->empty()) {
      At->Id += "." + *Name;
      At->Display = *Name;
    } else if (Of.empty()) {
      At->Display = judge::lastName(M->Name);
    }
    return Setting{*At, How->Op, argument(Call, How->Value)};
  }
  return std::nullopt;
}

/// An object that others reach as well: a long-lived one, or what a function without arguments gives out to all.
static std::optional<Storage> sharedObject(Judgement &J, const SolvedFunction &F, ExprId Handle) {
  if (auto At = ofObject(J, F, Handle))
    return At;
  const Expr &X = J.P[J.P.G.origin(Handle)];
  bool GivenToAll = X.Kind == Op::Call && X.Operands.size() == 1 && X.Operands[0] == NoExpr;
  return GivenToAll ? J.Where.at(F, Handle) : std::nullopt;
}

std::optional<Subscription> subscription(Judgement &J, const SolvedFunction &F, const Effect &E) {
  const Program &P = J.P;
  if (E.What != Event::Kind::Call || E.Value == NoExpr || P[E.Value].Kind != Op::Call)
    return std::nullopt;
  const Expr &Call = P[E.Value];
  const auto &Models = P.modelsOf(Call.Text);
  if (Call.Operands.size() < 2 ||
      !std::any_of(Models.begin(), Models.end(), [](const Model *M) { return M->Calls && M->Calls->Stored; }))
    return std::nullopt;
  auto Closure = std::find_if(Call.Operands.begin() + 1, Call.Operands.end(),
                              [&](ExprId A) { return A != NoExpr && P[A].Kind == Op::Lambda; });
  ExprId Emitter = Call.Operands[0] != NoExpr ? Call.Operands[0] : Call.Operands[1];
  if (Closure == Call.Operands.end() || Emitter == NoExpr)
    return std::nullopt;
  auto At = sharedObject(J, F, Emitter);
  if (!At)
    return std::nullopt;
  if (At->Display.empty())
    At->Display = describe(P, Emitter);
  return Subscription{*At, *Closure, P.G.origin(Emitter)};
}

} // namespace crosstalk::rules
