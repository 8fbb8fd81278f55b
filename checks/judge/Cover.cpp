// What of a value a key leaves out. See Cover.h.
#include "judge/Cover.h"
#include "judge/Walk.h"
#include "judge/Way.h"
#include <algorithm>

namespace crosstalk::judge {

using namespace ir;

namespace {

class Walk {
public:
  Walk(const Program &P, Identities &Who, const KeyCode &Key) : P(P), Who(Who), Key(Key) {}
  std::vector<Leftover> Found;

  void from(ExprId Value) {
    visit(Value);
    // What else a value holds that an unseen function may have put into the key is looked at last: it is weaker.
    IsUncertain = true;
    for (size_t I = 0; I < Uncertain.size(); ++I)
      visit(Uncertain[I]);
    if (Found.empty())
      return;
    Ways Easiest(P, Value, Opened);
    for (Leftover &L : Found)
      L.Path = Easiest.to(L.Node);
  }

private:
  void visit(ExprId E) {
    // A page that is put together by a hundred conditional appends is as deep as that.
    if (E == NoExpr || !Seen.insert(E).second || Depth > 2000 || ++Steps > 6000)
      return;
    if (Key.encodes(E) || Key.holdsOwnId(E) || (P[E].Kind == Op::Field && Key.holdsOwnId(P[E].Operands[0])) ||
        Who.isPublic(E))
      return;
    if (!IsUncertain && Key.mayEncode(E)) {
      Uncertain.push_back(E);
      Seen.erase(E);
      return;
    }
    auto Id = Who.of(E);
    if (!Id)
      Id = Who.ownerOf(E);
    if (Id && isCovered(E, *Id))
      return;
    bool Stop = false;
    if (Id) {
      // "authenticate(token).name" is what the token in the key says.
      ExprId Made = E;
      while (P[Made].Kind == Op::Field)
        Made = P[Made].Operands[0];
      Op Kind = P[Made].Kind;
      bool Derived = (Kind == Op::Call || Kind == Op::Element || Kind == Op::Out) && dependsOnKey(Made);
      Stop = !Derived || Made != E;
      if (!Derived)
        add(E, *Id);
      else if (Made != E)
        madeFrom(E, Made);
    }
    if (!Stop)
      children(E);
  }

  void madeFrom(ExprId Part, ExprId Made) {
    for (; Part != Made; Part = P[Part].Operands[0])
      Opened.insert(Part);
    visit(Made);
  }

  void children(ExprId E) {
    const Expr &X = P[E];
    Opened.insert(E);
    ++Depth;
    inputs(X);
    --Depth;
  }

  void inputs(const Expr &X) {
    switch (X.Kind) {
    case Op::This:
    case Op::Literal:
    case Op::Function:
    case Op::Fresh:
      return;
    case Op::Field:
      // Of an object only this field matters: the object as a whole is not looked at.
      if (P[X.Operands[0]].Kind != Op::Param && P[X.Operands[0]].Kind != Op::This && !Who.ofType(P[X.Operands[0]].Type))
        visit(X.Operands[0]);
      return;
    case Op::Call:
      // A service is no input: what it is asked with is.
      for (size_t I = 1; I < X.Operands.size(); ++I)
        input(X, Result, I);
      if (!X.Operands.empty())
        input(X, Result, 0);
      return;
    case Op::Out:
      leftBy(X);
      return;
    default: {
      std::vector<ExprId> Operands = X.Operands;
      for (ExprId O : Operands)
        visit(O);
    }
    }
  }

  /// What a call leaves in an argument or in its object.
  void leftBy(const Expr &Out) {
    const ExprId Call = Out.Operands[0];
    std::vector<ExprId> Operands = Out.Operands;
    if (P[Call].Kind == Op::Call && flowInto(P, P[Call], Out.Index, 0)) {
      Operands.erase(Operands.begin());
      Opened.insert(Call);
      for (size_t I = 0; I < P[Call].Operands.size(); ++I)
        input(P[Call], Out.Index, I);
    }
    for (ExprId O : Operands)
      visit(O);
  }

