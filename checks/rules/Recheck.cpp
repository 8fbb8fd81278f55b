// What is compared after a hit: an entry that carries its owner and is refused to others is as good as keyed by it.
//
// In:  a storage and a value put there.  Out: the parts of the value that readers compare.
#include "judge/Walk.h"
#include "rules/Caches.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;

/// A storage by the field or variable that it is, whoever holds it.
static std::string keeperOf(const Program &P, const judge::Storage &At) {
  const Expr &Base = P[At.Base];
  return Base.Kind == Op::Field ? P.text(Base.Owner) + "::" + P.text(Base.Text) : At.Id;
}

/// The name of the field of a stored element that an expression reads, outermost first: "entry.accountId", with the
/// keeper of the element; no path if it is none.
static std::pair<std::string, ComparedPart> pathInElement(Judgement &J, const SolvedFunction &F, ExprId E) {
  ComparedPart Part;
  const Program &P = J.P;
  for (int I = 0; I < 12 && E != NoExpr; ++I) {
    const Expr &X = P[E];
    if (X.Kind == Op::Field) {
      Part.Path.insert(Part.Path.begin(), X.Text);
      E = X.Operands[0];
    } else if (X.Kind == Op::Choice) {
      E = P[X.Operands[1]].Kind == Op::Literal ? X.Operands[2] : X.Operands[1];
    } else if (X.Kind == Op::KeyOf) {
      Part.OfKey = true;
      E = X.Operands[0];
    } else if (X.Kind == Op::Element || X.Kind == Op::Each) {
      if (Part.Path.empty())
        break;
      auto From = J.Where.at(F, X.Operands[0]);
      return {From ? keeperOf(P, *From) : "", Part};
    } else {
      break;
    }
  }
  return {};
}

static ExprId partOf(const Program &P, ExprId Value, const std::vector<Name> &Path) {
  for (Name Step : Path) {
    Expr Prototype;
    Prototype.Text = Step;
    Value = P.G.field(Value, Prototype);
  }
  return Value;
}

/// The stored element whose part an expression reads.
static ExprId elementOf(const Program &P, ExprId E) {
  for (int I = 0; I < 12 && E != NoExpr; ++I) {
    const Expr &X = P[E];
    if (X.Kind == Op::Field)
      E = X.Operands[0];
    else if (X.Kind == Op::Choice)
      E = P[X.Operands[1]].Kind == Op::Literal ? X.Operands[2] : X.Operands[1];
    else
      break;
  }
  return E;
}

static bool handsOut(const Program &P, ExprId Value, ExprId Element) {
  return judge::reaches(P, Value, 16,
                        [&](ExprId Part) { return Part == Element ? judge::Step::Found : judge::Step::Into; });
}

/// Everything that readers compare with something of the requester's, by storage.
static std::map<std::string, std::vector<ComparedPart>> comparedParts(Judgement &J) {
  const Program &P = J.P;
  std::map<std::string, std::vector<ComparedPart>> Found;
  for (const SolvedFunction &F : P.Functions)
    for (const Effect &E : F.Effects) {
      if ((E.What != Event::Kind::Return && E.What != Event::Kind::Store) || E.Value == NoExpr || E.Conditions.empty())
        continue;
      judge::Facts Known(P, E.Conditions);
      for (const judge::Facts::Equality &Eq : Known.equalities())
        for (ExprId Side : {Eq.Left, Eq.Right}) {
          ExprId Other = Side == Eq.Left ? Eq.Right : Eq.Left;
          auto [Storage, Part] = pathInElement(J, F, Side);
          if (Storage.empty() || P[Other].Kind == Op::Literal || !J.Who.fromRequester(Other))
            continue;
          std::vector<ComparedPart> &Parts = Found[Storage];
          if (std::find(Parts.begin(), Parts.end(), Part) == Parts.end())
            Parts.push_back(Part);
          if (handsOut(P, E.Value, P[Side].Kind == Op::Field ? elementOf(P, Side) : Side))
            J.HandedOut.insert(Storage);
        }
    }
  return Found;
}

std::vector<ExprId> matchedParts(Judgement &J, const judge::Storage &At, ExprId Element) {
  std::vector<ExprId> Parts = recheckedParts(J, At, Element, NoExpr);
  return J.HandedOut.count(keeperOf(J.P, At)) ? Parts : std::vector<ExprId>{};
}

std::vector<ExprId> recheckedParts(Judgement &J, const judge::Storage &At, ExprId Value, ExprId Key) {
  if (!J.Compared)
    J.Compared = comparedParts(J);
  std::vector<ExprId> Parts;
  for (const ComparedPart &Part : (*J.Compared)[keeperOf(J.P, At)])
    Parts.push_back(partOf(J.P, Part.OfKey && Key != NoExpr ? Key : Value, Part.Path));
  return Parts;
}

} // namespace crosstalk::rules
