// Wrappers of one object: smart pointers, optionals, expected values, futures, atomics.
//
// In:  a member call on a wrapper.  Out: its value, or the place of the object in it. An optional has its object
// inside; a pointer leads to one that others may share.
#include "facts/Lowering.h"

using namespace clang;

namespace crosstalk::facts {

using ir::Event;
using ir::ExprId;
using ir::NoExpr;
using ir::Op;

/// "found.emplace(); found->id = 7;"
ExprId Lowering::emplacedEmpty(const clang::Expr *Receiver, SourceLocation At) {
  ir::Expr Empty;
  Empty.Kind = Op::Record;
  Empty.Type = Names.type(heldType(Receiver->getType().getNonReferenceType()));
  Empty.At = Names.loc(At);
  ExprId Where = place(Receiver);
  assign(Where, G.add(std::move(Empty)), At);
  return Where;
}

std::optional<ExprId> Lowering::wrapperCall(const CallExpr *E, llvm::StringRef Method, const clang::Expr *Receiver) {
  SourceLocation At = E->getExprLoc();
  unsigned Count = E->getNumArgs();
  if (Method == "swap" && Count == 1) {
    swapContents(Receiver, E->getArg(0), At);
    return rvalue(place(Receiver));
  }
  if (isOneOf(Method, {"reset", "clear"}) && Count == 0) {
    ExprId Where = place(Receiver);
    store(Where, literal("null", At, ir::LiteralIsNull));
    if (isOutside(Where))
      event(Event::Kind::Clear, At, Where, NoExpr, NoExpr);
    return Where;
  }
  if (isOneOf(Method, {"reset", "emplace", "store", "exchange", "set_value"}) && Count >= 1) {
    QualType Held = heldType(Names.Context.getCanonicalType(Receiver->getType().getNonReferenceType()));
    std::vector<ExprId> Parts;
    for (const clang::Expr *A : E->arguments())
      if (!isa<CXXDefaultArgExpr>(A))
        Parts.push_back(value(A));
    if (Parts.empty())
      return std::nullopt;
    const CXXRecordDecl *R = Held.isNull() ? nullptr : Held->getAsCXXRecordDecl();
    const CXXConstructorDecl *Constructor = nullptr;
    if (R && R->hasDefinition() && Method == "emplace" && !Names.isSystem(R))
      for (const CXXConstructorDecl *C : R->ctors())
        if (!C->isCopyOrMoveConstructor() && C->getMinRequiredArguments() <= Parts.size() &&
            Parts.size() <= C->getNumParams())
          Constructor = C;
    // What follows the value of an atomic is a memory order.
    bool Makes = Constructor || (Parts.size() > 1 && Method != "store" && Method != "exchange");
    ExprId V = Makes ? constructed(Held, Constructor, Parts, At) : Parts[0];
    ExprId Where = place(Receiver);
    assign(Method == "set_value" ? pointee(Where) : Where, V, At);
    return Where;
  }
  if (Method == "emplace" && Count == 0)
    return emplacedEmpty(Receiver, At);
  if (isOneOf(Method, {"has_value", "operator bool", "valid", "ok"}))
    return rvalue(place(Receiver));
  if (isOneOf(Method, {"use_count", "expired"}))
    return G.nary(Op::Lossy, Names.name(Method), {rvalue(place(Receiver))}, Names.loc(At));
  if ((isOneOf(Method, {"get", "value", "lock", "take", "release", "data", "get_future", "share", "wait"}) &&
       Count == 0) ||
      Method == "load")
    return holdsInside(Receiver->getType()) ? place(Receiver) : pointee(place(Receiver));
  if (Method == "value_or" && Count == 1) {
    ExprId V = rvalue(place(Receiver));
    return G.choice(V, V, value(E->getArg(0)), Names.loc(At));
  }
  return std::nullopt;
}

} // namespace crosstalk::facts
