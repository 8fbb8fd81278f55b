// See Facts.h.
#include "judge/Facts.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>

namespace crosstalk::judge {

using namespace ir;

std::optional<bool> constantTruth(const Program &P, ExprId E) {
  const Expr &X = P[E];
  if (X.Kind != Op::Literal)
    return std::nullopt;
  const std::string &Text = P.text(X.Text);
  if (X.Flags & LiteralIsNull || Text == "false" || Text == "0" || Text == "null" || Text.ends_with("nullopt"))
    return false;
  if (X.Flags & LiteralIsString)
    return true;
  const std::string_view Digits = std::string_view(Text).substr(Text.starts_with('-') ? 1 : 0);
  if (Text == "true" || (!Digits.empty() && Digits[0] >= '1' && Digits[0] <= '9'))
    return true;
  return std::nullopt;
}

Facts::Facts(const Program &P, const std::vector<Condition> &Conditions) : P(P) {
  // Twice: what a later condition says may decide a choice in an earlier one.
  for (int Round = 0; Round < 2; ++Round)
    for (const Condition &C : Conditions)
      assume(C.Value, !C.Negated);
}

static bool isBefore(const std::pair<ExprId, bool> &Said, ExprId E) { return Said.first < E; }

std::optional<bool> Facts::literal(ExprId E) const {
  auto It = std::lower_bound(Literals.begin(), Literals.end(), E, isBefore);
  return It != Literals.end() && It->first == E ? std::optional(It->second) : std::nullopt;
}

void Facts::note(ExprId E, bool True) {
  auto It = std::lower_bound(Literals.begin(), Literals.end(), E, isBefore);
  if (It == Literals.end() || It->first != E)
    Literals.insert(It, {E, True});
}

static bool isOtherConstant(const Program &P, ExprId A, ExprId B) {
  const Expr &X = P[A], &Y = P[B];
  return X.Kind == Op::Literal && Y.Kind == Op::Literal && X.Flags == Y.Flags && X.Text != Y.Text;
}

std::optional<bool> constantRelation(const Program &P, Relation R, ExprId Left, ExprId Right) {
  const Expr &X = P[Left], &Y = P[Right];
  if (X.Kind != Op::Literal || Y.Kind != Op::Literal || X.Flags != Y.Flags)
    return std::nullopt;
  if (R == Relation::Equal)
    return X.Text == Y.Text;
  long long A = 0, B = 0;
  if (R != Relation::Less || !llvm::to_integer(P.text(X.Text), A, 10) || !llvm::to_integer(P.text(Y.Text), B, 10))
    return std::nullopt;
  return A < B;
}

/// "status < 0", where the status is chosen among constants: which choice it was.
bool Facts::assumeOfChoice(const Expr &Compare, bool True, int Depth) {
  const Relation R = static_cast<Relation>(Compare.Index);
  for (int Side = 0; Side < 2; ++Side) {
    const Expr Chosen = P[Compare.Operands[Side]];
    const ExprId With = Compare.Operands[1 - Side];
    if (Chosen.Kind != Op::Choice || P[With].Kind != Op::Literal)
      continue;
    auto Compared = [&](int Arm) {
      const ExprId One = Chosen.Operands[Arm];
      return Side ? std::pair(With, One) : std::pair(One, With);
    };
    for (int Arm : {1, 2}) {
      auto Is = constantRelation(P, R, Compared(Arm).first, Compared(Arm).second);
      if (!Is || *Is == True)
        continue;
      const auto [Left, Right] = Compared(3 - Arm);
      assume(Chosen.Operands[0], Arm == 2, Depth);
      assume(P.G.compare(R, Left, Right, Compare.At), True, Depth);
      return true;
    }
  }
  return false;
}

/// "a && b" is false when one of them is, and true when both are.
std::optional<bool> Facts::knownOfBoth(const Expr &X, int Depth) const {
  auto A = known(X.Operands[0], Depth), B = known(X.Operands[1], Depth);
  bool Decisive = X.Kind == Op::Or;
  if (A == Decisive || B == Decisive)
    return Decisive;
  return A && B ? std::optional(!Decisive) : std::nullopt;
}

std::optional<bool> Facts::known(ExprId E, int Depth) const {
  if (auto Constant = constantTruth(P, E))
    return Constant;
  if (P[E].Kind == Op::Not) {
    auto Inner = known(P[E].Operands[0], Depth);
    return Inner ? std::optional(!*Inner) : std::nullopt;
  }
  if (auto Said = literal(E))
    return Said;
  const Expr &X = P[E];
  if (X.Kind == Op::Compare)
    if (auto Is = constantRelation(P, static_cast<Relation>(X.Index), X.Operands[0], X.Operands[1]))
      return Is;
  if ((X.Kind == Op::And || X.Kind == Op::Or) && Depth > 0)
    return knownOfBoth(X, Depth - 1);
  if (X.Kind == Op::Choice && Depth > 0)
    if (auto Test = known(X.Operands[0], Depth - 1))
      return known(X.Operands[*Test ? 1 : 2], Depth - 1);
  // What equals one constant is no other.
  if (X.Kind == Op::Compare && X.Index == static_cast<int>(Relation::Equal))
    for (const Equality &Eq : Equalities)
      for (int I = 0; I < 2; ++I)
        for (auto [Subject, Is] : {std::pair(Eq.Left, Eq.Right), std::pair(Eq.Right, Eq.Left)})
          if (X.Operands[I] == Subject && isOtherConstant(P, X.Operands[1 - I], Is))
            return false;
  // "p == nullptr" is what is known of p, turned round.
  if (X.Kind == Op::Compare && X.Index == static_cast<int>(Relation::Equal) && Depth > 0)
    for (int I = 0; I < 2; ++I)
      if (P[X.Operands[I]].Kind == Op::Literal && (P[X.Operands[I]].Flags & LiteralIsNull))
        if (auto There = known(X.Operands[1 - I], Depth - 1))
          return !*There;
  return std::nullopt;
}

void Facts::assume(ExprId E, bool True, int Depth) {
  if (E == NoExpr || Depth == 0 || constantTruth(P, E))
    return;
  const Expr X = P[E]; // what is assumed may add to the graph
  switch (X.Kind) {
  case Op::Not:
    return assume(X.Operands[0], !True, Depth - 1);
  case Op::And:
  case Op::Or: {
    bool All = (X.Kind == Op::And) == True;
    if (All) {
      assume(X.Operands[0], True, Depth - 1);
      assume(X.Operands[1], True, Depth - 1);
      return;
    }
    // One of them holds: the other when one is known not to.
    for (int I = 0; I < 2; ++I)
      if (auto One = known(X.Operands[I]); One && *One != True)
        assume(X.Operands[1 - I], True, Depth - 1);
    break;
  }
  case Op::Choice: {
    auto Then = known(X.Operands[1]), Else = known(X.Operands[2]), Test = known(X.Operands[0]);
    if (Test)
      return assume(X.Operands[*Test ? 1 : 2], True, Depth - 1);
    if (Then && *Then != True) {
      assume(X.Operands[0], false, Depth - 1);
      assume(X.Operands[2], True, Depth - 1);
    } else if (Else && *Else != True) {
      assume(X.Operands[0], true, Depth - 1);
      assume(X.Operands[1], True, Depth - 1);
    }
    break;
  }
  case Op::Compare: {
    if (assumeOfChoice(X, True, Depth - 1))
      break;
    if (X.Index == static_cast<int>(Relation::Equal) || X.Index == static_cast<int>(Relation::EqualNoCase)) {
      ExprId L = X.Operands[0], R = X.Operands[1];
      // "p == nullptr" speaks of whether p is there.
      bool LeftNull = P[L].Kind == Op::Literal && constantTruth(P, L) == false;
      bool RightNull = P[R].Kind == Op::Literal && constantTruth(P, R) == false;
      if (LeftNull || RightNull)
        assume(LeftNull ? R : L, !True, Depth - 1);
      else if (True && !literal(E))
        Equalities.push_back({L, R, X.Index == static_cast<int>(Relation::EqualNoCase)});
    }
    break;
  }
  case Op::Join: {
    if (True && X.Operands.size() > 1) {
      // A flag that starts false: it is true only through what set it.
      ExprId Only = NoExpr;
      for (ExprId O : X.Operands)
        if (constantTruth(P, O) != false)
          Only = Only == NoExpr ? O : NoExpr;
      if (Only != NoExpr)
        assume(Only, True, Depth - 1);
    } else if (!True) {
      for (ExprId O : X.Operands)
        assume(O, false, Depth - 1);
    }
    break;
  }
  default:
    break;
  }
  note(E, True);
}

namespace {

class Specialiser {
public:
  Specialiser(const Program &P, const Facts &Known) : P(P), Known(Known) {}