  /// What a library's model says does not flow on is no input.
  void input(const Expr &Call, int Out, size_t Operand) {
    if (flowInto(P, Call, Out, Operand) != Propagation::Cut)
      visit(Call.Operands[Operand]);
  }

  bool dependsOnKey(ExprId E) {
    std::vector<ExprId> Open = P[E].Operands;
    std::set<ExprId> Done;
    for (size_t I = 0; I < Open.size() && I < 200; ++I) {
      if (Open[I] == NoExpr || !Done.insert(Open[I]).second)
        continue;
      if (Key.encodes(Open[I]) && P[Open[I]].Kind != Op::Literal && P[Open[I]].Kind != Op::This &&
          (Who.of(Open[I]) || Who.mentionsCredential(Open[I])))
        return true;
      const std::vector<ExprId> &More = P[Open[I]].Operands;
      Open.insert(Open.end(), More.begin(), More.end());
    }
    return false;
  }

  /// A principal's object that is the key as it is: "cache[&user]".
  bool isKeyItself(ExprId Object) {
    return Key.encodes(Object) && Who.ofType(P[Object].Type) && !Who.comparedFields(P[Object].Type);
  }

  /// "context.userId" names "context.user"; "message.claimedUser" says nothing of who "message.principal" is.
  bool isNamedBeside(ExprId Whole, ExprId Held) {
    return !Who.ofType(P[Held].Type) || Who.ofType(P[Whole].Type) || Key.namesBeside(Whole, Held);
  }

  bool isCovered(ExprId E, const Identity &Id) {
    const Expr &X = P[E];
    if (X.Kind == Op::Field || (X.Kind == Op::Call && X.Operands.size() == 1)) {
      if (Key.identifies(X.Operands[0], Id.Kind, P.text(X.Text)) || isKeyItself(X.Operands[0]))
        return Id.Kind != PrincipalKind::Role;
      // "user.profile.name" is covered by "user.id" as well; "request.user.name" by no id that the request claims.
      for (ExprId Base = X.Operands[0]; Base != NoExpr && P[Base].Kind == Op::Field; Base = P[Base].Operands[0])
        if (Key.encodes(Base) || (!Who.isRequestType(P[P[Base].Operands[0]].Type) &&
                                  Key.identifies(P[Base].Operands[0], Id.Kind, P.text(P[Base].Text)) &&
                                  isNamedBeside(P[Base].Operands[0], Base)))
          return true;
    }
    return Key.identifies(E, Id.Kind, "");
  }

  void add(ExprId E, const Identity &Id) {
    Leftover L;
    L.Node = E;
    L.Who = Id;
    const Expr &X = P[E];
    L.Maybe = IsUncertain;
    L.Lossy = Key.isLossy(E) || Key.identifiesLossily(E);
    if (X.Kind == Op::Field) {
      L.Stale = Id.Kind == PrincipalKind::Role &&
                (Key.identifies(X.Operands[0], PrincipalKind::User, "") || isKeyItself(X.Operands[0]));
      L.Maybe |= Key.mayEncode(X.Operands[0]);
      L.Lossy |= Key.isLossy(X.Operands[0]) || Key.identifiesLossily(X.Operands[0]);
    }
    Found.push_back(std::move(L));
  }

  const Program &P;
  Identities &Who;
  const KeyCode &Key;
  std::set<ExprId> Seen;
  std::vector<ExprId> Uncertain; ///< parts that the key may hold
  bool IsUncertain = false;
  std::set<ExprId> Opened; ///< whose parts were visited as well
  unsigned Depth = 0, Steps = 0;
};

} // namespace

std::vector<Leftover> leftovers(const Program &P, Identities &Who, ExprId Value, const KeyCode &Key) {
  Walk W(P, Who, Key);
  W.from(Value);
  std::stable_sort(W.Found.begin(), W.Found.end(), [](const Leftover &A, const Leftover &B) {
    return std::tuple(A.Stale, A.Maybe, -A.Who.Weight) < std::tuple(B.Stale, B.Maybe, -B.Who.Weight);
  });
  return std::move(W.Found);
}

} // namespace crosstalk::judge
