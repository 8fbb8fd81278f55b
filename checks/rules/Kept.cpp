// Stores that keep nothing of whoever asks, whatever they depend on: a count, what is left of an object that is ended.
//
// In:  a store.  Out: whether it is such a one. See Rule.h.
#include "judge/Walk.h"
#include "rules/Rule.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;

static bool isSamePlace(const Expr &A, const Expr &B) {
  return (A.Kind == Op::Field || A.Kind == Op::Global) && A.Kind == B.Kind && A.Text == B.Text && A.Owner == B.Owner;
}

/// "if (used > highest) highest = used;"
static bool keepsExtreme(const Program &P, const Effect &E) {
  const Expr &T = P[P.G.origin(E.Target)];
  auto Orders = [&](ExprId Part) {
    const Expr &X = P[Part];
    Relation How = static_cast<Relation>(X.Index);
    bool Ordered = X.Kind == Op::Compare && How != Relation::Equal && How != Relation::NotEqual &&
                   How != Relation::EqualNoCase &&
                   (isSamePlace(T, P[X.Operands[0]]) || isSamePlace(T, P[X.Operands[1]]));
    return Ordered ? judge::Step::Found : judge::Step::Into;
  };
  return std::any_of(E.Conditions.begin(), E.Conditions.end(),
                     [&](const Condition &C) { return judge::reaches(P, C.Value, 3, Orders); });
}

bool countsUses(const Program &P, const Effect &E) {
  if (E.Value == NoExpr || E.Target == NoExpr)
    return false;
  const Expr &V = P[E.Value];
  return V.Kind == Op::Lossy && P.text(V.Text) == "count" && P.G.origin(V.Operands[0]) == P.G.origin(E.Target);
}

bool countsOn(const Program &P, const Effect &E) {
  if (E.Value == NoExpr || E.Target == NoExpr)
    return false;
  const Expr &V = P[E.Value], &T = P[P.G.origin(E.Target)];
  bool Adds = V.Kind == Op::Arith && (P.text(V.Text) == "+" || P.text(V.Text) == "-");
  bool Counts = Adds || (V.Kind == Op::Lossy && P.text(V.Text) == "count");
  if (!Counts)
    return keepsExtreme(P, E);
  return judge::reaches(P, E.Value, 6, [&](ExprId Part) {
    const Expr &X = P[Part];
    bool Element = X.Kind == Op::Element && P.G.origin(X.Operands[0]) == P.G.origin(E.Target);
    return Element || isSamePlace(T, X) ? judge::Step::Found : judge::Step::Into;
  });
}

/// The call that was not seen and left the value behind; NoExpr for any other value.
static ExprId leftBy(const Program &P, const Effect &E) {
  bool Left = (E.Flags & EventByCall) && E.Value != NoExpr && P[E.Value].Kind == Op::Out;
  return Left ? P[E.Value].Operands[0] : NoExpr;
}

bool isGivenUp(const Program &P, const Effect &E) {
  ExprId Call = leftBy(P, E);
  return Call != NoExpr && P[Call].Kind == Op::Call &&
         judge::hasWord(P.calleeOf(P[Call]), {"free", "destroy", "unref", "dispose", "release", "deallocate", "close"});
}

/// Whether the way to the principal leads through what a choice asks.
static bool onlyDecides(const Program &P, const judge::Leftover &L) {
  for (size_t I = 0; I < L.Path.size(); ++I) {
    const Expr &X = P[L.Path[I]];
    ExprId Next = I + 1 < L.Path.size() ? L.Path[I + 1] : L.Node;
    if (X.Kind == Op::Choice && X.Operands[0] == Next && X.Operands[1] != Next && X.Operands[2] != Next)
      return true;
  }
  return false;
}

void dropDecided(const Program &P, const Effect &E, std::vector<judge::Leftover> &Left) {
  if (leftBy(P, E) != NoExpr)
    std::erase_if(Left, [&](const judge::Leftover &L) { return onlyDecides(P, L); });
}

} // namespace crosstalk::rules
