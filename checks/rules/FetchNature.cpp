// Where a value that selects or is written comes from. See Fetches.h.
//
// In:  a value.  Out: the caller, a claim, an id of the request, a stored row, or a constant.
#include "judge/Entities.h"
#include "judge/Walk.h"
#include "rules/Fetches.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using sql::HoleNature;

static bool containsRow(Judgement &J, ExprId E) {
  const Program &P = J.P;
  return judge::reaches(P, E, 16, [&](ExprId Part) {
    const Expr &X = P[Part];
    if (X.Kind == Op::Call)
      for (const Model *M : P.modelsOf(X.Text))
        if (M->Source == SourceKind::Row || M->Sql || M->Entity)
          return judge::Step::Found;
    if (X.Kind == Op::Each && !J.Who.isTextOrNumber(P[X.Operands[0]].Type) && !J.Who.fromRequester(Part))
      return judge::Step::Found;
    return X.Kind == Op::This || X.Kind == Op::Lambda ? judge::Step::Skip : judge::Step::Into;
  });
}

/// A stored row or a part of it, e.g. "rows[0]["user_id"]": what it says is known, whoever asked for it.
static bool isStored(const Program &P, ExprId E) {
  for (int Depth = 0; Depth < 8 && E != NoExpr; ++Depth) {
    const Expr &X = P[E];
    if (X.Kind == Op::Call && judge::isQueryCall(P, X))
      return true;
    bool Part = X.Kind == Op::Element || X.Kind == Op::Field || X.Kind == Op::Each || X.Kind == Op::Call;
    E = X.Kind == Op::Out ? X.Operands[1] : Part && !X.Operands.empty() ? X.Operands[0] : NoExpr;
  }
  return false;
}

/// "user.isAdmin ? request.ownerId : user.id": what the caller is decides whether they may name somebody else; what
/// then remains is the other arm. NoExpr if the value is no such choice.
static ExprId withoutRight(Judgement &J, ExprId E) {
  const Program &P = J.P;
  const Expr &X = P[E];
  if (X.Kind != Op::Choice || X.Operands.size() != 3 || X.Operands[1] == NoExpr || X.Operands[2] == NoExpr)
    return NoExpr;
  const bool Negated = P[X.Operands[0]].Kind == Op::Not;
  ExprId Flag = Negated ? P[X.Operands[0]].Operands[0] : X.Operands[0];
  ExprId Named = X.Operands[Negated ? 2 : 1], Own = X.Operands[Negated ? 1 : 2];
  judge::Guards Right(P, J.Who, {}, {});
  bool OwnFlag =
      P[Flag].Kind == Op::Field && P.text(P[Flag].Type) == "bool" && J.Who.ofType(P[P[Flag].Operands[0]].Type);
  if (!OwnFlag && !Right.implies(Flag, true))
    return NoExpr;
  HoleNature Names = natureOf(J, Named);
  return Names == HoleNature::RequestId || Names == HoleNature::ClaimedPrincipal ? Own : NoExpr;
}

/// "user.homeBranch", "defaults.tenant": whose it is the caller prefers, not who they are.
static bool isPreference(const Program &P, ExprId E) {
  return P[E].Kind == Op::Field &&
         judge::hasWord(P.text(P[E].Text), {"default", "preferred", "home", "last", "recent"});
}

ExprId ownUnlessNamed(Judgement &J, ExprId E) {
  const Program &P = J.P;
  for (int Depth = 0; Depth < 4 && E != NoExpr && P[E].Kind == Op::Construct && P[E].Operands.size() == 2; ++Depth)
    E = P[E].Operands[1];
  if (E == NoExpr || P[E].Kind != Op::Choice || judge::dependsOnPrincipal(P, J.Who, P[E].Operands[0]))
    return NoExpr;
  for (int Arm : {1, 2}) {
    ExprId Own = P[E].Operands[Arm], Named = P[E].Operands[3 - Arm];
    HoleNature Other = natureOf(J, Named);
    bool Requested = Other == HoleNature::RequestId || Other == HoleNature::ClaimedPrincipal;
    if (Requested && natureOf(J, Own) == HoleNature::Principal && !isPreference(P, Own))
      return Own;
  }
  return NoExpr;
}

static bool claimsIdentity(Judgement &J, ExprId E) {
  return judge::reaches(J.P, E, 12, [&](ExprId Part) {
    if (isStored(J.P, Part) || withoutRight(J, Part) != NoExpr)
      return judge::Step::Skip;
    auto Id = J.Who.of(Part);
    return Id && Id->Claimed ? judge::Step::Found : judge::Step::Into;
  });
}

HoleNature natureOf(Judgement &J, ExprId E) {
  const Program &P = J.P;
  if (E == NoExpr)
    return HoleNature::Other;
  if (P[E].Kind == Op::Literal)
    return HoleNature::Constant;
  // What is claimed and verified: "body.asAdmin && session.admin".
  if (P[E].Kind == Op::And)
    for (ExprId O : P[E].Operands)
      if (natureOf(J, O) == HoleNature::Principal)
        return HoleNature::Principal;
  if (ExprId Own = withoutRight(J, E); Own != NoExpr)
    return natureOf(J, Own);
  if (claimsIdentity(J, E) || ownUnlessNamed(J, E) != NoExpr)
    return HoleNature::ClaimedPrincipal;
  if (judge::dependsOnPrincipal(P, J.Who, E) || J.Who.mentionsCredential(E, 12))
    return HoleNature::Principal;
  if (containsRow(J, E))
    return HoleNature::RowDerived;
  if (J.Who.fromRequester(E))
    return HoleNature::RequestId;
  return P[E].Kind == Op::Fresh ? HoleNature::Constant : HoleNature::Other;
}

} // namespace crosstalk::rules
