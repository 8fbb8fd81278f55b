// What of a stored record ever reaches anybody: an owner that is only compared with the caller's is no content.
//
// In:  a value to be stored.  Out: the same value without the fields that are read for ownership tests alone.
#include "rules/Caches.h"

namespace crosstalk::rules {

using namespace ir;

namespace {

/// Notes the fields that values are made of, and the records that leave the program's sight as a whole.
class Reads {
public:
  Reads(Judgement &J, GivenOut &Into) : J(J), P(J.P), Into(Into) {}

  void value(ExprId E) {
    if (E == NoExpr || !Seen.insert(E).second)
      return;
    const Expr &X = P[E];
    if (X.Kind == Op::Compare && isOwnershipTest(X))
      return;
    if (X.Kind == Op::Field)
      Into.Fields.insert({X.Owner, X.Text});
    for (ExprId O : X.Operands)
      value(O);
  }
  /// A value that code which was not seen gets: all of its fields.
  void whole(ExprId E) {
    if (E == NoExpr || !SeenWhole.insert(E).second)
      return;
    const Expr &X = P[E];
    if (X.Type != NoName)
      Into.Types.insert(X.Type);
    if (X.Kind != Op::Field && X.Kind != Op::Compare)
      for (ExprId O : X.Operands)
        whole(O);
  }

private:
  /// "entry.owner == me.id", and "entry.owner == entry.owner", which was meant to be that.
  bool isOwnershipTest(const Expr &Test) {
    ExprId L = Test.Operands[0], R = Test.Operands[1];
    return L == R || J.Who.fromRequester(L) || J.Who.fromRequester(R);
  }

  Judgement &J;
  const Program &P;
  GivenOut &Into;
  std::set<ExprId> Seen, SeenWhole;
};

} // namespace

static GivenOut givenOut(Judgement &J) {
  const Program &P = J.P;
  GivenOut Found;
  Reads Read(J, Found);
  for (uint32_t F = 0; F < P.Functions.size(); ++F) {
    Read.value(P.Functions[F].Returned);
    if (isRoot(P, F))
      Read.whole(P.Functions[F].Returned);
    for (const Effect &E : P.Functions[F].Effects) {
      Read.value(E.Value);
      Read.value(E.Key);
      bool Answers = E.What == Event::Kind::Store && P[P.G.origin(P.G.root(E.Target))].Kind == Op::Param;
      if (E.What == Event::Kind::Call && E.Value != NoExpr)
        for (ExprId Argument : P[E.Value].Operands)
          Read.whole(Argument);
      else if (Answers)
        Read.whole(E.Value);
    }
  }
  return Found;
}

bool isGivenOut(Judgement &J, Name Record, Name Field) {
  if (!J.Given)
    J.Given = givenOut(J);
  return J.Given->Fields.count({Record, Field}) || J.Given->Types.count(Record);
}

ExprId contentOf(Judgement &J, ExprId Value) {
  if (J.P[Value].Kind != Op::With)
    return Value;
  const Expr Node = J.P[Value];
  ExprId Base = contentOf(J, Node.Operands[0]);
  if (Node.Owner != NoName && !isGivenOut(J, Node.Owner, Node.Text))
    return Base;
  ExprId Held = contentOf(J, Node.Operands[1]);
  bool Same = Base == Node.Operands[0] && Held == Node.Operands[1];
  return Same ? Value : J.P.G.with(Base, Node, Held);
}

} // namespace crosstalk::rules
