// A row that does not get out, but decides: it is looked up by a request's id, and only if it is there something else
// is read or changed. Who may not see the row may not have that done either.
//
// In:  a query and the later effects of its function.  Out: the access that presumes the row.
#include "judge/Walk.h"
#include "rules/FetchParts.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;

std::optional<bool> presence(const Program &P, ExprId E, const std::vector<ExprId> &Objects, bool True) {
  const Expr &X = P[E];
  switch (X.Kind) {
  case Op::Not:
    return presence(P, X.Operands[0], Objects, !True);
  case Op::And:
  case Op::Or:
    if ((X.Kind == Op::And) != True)
      return std::nullopt;
    for (ExprId O : X.Operands)
      if (auto Found = presence(P, O, Objects, True))
        return Found;
    return std::nullopt;
  case Op::Choice: {
    // "found ? value : nothing" is there when the row was found.
    auto Then = judge::constantTruth(P, X.Operands[1]), Else = judge::constantTruth(P, X.Operands[2]);
    if (Then && Else && *Then != *Else)
      return presence(P, X.Operands[0], Objects, *Then == True);
    for (int Arm : {1, 2}) {
      auto Other = Arm == 1 ? Else : Then;
      if (!Other || *Other == True)
        continue;
      auto Chosen = presence(P, X.Operands[0], Objects, Arm == 1);
      return Chosen ? Chosen : presence(P, X.Operands[Arm], Objects, True);
    }
    return std::nullopt;
  }
  case Op::Compare: {
    if (!judge::mentions(P, E, Objects))
      return std::nullopt;
    bool Equal = X.Index == static_cast<int>(Relation::Equal);
    for (int I = 0; I < 2; ++I)
      if (const Expr &L = P[X.Operands[I]]; L.Kind == Op::Literal) {
        bool Nothing = judge::constantTruth(P, X.Operands[I]) == false;
        if (Equal && Nothing)
          return !True;
        bool Row = P.text(L.Text) == "100" || P.text(L.Text).find("ROW") != std::string::npos;
        if (Equal && Row)
          return True;
        if (X.Index == static_cast<int>(Relation::Less) && Nothing)
          return True ? std::optional(true) : std::optional(false);
      }
    return std::nullopt;
  }
  case Op::Call:
  case Op::Lossy: {
    if (!judge::mentions(P, E, Objects))
      return std::nullopt;
    std::string Name = P.text(X.Text);
    if (X.Kind == Op::Call)
      Name = judge::calledName(P, X);
    bool Absent = judge::hasWord(Name, {"empty", "null", "none", "end"}) || X.Index == EmptinessTest;
    return Absent != True;
  }
  default:
    return judge::mentions(P, E, Objects) ? std::optional(True) : std::nullopt;
  }
}

std::optional<uint32_t> decides(Judgement &J, uint32_t Function, judge::Guards &Guard,
                                const std::vector<ExprId> &Objects, const std::vector<ExprId> &Selectors,
                                uint32_t From) {
  const Program &P = J.P;
  const SolvedFunction &F = P.Functions[Function];
  for (const judge::QuerySite &Q : J.queries(Function)) {
    if (Q.Effect <= From)
      continue;
    const Effect &Access = F.Effects[Q.Effect];
    bool Presumed = std::any_of(Access.Conditions.begin(), Access.Conditions.end(),
                                [&](const Condition &C) { return presence(P, C.Value, Objects, !C.Negated) == true; });
    if (!Presumed || Guard.implied(Access.Conditions))
      continue;
    std::vector<ExprId> Bound = Q.Binds;
    for (const auto &[Name, Value] : Q.Named)
      Bound.push_back(Value);
    for (const judge::QueryText &T : Q.Texts)
      Bound.insert(Bound.end(), T.Holes.begin(), T.Holes.end());
    bool Same = false, Caller = false;
    for (ExprId B : Bound) {
      Same |= judge::mentions(P, B, Selectors) || judge::mentions(P, B, Objects);
      Caller |= B != NoExpr && natureOf(J, B) == sql::HoleNature::Principal;
    }
    if (Same && !Caller)
      return Q.Effect;
  }
  return std::nullopt;
}

} // namespace crosstalk::rules
