// Comparisons that a match leaves out for some who ask: "if (wantsAuth && user differs) continue;".
//
// In:  an accepted element with the conditions on its way.
// Out: the fields that are compared, but only where the request says so, and the element itself is not asked instead.
#include "judge/Walk.h"
#include "rules/Pools.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;

namespace {

/// One way in which conditions may hold: values that are true or false there.
using Way = std::vector<Condition>;
using Ways = std::vector<Way>;
constexpr size_t MostWays = 96;

/// Every way in which a condition may hold; none at all when there are too many.
class Expansion {
public:
  explicit Expansion(const Program &P) : P(P) {}

  std::optional<Ways> of(ExprId E, bool True, int Depth = 24) const {
    const Expr &X = P[E];
    if (Depth == 0)
      return std::nullopt;
    if (auto Constant = judge::constantTruth(P, E))
      return *Constant == True ? Ways{Way{}} : Ways{};
    switch (X.Kind) {
    case Op::Not:
      return of(X.Operands[0], !True, Depth - 1);
    case Op::And:
    case Op::Or:
      return (X.Kind == Op::And) == True
                 ? both(of(X.Operands[0], True, Depth - 1), of(X.Operands[1], True, Depth - 1))
                 : either(of(X.Operands[0], True, Depth - 1), of(X.Operands[1], True, Depth - 1));
    case Op::Choice:
      return either(both(of(X.Operands[0], true, Depth - 1), of(X.Operands[1], True, Depth - 1)),
                    both(of(X.Operands[0], false, Depth - 1), of(X.Operands[2], True, Depth - 1)));
    default:
      return Ways{Way{{E, !True}}};
    }
  }

  static bool agree(const Way &A, const Way &B) {
    return std::none_of(A.begin(), A.end(), [&](const Condition &C) {
      return std::find(B.begin(), B.end(), Condition{C.Value, !C.Negated}) != B.end();
    });
  }

  static std::optional<Ways> both(const std::optional<Ways> &A, const std::optional<Ways> &B) {
    if (!A || !B || A->size() * B->size() > 4 * MostWays)
      return std::nullopt;
    Ways All;
    for (const Way &L : *A)
      for (const Way &R : *B)
        if (agree(L, R)) {
          All.push_back(L);
          All.back().insert(All.back().end(), R.begin(), R.end());
        }
    return bounded(std::move(All));
  }

private:
  static std::optional<Ways> either(std::optional<Ways> A, const std::optional<Ways> &B) {
    if (!A || !B)
      return std::nullopt;
    A->insert(A->end(), B->begin(), B->end());
    return bounded(std::move(*A));
  }

  static std::optional<Ways> bounded(Ways All) { return All.size() > MostWays ? std::nullopt : std::optional(All); }

  const Program &P;
};

/// What the conditions of one acceptance say of the element, and of who asks.
class Match {
public:
  Match(const Program &P, const Acceptance &A, const std::vector<Condition> &Conditions) : P(P), A(A) {
    for (const Condition &C : Conditions)
      if (auto All = Expansion(P).of(C.Value, !C.Negated)) {
        collectTied(C.Value);
        Holding.push_back(std::move(*All));
      }
  }

  /// What lets a request past the comparison of the field, or nothing where it never gets past it.
  ExprId excuse(const std::string &Path) const {
    std::optional<Ways> Past = Ways{Way{}};
    for (const Ways &All : Holding) {
      if (std::none_of(All.begin(), All.end(), [&](const Way &W) { return compares(W, Path); }))
        continue;
      Ways Excused;
      std::copy_if(All.begin(), All.end(), std::back_inserter(Excused),
                   [&](const Way &W) { return !compares(W, Path) && !asksElement(W); });
      Past = Expansion::both(Past, Excused);
      if (!Past)
        return NoExpr;
    }
    for (const Way &W : *Past)
      if (ExprId By = untied(W); By != NoExpr && !isAskedElsewhere(W, Path))
        return By;
    return NoExpr;
  }

private:
  bool isEquality(const Condition &C) const {
    const Expr &X = P[C.Value];
    return X.Kind == Op::Compare && !C.Negated &&
           (X.Index == static_cast<int>(Relation::Equal) || X.Index == static_cast<int>(Relation::EqualNoCase));
  }

