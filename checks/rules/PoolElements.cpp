// The elements of pools that a value may be: which of them, and under what conditions.
//
// In:  a value, e.g. what a function returns.  Out: each element of a collection that outlives the request, with what
// decides that it is this one: "chosen = match(check) ? check : chosen".
#include "judge/Walk.h"
#include "rules/Pools.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;

/// "node->ptr": what a node of a list for all kinds of things has in it.
static bool isPayload(const Program &P, const Expr &X) {
  return X.Kind == Op::Field && P.text(X.Type) == "void" && (X.Flags & FieldIsReference) &&
         judge::isListLink(P, P[P.G.origin(X.Operands[0])]);
}

/// The type of an element; of a payload without a type, the record whose fields the match asks for.
Name typeOfElement(const Program &P, ExprId Element, const std::vector<Condition> &Conditions) {
  if (!isPayload(P, P[Element]))
    return P[Element].Type;
  Name Type{};
  for (const Condition &C : Conditions)
    judge::reaches(P, C.Value, 40, [&](ExprId Part) {
      const Expr &X = P[Part];
      if (X.Kind == Op::Field && P.G.origin(X.Operands[0]) == Element)
        Type = X.Owner;
      return Type == NoName ? judge::Step::Into : judge::Step::Found;
    });
  return Type;
}

/// "buckets[hash % 64]": the head of one of the lists of a table.
static bool isBucket(const Program &P, const Expr &X) {
  if (X.Kind != Op::Element || X.Operands[1] == NoExpr || !judge::linksToItsLike(P, X.Type))
    return false;
  // "table[id]" is found by all of its key.
  if (const Op At = P[P.G.origin(X.Operands[1])].Kind; At == Op::Param || At == Op::Field || At == Op::Literal)
    return false;
  const Expr &Table = P[P.G.origin(X.Operands[0])];
  return (Table.Kind == Op::Field || Table.Kind == Op::Global) && Table.Type == X.Type;
}

bool isSlot(const Program &P, const Expr &X) {
  if (X.Kind != Op::Element || X.Operands[1] == NoExpr || P[X.Operands[1]].Kind != Op::Join)
    return false;
  const std::vector<ExprId> &At = P[X.Operands[1]].Operands;
  return std::any_of(At.begin(), At.end(),
                     [&](ExprId O) { return P[O].Kind == Op::Lossy && P.text(P[O].Text) == "count"; });
}

/// Whether the value is an element of a collection that outlives the request: a list, or "it = head; it = it->next".
static ExprId pooledElement(const Program &P, ExprId E) {
  for (int I = 0; I < 8; ++I) {
    E = P.G.origin(E);
    const Expr &X = P[E];
    if (X.Kind == Op::Each)
      return E;
    if (X.Kind == Op::Join || X.Kind == Op::Choice) {
      ExprId Best = NoExpr;
      for (size_t O = X.Kind == Op::Choice ? 1 : 0; O < X.Operands.size(); ++O)
        if (ExprId Arm = P.G.origin(X.Operands[O]); P[Arm].Kind == Op::Each || P[Arm].Kind == Op::Field)
          Best = Arm;
      if (Best == NoExpr)
        return NoExpr;
      E = Best;
      continue;
    }
    // The head of an intrusive list, or one element of it that a loop hands to a match callback.
    if (judge::isListLink(P, X) || judge::isListHead(P, X) || isBucket(P, X) || isSlot(P, X) || isPayload(P, X))
      return E;
    if (X.Kind == Op::Param)
      if (const RecordInfo *R = P.record(X.Type))
        for (const Field &Link : R->Fields)
          if (Link.Type == X.Type && (Link.Flags & FieldIsReference))
            return E;
    return NoExpr;
  }
  return NoExpr;
}

namespace {

/// Goes through the choices that a value is made by.
class Elements {
public:
  explicit Elements(const Program &P) : P(P) {}
  std::vector<PickedElement> Found;

  void collect(ExprId E, std::vector<Condition> When, int Depth = 40) {
    const Expr &X = P[E];
    if (Depth == 0 || Found.size() >= Most || ++Steps > MostSteps)
      return;
    if (X.Kind == Op::With || X.Kind == Op::Out)
      return collect(P.G.origin(E), std::move(When), Depth - 1);
    if (X.Kind == Op::Choice) {
      for (bool Negated : {false, true}) {
        When.push_back({X.Operands[0], Negated});
        collect(X.Operands[Negated ? 2 : 1], When, Depth - 1);
        When.pop_back();
      }
      return;
    }
    if (X.Kind == Op::Join) {
      for (ExprId O : X.Operands)
        collect(O, When, Depth - 1);
      return;
    }
    if (isThere(E) && pooledElement(P, E) == E)
      Found.push_back({E, std::move(When)});
  }

private:
  static constexpr size_t Most = 24, MostSteps = 2000;

  /// "(bundle ? bundle : null)->head" has an arm that is nothing.
  bool isThere(ExprId E) const { return P[P.G.root(E)].Kind != Op::Literal; }

  const Program &P;
  size_t Steps = 0;
};

} // namespace

std::vector<PickedElement> elementsIn(const Program &P, ExprId Value) {
  Elements All(P);
  All.collect(Value, {});
  if (All.Found.empty())
    if (ExprId One = pooledElement(P, Value); One != NoExpr)
      All.Found.push_back({One, {}});
  return std::move(All.Found);
}

} // namespace crosstalk::rules
