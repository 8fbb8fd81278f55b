// What is compared after a hit: an entry that carries its owner and is refused to others is as good as keyed by it.
//
// In:  a storage and a value put there.  Out: the parts of the value that readers compare.
#include "rules/Caches.h"

namespace crosstalk::rules {

using namespace ir;

/// What a reader compares: a path inside the stored element, or inside the key it is stored under.
struct ComparedPart {
  std::vector<Name> Path;
  bool OfKey = false;
};

/// The name of the field of a stored element that an expression reads, outermost first: "entry.accountId".
static ComparedPart pathInElement(Judgement &J, const SolvedFunction &F, ExprId E, const judge::Storage &At) {
  std::vector<Name> Path;
  bool OfKey = false;
  const Program &P = J.P;
  for (int I = 0; I < 12 && E != NoExpr; ++I) {
    const Expr &X = P[E];
    if (X.Kind == Op::Field) {
      Path.insert(Path.begin(), X.Text);
      E = X.Operands[0];
    } else if (X.Kind == Op::Choice) {
      E = P[X.Operands[1]].Kind == Op::Literal ? X.Operands[2] : X.Operands[1];
    } else if (X.Kind == Op::KeyOf) {
      OfKey = true;
      E = X.Operands[0];
    } else if (X.Kind == Op::Element || X.Kind == Op::Each) {
      auto From = J.Where.at(F, X.Operands[0]);
      return From && From->Id == At.Id ? ComparedPart{Path, OfKey} : ComparedPart{};
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

std::vector<ExprId> recheckedParts(Judgement &J, const judge::Storage &At, ExprId Value, ExprId Key) {
  const Program &P = J.P;
  std::vector<ExprId> Parts;
  for (const SolvedFunction &F : P.Functions)
    for (const Effect &E : F.Effects) {
      if ((E.What != Event::Kind::Return && E.What != Event::Kind::Store) || E.Value == NoExpr)
        continue;
      judge::Facts Known(P, E.Conditions);
      for (const judge::Facts::Equality &Eq : Known.equalities())
        for (ExprId Side : {Eq.Left, Eq.Right}) {
          ExprId Other = Side == Eq.Left ? Eq.Right : Eq.Left;
          ComparedPart Part = pathInElement(J, F, Side, At);
          if (!Part.Path.empty() && P[Other].Kind != Op::Literal && J.Who.fromRequester(Other))
            Parts.push_back(partOf(P, Part.OfKey && Key != NoExpr ? Key : Value, Part.Path));
        }
    }
  return Parts;
}

} // namespace crosstalk::rules