  bool comparesField(const Condition &C, const std::string &Path) const {
    auto Covers = [&](const std::string &Here) {
      return Here == Path || Path.starts_with(Here + ".") || Here.starts_with(Path + ".");
    };
    const std::vector<std::string> Asked = askedTogether(P, C.Value, A.Element);
    if (std::any_of(Asked.begin(), Asked.end(), Covers))
      return true;
    if (!isEquality(C))
      return false;
    const Expr &X = P[C.Value];
    return std::any_of(X.Operands.begin(), X.Operands.end(), [&](ExprId Side) {
      auto Here = pathInElement(P, Side, A.Element);
      return Here && Covers(*Here);
    });
  }

  bool compares(const Way &W, const std::string &Path) const {
    return std::any_of(W.begin(), W.end(), [&](const Condition &C) { return comparesField(C, Path); });
  }

  bool isOfElement(ExprId E) const { return judge::mentions(P, E, A.Element); }

  /// The element is asked for its own state: "check->auth == NONE", "check->user == NULL".
  bool asksElement(const Way &W) const {
    return std::any_of(W.begin(), W.end(),
                       [&](const Condition &C) { return isOfElement(C.Value) && !isEqualToAsked(C); });
  }

  bool isEqualToAsked(const Condition &C) const {
    const Expr &X = P[C.Value];
    return isEquality(C) && P[X.Operands[0]].Kind != Op::Literal && P[X.Operands[1]].Kind != Op::Literal;
  }

  /// What of the request some comparison ties to the element; an object as a whole where one of its fields is.
  void collectTied(ExprId Condition) {
    judge::reaches(P, Condition, 24, [&](ExprId Part) {
      const Expr &X = P[Part];
      if (X.Kind != Op::Compare)
        return judge::Step::Into;
      for (int Side = 0; Side < 2; ++Side) {
        ExprId Other = X.Operands[1 - Side];
        if (!pathInElement(P, X.Operands[Side], A.Element) || P[Other].Kind == Op::Literal)
          continue;
        Tied.insert(Other);
        if (P[Other].Kind == Op::Field && P[P[Other].Operands[0]].Kind == Op::Field)
          Tied.insert(P[Other].Operands[0]);
      }
      return judge::Step::Skip;
    });
  }

  /// A literal that asks the request alone, for something that no comparison ties to the element.
  ExprId untied(const Way &W) const {
    for (const Condition &C : W)
      if (!isOfElement(C.Value) && !isTied(C.Value) && asksRequest(C.Value))
        return C.Value;
    return NoExpr;
  }

  bool isTied(ExprId E) const {
    return judge::reaches(P, E, 16,
                          [&](ExprId Part) { return Tied.count(Part) ? judge::Step::Found : judge::Step::Into; });
  }

  bool asksRequest(ExprId E) const {
    const ExprId Pool = P.G.origin(P.G.root(A.Element));
    return judge::reaches(P, E, 16, [&](ExprId Part) {
      bool OfRequest = P[Part].Kind == Op::Param && Part != Pool;
      return OfRequest ? judge::Step::Found : judge::Step::Into;
    });
  }

  /// Another condition asks the element for its state just where this way is taken.
  bool isAskedElsewhere(const Way &Taken, const std::string &Path) const {
    return std::any_of(Holding.begin(), Holding.end(), [&](const Ways &All) {
      auto Silent = [&](const Way &W) { return !asksElement(W); };
      bool Mentions = std::any_of(All.begin(), All.end(), [&](const Way &W) { return compares(W, Path); });
      return !Mentions && std::any_of(All.begin(), All.end(), Silent) &&
             std::none_of(All.begin(), All.end(),
                          [&](const Way &W) { return Silent(W) && Expansion::agree(W, Taken); });
    });
  }

  const Program &P;
  const Acceptance &A;
  std::vector<Ways> Holding; ///< by condition
  std::set<ExprId> Tied;
};

} // namespace

ExprId excuseFor(Judgement &J, const Acceptance &A, const std::string &Path) {
  const std::vector<Condition> &Conditions = A.Tests.empty() ? effect(J.P, A.At).Conditions : A.Tests;
  return Match(J.P, A, Conditions).excuse(Path);
}

} // namespace crosstalk::rules