  ExprId operator()(ExprId E) {
    if (E == NoExpr)
      return E;
    auto It = Done.find(E);
    if (It != Done.end())
      return It->second;
    ExprId Result = ++Steps > 4000 ? E : rebuild(E);
    return Done[E] = Result;
  }

private:
  ExprId rebuild(ExprId E) {
    const Expr X = P[E];
    if (X.Kind == Op::Choice)
      if (auto Test = Known.known(X.Operands[0]))
        return (*this)(X.Operands[*Test ? 1 : 2]);
    if (X.Operands.empty())
      return E;
    std::vector<ExprId> Operands;
    bool Same = true;
    for (ExprId O : X.Operands) {
      Operands.push_back((*this)(O));
      Same &= Operands.back() == O;
    }
    if (Same)
      return E;
    switch (X.Kind) {
    case Op::Field:
      return P.G.field(Operands[0], X);
    case Op::Choice:
      return P.G.choice(Operands[0], Operands[1], Operands[2], X.At);
    case Op::Concat:
      return P.G.concat(std::move(Operands), X.At);
    case Op::Join:
      return P.G.join(std::move(Operands), X.At);
    case Op::Element:
      return P.G.element(Operands[0], Operands[1], X.At, X.Type, X.Flags);
    default: {
      Expr N = X;
      N.Operands = std::move(Operands);
      return P.G.add(std::move(N));
    }
    }
  }

  const Program &P;
  const Facts &Known;
  std::map<ExprId, ExprId> Done;
  unsigned Steps = 0;
};

} // namespace

ExprId specialise(const Program &P, ExprId E, const Facts &Known) {
  if (Known.empty())
    return E;
  return Specialiser(P, Known)(E);
}

} // namespace crosstalk::judge
