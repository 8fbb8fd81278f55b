// What of a stored value its key leaves out, for each way that value and key may turn out together.
//
// In:  a store into a cache.  Out: the principals that nothing in the key, or in what readers compare, tells apart.
#include "judge/Walk.h"
#include "rules/Caches.h"
#include "llvm/ADT/ArrayRef.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using judge::Leftover;
using judge::Storage;

std::vector<Alternative> alternatives(const Program &P, ExprId Value) {
  constexpr size_t Most = 12;
  std::vector<Alternative> Found{{Value, {}}};
  for (size_t I = 0; I < Found.size();) {
    const Expr &X = P[Found[I].Value];
    if (X.Kind != Op::Choice || Found.size() >= Most) {
      ++I;
      continue;
    }
    Alternative Else = Found[I];
    Found[I].When.push_back({X.Operands[0], false});
    Else.When.push_back({X.Operands[0], true});
    Else.Value = X.Operands[2];
    Found[I].Value = X.Operands[1];
    Found.push_back(std::move(Else));
  }
  return Found;
}

/// The conditions that choose between parts of a value.
static std::set<ExprId> choosing(const Program &P, ExprId Value) {
  std::set<ExprId> Found;
  judge::reaches(P, Value, 24, [&](ExprId Part) {
    if (P[Part].Kind == Op::Choice)
      Found.insert(P[Part].Operands[0]);
    return judge::Step::Into;
  });
  return Found;
}

/// The values that are stored, each with the key it gets: "if (detailed) { key += user.id; text += user.name; }".
static std::vector<Alternative> byKey(const Program &P, ExprId Value, const std::set<ExprId> &OfKeys) {
  constexpr size_t Most = 12;
  std::vector<Alternative> Found{{Value, {}}};
  if (OfKeys.empty())
    return Found;
  if (P[Value].Kind == Op::Choice)
    Found = alternatives(P, Value);
  for (ExprId Condition : choosing(P, Value))
    for (size_t I = 0, Count = OfKeys.count(Condition) ? Found.size() : 0; I < Count && Found.size() < Most; ++I) {
      Alternative Else = Found[I];
      Found[I].When.push_back({Condition, false});
      Else.When.push_back({Condition, true});
      Found.push_back(std::move(Else));
    }
  for (Alternative &A : Found)
    A.Value = judge::specialise(P, A.Value, judge::Facts(P, A.When));
  return Found;
}

static void addNew(std::vector<Leftover> From, std::vector<Leftover> &Into) {
  for (Leftover &L : From)
    if (std::none_of(Into.begin(), Into.end(), [&](const Leftover &O) { return O.Node == L.Node; }))
      Into.push_back(std::move(L));
}

/// Whether everybody who looks something up there has passed the condition.
static bool isAlwaysAsked(Judgement &J, const Condition &C, const Storage &At) {
  bool Found = false;
  for (Site Get : accesses(J, Event::Kind::Get, At.Id)) {
    if (!isRoot(J.P, Get.Function))
      continue;
    const std::vector<Condition> &Asked = effect(J.P, Get).Conditions;
    if (std::find(Asked.begin(), Asked.end(), C) == Asked.end())
      return false;
    Found = true;
  }
  return Found;
}

/// What is the same for all who get to the storage: "if (user.role != Editor) return denied;" before the look-up too.
static std::vector<ExprId> settledParts(Judgement &J, const Effect &E, const Storage &At) {
  const Program &P = J.P;
  std::vector<ExprId> Parts;
  for (const Condition &C : E.Conditions) {
    const judge::Facts Alone(P, {C});
    for (const judge::Facts::Equality &Eq : Alone.equalities()) {
      ExprId Asked = P[Eq.Left].Kind == Op::Literal ? Eq.Right : Eq.Left;
      bool Settles = P[Eq.Left].Kind == Op::Literal || P[Eq.Right].Kind == Op::Literal;
      if (Settles && !Eq.NoCase && isAlwaysAsked(J, C, At))
        Parts.push_back(Asked);
    }
  }
  return Parts;
}

/// "order.emplace_front(key, text)": a list that keeps its keys for their removal holds them beside the content.
static ExprId withoutKey(const Program &P, ExprId Value, ExprId Key, int Depth = 6) {
  const Expr X = P[Value];
  bool IsPair = X.Kind == Op::Construct && X.Operands.size() == 3 && P.text(X.Type).starts_with("std::pair<");
  if (IsPair && X.Operands[1] == Key)
    return X.Operands[2];
  if (X.Kind != Op::Join || Depth == 0)
    return Value;
  std::vector<ExprId> Arms;
  for (ExprId Arm : X.Operands)
    Arms.push_back(withoutKey(P, Arm, Key, Depth - 1));
  return P.G.join(std::move(Arms), X.At);
}

