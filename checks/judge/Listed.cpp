// See Listed.h.
#include "judge/Listed.h"
#include "judge/Walk.h"
#include <algorithm>

namespace crosstalk::judge {

using namespace ir;

/// A table of statements is rarely longer; what is longer is data.
static constexpr size_t MostElements = 200;

/// The elements of a list, through the record around the array of a std::array.
static std::vector<ExprId> elementsOf(const Program &P, ExprId List) {
  if (P[List].Kind == Op::With && P[P[List].Operands[0]].Kind == Op::Record)
    List = P[List].Operands[1];
  std::vector<ExprId> Elements;
  for (; List != NoExpr && P[List].Kind == Op::Insert; List = P[List].Operands[0])
    Elements.push_back(P[List].Operands[2]);
  bool WrittenOut = List != NoExpr && (P[List].Kind == Op::Record || P[List].Kind == Op::Construct);
  if (!WrittenOut || Elements.size() > MostElements)
    return {};
  std::reverse(Elements.begin(), Elements.end());
  return Elements;
}

static bool isSelection(const Expr &X) { return X.Kind == Op::Each || X.Kind == Op::Element; }

/// The first place in a value where some element of a list is taken.
static ExprId selectionIn(const Program &P, ExprId E, int Depth = 8) {
  if (E == NoExpr || Depth == 0)
    return NoExpr;
  const Expr &X = P[E];
  if (isSelection(X) && !elementsOf(P, X.Operands[0]).empty())
    return E;
  for (ExprId O : X.Operands)
    if (ExprId Found = selectionIn(P, O, Depth - 1); Found != NoExpr)
      return Found;
  return NoExpr;
}

namespace {

/// Puts one element in the place of "some element".
class Put {
public:
  Put(const Program &P, ExprId Selection, ExprId Element) : P(P), Selection(Selection), Element(Element) {}

  ExprId operator()(ExprId E, int Depth = 8) {
    if (E == NoExpr || Depth == 0)
      return E;
    if (E == Selection)
      return P[Element].Kind == Op::With && part("second") != NoExpr ? part("second") : Element;
    Expr X = P[E];
    if (X.Kind == Op::KeyOf && X.Operands[0] == Selection)
      return part("first") != NoExpr ? part("first") : E;
    if (X.Kind == Op::Field && X.Operands[0] == Selection)
      return P.G.field(Element, X);
    bool Same = true;
    for (ExprId &O : X.Operands) {
      ExprId New = (*this)(O, Depth - 1);
      Same &= New == O;
      O = New;
    }
    if (Same)
      return E;
    return X.Kind == Op::Field ? P.G.field(X.Operands[0], X) : P.G.add(std::move(X));
  }

private:
  /// A half of an entry that is a pair.
  ExprId part(std::string_view Half) const {
    for (ExprId E = Element; P[E].Kind == Op::With; E = P[E].Operands[0])
      if (P.text(P[E].Text) == Half)
        return P[E].Operands[1];
    return NoExpr;
  }

  const Program &P;
  ExprId Selection, Element;
};

} // namespace

std::vector<ExprId> overList(const Program &P, ExprId E) {
  ExprId Selection = selectionIn(P, E);
  if (Selection == NoExpr)
    return {};
  std::vector<ExprId> All;
  for (ExprId Element : elementsOf(P, P[Selection].Operands[0]))
    All.push_back(Put(P, Selection, Element)(E));
  return All;
}

} // namespace crosstalk::judge
