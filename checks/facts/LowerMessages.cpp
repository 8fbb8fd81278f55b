// Uses of generated messages as uses of their fields. See Messages.h.
#include "facts/Lowering.h"
#include "facts/Messages.h"

using namespace clang;

namespace crosstalk::facts {

using ir::Event;
using ir::ExprId;
using ir::NoExpr;
using ir::Op;

/// "msg.tags(2)", "msg.set_tags(2, text)": an element of a repeated field.
ExprId Lowering::messageElement(ExprId Field, const CallExpr *E, SourceLocation At) {
  return G.element(Field, value(E->getArg(0)), Names.loc(At), Names.type(E->getType()), ir::ElementLossy);
}

std::optional<ExprId> Lowering::messageCall(const CallExpr *E, const CXXMethodDecl *M, const clang::Expr *Receiver) {
  using Kind = FieldAccess::Kind;
  auto Access = fieldAccess(M);
  if (!Access)
    return std::nullopt;
  SourceLocation At = E->getExprLoc();
  unsigned Count = E->getNumArgs();
  ir::Expr Shape;
  Shape.Kind = Op::Field;
  Shape.Text = Shape.Hint = Names.name(Access->Field);
  Shape.Type = Names.type(Access->Getter->getReturnType());
  Shape.Owner = Names.type(Context.getCanonicalTagType(M->getParent()));
  Shape.At = Names.loc(At);
  ExprId Field = G.field(place(Receiver), Shape);
  bool Indexed = Access->Repeated && Count == (Access->How == Kind::Write ? 2 : 1);
  switch (Access->How) {
  case Kind::Read:
    return Indexed ? messageElement(Field, E, At) : rvalue(Field);
  case Kind::Place:
    return Indexed ? messageElement(Field, E, At) : Field;
  case Kind::Write:
    assign(Indexed ? messageElement(Field, E, At) : Field, value(E->getArg(Indexed ? 1 : 0)), At);
    return Field;
  case Kind::Append: {
    QualType Element = E->getType()->getPointeeType();
    ExprId Added = Count ? value(E->getArg(0)) : shared(fresh(Op::Local, Element, At));
    store(Field, G.insert(load(Field), NoExpr, Added, Names.loc(At)));
    if (isOutside(Field))
      event(Event::Kind::Put, At, Field, NoExpr, Added);
    return Added;
  }
  case Kind::Presence:
    return rvalue(Field);
  case Kind::Count:
    return G.nary(Op::Lossy, Names.name("size"), {rvalue(Field)}, Names.loc(At));
  case Kind::Clear:
    assign(Field, literal("", At), At);
    return Field;
  }
  return std::nullopt;
}

} // namespace crosstalk::facts