/// Whether two keys that are made under opposite conditions differ, whatever else may be.
static bool alwaysDiffer(const Program &P, ExprId A, ExprId B, int Depth = 12) {
  const Expr &X = P[A], &Y = P[B];
  if (A == B || Depth == 0)
    return false;
  if (X.Kind != Y.Kind || X.Operands.size() != Y.Operands.size())
    return true;
  if (X.Kind == Op::Choice && X.Operands[0] == Y.Operands[0])
    return alwaysDiffer(P, X.Operands[1], Y.Operands[1], Depth - 1) &&
           alwaysDiffer(P, X.Operands[2], Y.Operands[2], Depth - 1);
  if (X.Kind != Op::Concat)
    return true;
  for (size_t I = 0; I < X.Operands.size(); ++I)
    if (alwaysDiffer(P, X.Operands[I], Y.Operands[I], Depth - 1))
      return true;
  return false;
}

/// Whether the value or the keys turn out otherwise when one of the conditions does.
struct Deciding {
  bool Value = false, Keys = false;
};

static Deciding decidedBy(const Program &P, ExprId Value, const std::vector<ExprId> &Keys,
                          const std::vector<Condition> &Around, const Alternative &A, size_t Which) {
  std::vector<Condition> Here = Around, Else = Around;
  for (size_t I = 0; I < A.When.size(); ++I) {
    Here.push_back(A.When[I]);
    Else.push_back({A.When[I].Value, A.When[I].Negated != (I == Which)});
  }
  const judge::Facts So(P, Here), Otherwise(P, Else);
  auto Differs = [&](ExprId E) {
    return alwaysDiffer(P, judge::specialise(P, E, So), judge::specialise(P, E, Otherwise));
  };
  return {judge::specialise(P, Value, So) != judge::specialise(P, Value, Otherwise),
          std::any_of(Keys.begin(), Keys.end(), Differs)};
}

void leftUncovered(Judgement &J, const Effect &E, ExprId Whole, CachePut &Out, judge::KeyCode &Code) {
  const Program &P = J.P;
  ExprId Selector = Out.Keys.empty() ? NoExpr : Out.Keys.back();
  ExprId Value = Selector == NoExpr ? Whole : withoutKey(P, Whole, Selector);
  judge::KeyCode Telling(P, J.Who);
  for (ExprId K : Out.Keys)
    Telling.add(judge::specialise(P, K, judge::Facts(P, E.Conditions)));
  for (ExprId C : recheckedParts(J, Out.At, Value, Selector))
    Telling.add(judge::specialise(P, C, judge::Facts(P, E.Conditions)));
  std::set<ExprId> OfKeys;
  for (ExprId K : Out.Keys)
    OfKeys.merge(choosing(P, K));
  const std::vector<ExprId> Settled = settledParts(J, E, Out.At);
  for (const Alternative &A : byKey(P, Value, OfKeys)) {
    std::vector<Condition> Here = E.Conditions;
    Here.insert(Here.end(), A.When.begin(), A.When.end());
    const judge::Facts Known(P, Here);
    std::vector<ExprId> Parts;
    for (ExprId K : Out.Keys)
      Parts.push_back(judge::specialise(P, K, Known));
    for (ExprId C : recheckedParts(J, Out.At, A.Value, Selector))
      Parts.push_back(judge::specialise(P, C, Known));
    Parts.insert(Parts.end(), Settled.begin(), Settled.end());
    judge::KeyCode Local(P, J.Who);
    for (ExprId Part : Parts) {
      Local.add(Part);
      Code.add(Part);
    }
    // Who decides which of them it is decides the content, unless the key tells which.
    for (size_t I = 0; I < A.When.size(); ++I) {
      ExprId Asked = A.When[I].Value;
      Deciding By = decidedBy(P, Value, Out.Keys, E.Conditions, A, I);
      if (!By.Value || By.Keys || Telling.encodes(Asked))
        continue;
      judge::KeyCode Given = Local; // with all else that is known here
      for (const Condition &C : A.When)
        if (C.Value != Asked)
          Given.add(C.Value);
      addNew(judge::leftovers(P, J.Who, Asked, Given), Out.Left);
    }
    for (const Condition &C : A.When)
      Local.add(C.Value);
    addNew(judge::leftovers(P, J.Who, contentOf(J, A.Value), Local), Out.Left);
  }
}

} // namespace crosstalk::rules
