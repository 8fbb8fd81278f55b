// See Substitution.h.
#include "link/Substitution.h"
#include <algorithm>

namespace crosstalk::link {

using namespace ir;

static constexpr unsigned MaxSteps = 6000;

ExprId rebuildNode(Graph &G, const Expr &Shape, std::vector<ExprId> Operands) {
  switch (Shape.Kind) {
  case Op::Field: {
    if (!Operands[0])
      return NoExpr;
    return G.field(Operands[0], Shape);
  }
  case Op::Element:
    return G.element(Operands[0], Operands[1], Shape.At, Shape.Type, Shape.Flags);
  case Op::With:
    return G.with(Operands[0], Shape, Operands[1]);
  case Op::Choice:
    return G.choice(Operands[0], Operands[1], Operands[2], Shape.At);
  case Op::Join:
    return G.join(std::move(Operands), Shape.At);
  case Op::Concat:
    return G.concat(std::move(Operands), Shape.At);
  case Op::Not:
    return G.negate(Operands[0]);
  case Op::Compare:
    return G.compare(static_cast<Relation>(Shape.Index), Operands[0], Operands[1], Shape.At);
  default: {
    Expr E = Shape;
    E.Operands = std::move(Operands);
    return G.add(std::move(E));
  }
  }
}

ExprId capturedValue(const Program &P, const Expr &Lambda, Name Field) {
  auto It = P.Declarations.find(Lambda.Text);
  if (It == P.Declarations.end())
    return NoExpr;
  for (size_t I = 0; I < It->second.Captures.size() && I < Lambda.Operands.size(); ++I)
    if (It->second.Captures[I] == Field)
      return Lambda.Operands[I];
  return NoExpr;
}

ExprId Substitution::operator()(ExprId E) {
  if (P.G.isFixed(E)) // no budget is spent on what stays as it is
    return E;
  auto It = Done.find(static_cast<uint32_t>(E));
  if (It != Done.end())
    return It->second;
  ExprId Result = rebuild(E);
  Done[static_cast<uint32_t>(E)] = Result;
  return Result;
}

/// The object itself, whatever was stored into it before: of "c{owner: found}" the c.
static ExprId object(Graph &G, ExprId E, int Depth) {
  E = G.origin(E);
  const Expr X = G[E];
  if (Depth == 0)
    return E;
  if (X.Kind == Op::Choice)
    return G.choice(X.Operands[0], object(G, X.Operands[1], Depth - 1), object(G, X.Operands[2], Depth - 1), X.At);
  if (X.Kind != Op::Join)
    return E;
  std::vector<ExprId> Arms;
  for (ExprId O : X.Operands)
    Arms.push_back(object(G, O, Depth - 1));
  return G.join(std::move(Arms), X.At);
}

/// "store_.insert(...)" through a field that refers to the store; not "owner_ = found", which sets the field.
static bool goesThrough(const Effect &From, const Expr &Field) {
  if ((Field.Flags & FieldIsBound) || (From.Flags & EventThrough))
    return true;
  return (Field.Flags & FieldIsReference) && From.What != Event::Kind::Store && From.What != Event::Kind::Clear;
}

ExprId Substitution::place(const Effect &From) {
  const Expr X = From.Target == NoExpr ? Expr() : P.G[From.Target];
  if (X.Kind != Op::Field || goesThrough(From, X))
    return (*this)(From.Target);
  ExprId Base = (*this)(X.Operands[0]);
  if (Base == NoExpr || P.G.kind(Base) == Op::Lambda)
    return (*this)(From.Target);
  return P.G.field(object(P.G, Base, 6), X);
}

bool Substitution::isKept(const Effect &From) {
  const Expr X = From.Target == NoExpr ? Expr() : P.G[From.Target];
  if (X.Kind != Op::Field || P.G.kind(P.G.origin(X.Operands[0])) != Op::Param)
    return false;
  ExprId Base = (*this)(X.Operands[0]);
  // "ctx.sender = ..." before the call leaves the other fields as they were.
  while (Base != NoExpr && P.G.kind(Base) == Op::With && P.G[Base].Text != X.Text)
    Base = P.G[Base].Operands[0];
  if (Base == NoExpr || P.G.kind(Base) != Op::Join)
    return false;
  Op Object = P.G.kind(object(P.G, Base, 6));
  return Object == Op::Local || Object == Op::Construct || Object == Op::Record;
}

ExprId Substitution::rebuild(ExprId E) {
  Expr Shape = P.G[E];
  if (Shape.Kind == Op::Param) {
    size_t I = static_cast<size_t>(Shape.Index);
    if (I < Arguments.size() && Arguments[I] != NoExpr)
      return Arguments[I];
    return E;
  }
  if (Shape.Kind == Op::This)
    return Receiver != NoExpr ? Receiver : E;
  if (Shape.Operands.empty())
    return E;
  ++Steps;
  Left -= std::min<unsigned>(Left, 1 + Shape.Operands.size() / 16);
  if (Steps > MaxSteps || Left == 0) {
    ++Cuts;
    Expr Rest;
    Rest.Kind = Op::Unknown;
    Rest.At = Shape.At;
    Rest.Type = Shape.Type;
    for (ExprId A : Arguments)
      if (A != NoExpr)
        Rest.Operands.push_back(A);
    return P.G.add(std::move(Rest));
  }
  if (Shape.Kind == Op::Out) {
    // The call of an Out stays a call: its value is of no use here, its arguments are.
    Expr Call = P.G[Shape.Operands[0]];
    if (Call.Kind == Op::Call || Call.Kind == Op::Construct)
      for (ExprId &O : Call.Operands)
        O = (*this)(O);
    ExprId NewCall = P.G.add(std::move(Call));
    ExprId Before = (*this)(Shape.Operands[1]);
    Shape.Operands = {NewCall, Before};
    ExprId New = P.G.add(std::move(Shape));
    ExprId Value = Resolve ? Resolve(New) : NoExpr;
    return Value != NoExpr ? Value : New;
  }
  std::vector<ExprId> Operands;
  bool Same = true;
  for (ExprId O : Shape.Operands) {
    Operands.push_back((*this)(O));
    Same &= Operands.back() == O;
  }
  if (Same)
    return E;
  if (Shape.Kind == Op::Field && Operands[0] != NoExpr && P.G.kind(Operands[0]) == Op::Lambda)
    if (ExprId Captured = capturedValue(P, P.G[Operands[0]], Shape.Text); Captured != NoExpr)
      return Captured;
  ExprId New = rebuildNode(P.G, Shape, std::move(Operands));
  if (Shape.Kind == Op::Call && Resolve)
    if (ExprId Value = Resolve(New); Value != NoExpr)
      return Value;
  return New;
}

std::vector<Condition> Substitution::conditions(const std::vector<Condition> &From) {
  std::vector<Condition> To;
  for (const Condition &C : From)
    if (ExprId V = (*this)(C.Value); V != NoExpr)
      To.push_back({V, C.Negated});
  return To;
}

} // namespace crosstalk::link
