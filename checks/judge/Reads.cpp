// Which storages any code reads: what nobody reads reaches nobody.
//
// In:  the program's expressions that are returned, stored, compared or handed on.  Out: the fields, variables and
// collections of files in them.
#include "judge/Files.h"
#include "judge/Storage.h"
#include <algorithm>

namespace crosstalk::judge {

using namespace ir;

void Storages::noteReads(ExprId E) {
  const auto Index = static_cast<size_t>(E);
  if (E == NoExpr || (Index < Noted.size() && Noted[Index]))
    return;
  Noted.resize(std::max<size_t>(Noted.size(), P.G.size()));
  Noted[Index] = true;
  const Expr &X = P[E];
  if (X.Kind == Op::Field)
    FieldReads.insert({X.Owner, X.Text});
  if (X.Kind == Op::Global)
    GlobalReads.insert(X.Text);
  // "connections[fd]": a table has an object for each.
  if (X.Kind == Op::Element && P[P.G.origin(X.Operands[0])].Kind == Op::Global)
    Tabled.insert(X.Type);
  for (ExprId O : X.Operands)
    noteReads(O);
}

bool Storages::isUnusedGetter(const SolvedFunction &F) const {
  if (!F.Callers.empty() || F.Returned == NoExpr || (F.Flags & FunctionIsVirtual))
    return false;
  Op Kind = P[F.Returned].Kind;
  if (Kind != Op::Global && Kind != Op::Field)
    return false;
  return std::all_of(F.Effects.begin(), F.Effects.end(), [&](const Effect &E) {
    // "static Current only;": made of nothing that a caller brings.
    bool Empty = E.What == Event::Kind::Init && E.Value != NoExpr && P[E.Value].Operands.size() <= 1;
    return E.What == Event::Kind::Return || E.What == Event::Kind::Get || Empty;
  });
}

void Storages::indexReads() {
  for (const SolvedFunction &F : P.Functions) {
    bool Unused = isUnusedGetter(F);
    if (!Unused)
      noteReads(F.Returned);
    for (const Effect &E : F.Effects) {
      if (E.What == Event::Kind::Get)
        noteReads(E.Target);
      if (auto Files = E.What == Event::Kind::Get ? ofElement(F, E) : std::nullopt; Files && isFile(P, Files->Base))
        FileReads.insert(Files->Id);
      for (const Condition &C : E.Conditions)
        noteReads(C.Value);
      if ((E.What == Event::Kind::Return && !Unused) || E.What == Event::Kind::Store || E.What == Event::Kind::Append ||
          E.What == Event::Kind::Put)
        noteReads(E.Value);
      if (E.What == Event::Kind::Call && E.Value != NoExpr)
        for (ExprId O : P[E.Value].Operands)
          noteReads(O);
    }
  }
}

bool Storages::isRead(const Storage &S) const {
  if (S.External)
    return true;
  if (isFile(P, S.Base))
    return FileReads.count(S.Id);
  for (ExprId E = S.Base; E != NoExpr;) {
    const Expr &X = P[E];
    if (X.Kind == Op::Field && FieldReads.count({X.Owner, X.Text}))
      return true;
    if (X.Kind == Op::Global)
      return GlobalReads.count(X.Text);
    if (X.Operands.empty())
      break;
    E = X.Operands[0];
  }
  return false;
}

} // namespace crosstalk::judge
