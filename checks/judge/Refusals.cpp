// Who asks, by what a program answers when nobody does: "if (!rq.member) return 401;".
//
// In:  the effects of all functions.  Out: the types whose absence is refused as not authenticated. See Identity.h.
#include "judge/Identity.h"
#include "judge/Walk.h"

namespace crosstalk::judge {

using namespace ir;

/// "401", "Unauthorized", UNAUTHENTICATED: nobody is known to ask.
static bool saysUnauthenticated(const Program &P, ExprId E) {
  return reaches(P, E, 5, [&](ExprId Part) {
    const Expr &X = P[Part];
    if (X.Kind != Op::Literal)
      return X.Kind == Op::Lambda ? Step::Skip : Step::Into;
    const std::string &Text = P.text(X.Text);
    bool Says = Text == "401" || (!(X.Flags & LiteralIsString) && hasWord(Text, {"unauthorized", "unauthenticated"}));
    return Says ? Step::Found : Step::Into;
  });
}

/// "if (!rq.member) return 401;": what must be there for a request to be somebody's is who asks.
void Identities::noteRefusals() {
  for (const SolvedFunction &F : P.Functions)
    for (const Effect &E : F.Effects) {
      bool Answers = E.What == Event::Kind::Return || E.What == Event::Kind::Call || E.What == Event::Kind::Throw ||
                     E.What == Event::Kind::Store;
      if (Answers && !E.Conditions.empty() && E.Value != NoExpr && saysUnauthenticated(P, E.Value))
        noteAbsent(E.Conditions.back().Value, !E.Conditions.back().Negated, 6);
    }
}

void Identities::noteAbsent(ExprId Condition, bool True, int Depth) {
  const Expr &X = P[Condition];
  if (Depth == 0)
    return;
  switch (X.Kind) {
  case Op::Not:
    return noteAbsent(X.Operands[0], !True, Depth - 1);
  case Op::And:
  case Op::Or:
    for (ExprId O : X.Operands)
      noteAbsent(O, True, Depth - 1);
    return;
  case Op::Compare:
    for (int Side = 0; Side < 2; ++Side)
      if (const Expr &With = P[X.Operands[1 - Side]]; True && X.Index == static_cast<int>(Relation::Equal) &&
                                                      With.Kind == Op::Literal &&
                                                      ((With.Flags & LiteralIsNull) || P.text(With.Text) == "0"))
        noteAbsent(X.Operands[Side], false, Depth - 1);
    return;
  case Op::Param:
  case Op::Field:
  case Op::Call:
  case Op::Out:
    if (!True && P.record(X.Type) && !(P.record(X.Type)->Flags & RecordIsSystem) && !isRequestType(X.Type))
      Refused.insert(X.Type);
    return;
  default:
    return;
  }
}

} // namespace crosstalk::judge
