// New records in memory whose owner the request names: "note.owner = body["owner"]; notes.push_back(note)".
//
// In:  what is put into storages that requests share.  Out: a finding where the caller is known, the record's owner is
// taken from what the request says, and nobody compared the two. Over SQL the same is judged in Fetch.cpp.
#include "rules/FetchParts.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using sql::HoleNature;

/// As sure as a name must be to own what the request says without naming a principal.
static constexpr double SureOwner = 0.9;

/// What a field of a record was set to, where it is put together: the last value of it.
static ExprId setField(const Program &P, ExprId Record, std::string_view Field) {
  for (int Depth = 0; Depth < 40 && Record != NoExpr && P[Record].Kind == Op::With; ++Depth) {
    if (P.text(P[Record].Text) == Field)
      return P[Record].Operands[1];
    Record = P[Record].Operands[0];
  }
  return NoExpr;
}

/// Some other field says who made the record: a message names its receiver beside its sender.
static bool namesCallerToo(Judgement &J, ExprId Record, ExprId Claimed) {
  const Program &P = J.P;
  for (ExprId E = Record; E != NoExpr && P[E].Kind == Op::With; E = P[E].Operands[0])
    if (P[E].Operands[1] != Claimed && natureOf(J, P[E].Operands[1]) == HoleNature::Principal)
      return true;
  return false;
}

namespace {
/// A record with an owner, and what the owner is set to.
struct OwnedRecord {
  Name Type{};
  std::string Owner;
  ExprId Claimed{};
};
} // namespace

static std::optional<OwnedRecord> recordPut(Judgement &J, const Effect &E) {
  const Program &P = J.P;
  OwnedRecord R;
  if (E.What == Event::Kind::Put && E.Value != NoExpr) {
    R.Type = P[E.Value].Type;
    R.Owner = ownerField(J, R.Type);
    R.Claimed = R.Owner.empty() ? NoExpr : setField(P, E.Value, R.Owner);
  }
  if (E.What == Event::Kind::Store && E.Target != NoExpr && P[E.Target].Kind == Op::Field &&
      P[P[E.Target].Operands[0]].Kind == Op::Element) {
    R.Type = P[E.Target].Owner;
    R.Owner = ownerField(J, R.Type);
    R.Claimed = R.Owner == P.text(P[E.Target].Text) ? E.Value : NoExpr;
  }
  return R.Claimed == NoExpr ? std::nullopt : std::optional(R);
}

/// The request names the owner: by a name that says so, or by any where the field surely owns.
static bool isClaim(Judgement &J, const OwnedRecord &R) {
  HoleNature Nature = natureOf(J, R.Claimed);
  auto Named = J.Who.ofName(R.Owner);
  return Nature == HoleNature::ClaimedPrincipal ||
         (Nature == HoleNature::RequestId && Named && Named->Weight >= SureOwner);
}

std::optional<OpenFetch> forgedRecord(Judgement &J, Site S) {
  const Program &P = J.P;
  const SolvedFunction &F = P.Functions[S.Function];
  const Effect &E = effect(P, S);
  if (E.What != Event::Kind::Put && E.What != Event::Kind::Store)
    return std::nullopt;
  auto Record = recordPut(J, E);
  if (!Record || !isClaim(J, *Record) || namesCallerToo(J, E.Value, Record->Claimed))
    return std::nullopt;
  auto At = J.Where.at(F, E.Target);
  auto Scope = principalAround(J, F, S.Effect);
  if (!At || At->IsLocal || At->IsThreadLocal || !Scope || !(At->IsStatic || At->Shared > -0.5))
    return std::nullopt;
  if (judge::hasWord(P.text(P[At->Base].Text), {"session", "sessions", "token", "tokens", "cache"}) ||
      judge::Guards(P, J.Who, {}, {Record->Claimed}).implied(E.Conditions) ||
      isProven(J, E.Conditions, Record->Claimed))
    return std::nullopt;
  OpenFetch Open;
  Open.Rule = "crosstalk-forged-owner";
  Open.Entity = "'" + At->Display + "'";
  Open.Owner = Record->Owner;
  Open.Picked = Record->Claimed;
  Open.Selector = describe(P, Record->Claimed);
  addObjectReasons(J, Open, Scope, judge::lastName(P.text(Record->Type)), -1.7);
  Open.Reasons.push_back({"claimed", "'" + Open.Selector + "' is what the request claims, nobody verified it", 0.4});
  return Open;
}

} // namespace crosstalk::rules
