// See Files.h.
#include "judge/Files.h"

namespace crosstalk::judge {

using namespace ir;

bool isFile(const Program &P, ExprId E) {
  if (E == NoExpr || P[E].Kind != Op::Element)
    return false;
  const Expr &In = P[P.G.origin(P[E].Operands[0])];
  return In.Kind == Op::Global && P.text(In.Text) == FilesSymbol;
}

static ExprId firstPart(const Program &P, ExprId Path) {
  while (P[Path].Kind == Op::Concat && !P[Path].Operands.empty())
    Path = P[Path].Operands.front();
  return Path;
}

static ExprId lastPart(const Program &P, ExprId Path) {
  while (P[Path].Kind == Op::Concat && !P[Path].Operands.empty())
    Path = P[Path].Operands.back();
  return Path;
}

static std::string nameOf(const Program &P, const Expr &X) {
  switch (X.Kind) {
  case Op::Literal:
  case Op::Global:
    return P.text(X.Text);
  case Op::Field:
    return P.text(X.Owner) + "::" + P.text(X.Text);
  default:
    return "";
  }
}

std::string collectionOf(const Program &P, ExprId Path) {
  const Expr &Last = P[lastPart(P, Path)];
  return nameOf(P, P[firstPart(P, Path)]) + "*" + (Last.Kind == Op::Literal ? P.text(Last.Text) : "");
}

} // namespace crosstalk::judge
