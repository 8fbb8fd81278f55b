// Intrusive lists: records that link to their own kind, and the variables that hold the first one.
//
// In:  a field, a variable, or the whole program.  Out: whether it is a link or a head. See Storage.h.
#include "judge/Storage.h"
#include "judge/Walk.h"
#include <algorithm>

namespace crosstalk::judge {

using namespace ir;

bool linksToItsLike(const Program &P, Name Type) {
  const RecordInfo *R = P.record(Type);
  return R && std::any_of(R->Fields.begin(), R->Fields.end(),
                          [&](const Field &Link) { return Link.Type == Type && (Link.Flags & FieldIsReference); });
}

bool isListLink(const Program &P, const Expr &E) {
  return E.Kind == Op::Field && (E.Flags & FieldIsReference) && linksToItsLike(P, E.Type);
}

bool linksOn(const Program &P, const Expr &X) {
  return X.Kind == Op::With && X.Owner != NoName && P[X.Operands[1]].Type == X.Owner;
}

bool addsInFront(const Program &P, const Effect &E) {
  if (E.What != Event::Kind::Store || E.Target == NoExpr || E.Value == NoExpr)
    return false;
  for (ExprId Part = E.Value; P[Part].Kind == Op::With; Part = P[Part].Operands[0])
    if (linksOn(P, P[Part]) && P.G.origin(P[Part].Operands[1]) == P.G.origin(E.Target))
      return true;
  return false;
}

bool isListHead(const Program &P, const Expr &E) {
  if (E.Kind != Op::Global)
    return isListLink(P, E);
  auto G = P.Globals.find(E.Text);
  return G != P.Globals.end() && (G->second.Flags & GlobalIsPointer) && linksToItsLike(P, E.Type);
}

/// "node->next = all", "all = all->next", "for (n = all; n; n = n->next)": whoever is in the list is in the variable.
/// One that is only set, "static Node *current", is a slot.
void Storages::indexChains() {
  auto Note = [&](ExprId Value) {
    reaches(P, Value, 6, [&](ExprId Part) {
      const Expr &X = P[Part];
      if (X.Kind == Op::Global)
        Chained.insert(X.Text);
      return X.Kind == Op::Join || X.Kind == Op::Choice || X.Kind == Op::With || X.Kind == Op::Out ? Step::Into
                                                                                                   : Step::Skip;
    });
  };
  for (uint32_t I = 1; I < P.G.size(); ++I)
    if (const Expr &X = P[ExprId{I}]; X.Kind == Op::Field && isListLink(P, X))
      Note(X.Operands[0]);
    else if (linksOn(P, X))
      Note(X.Operands[1]);
  for (const SolvedFunction &F : P.Functions)
    for (const Effect &E : F.Effects)
      if (E.What == Event::Kind::Store && E.Target != NoExpr && isListLink(P, P[P.G.origin(E.Target)]))
        Note(E.Value);
}

} // namespace crosstalk::judge
