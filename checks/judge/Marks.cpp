// What the source says by the macros of crosstalk/scope.h, as answers about identities and storages.
//
// In:  marks in the flags of declarations.  Out: what they say counts for more than what is recognised.
#include "ir/Marks.h"
#include "judge/Storage.h"

namespace crosstalk::judge {

using namespace ir;

/// The kind in the brackets of a mark; what has none speaks of users.
static PrincipalKind kindOf(MarkedKind Marked) {
  switch (Marked) {
  case MarkedKind::None:
  case MarkedKind::User:
  case MarkedKind::Request:
    return PrincipalKind::User;
  case MarkedKind::Tenant:
    return PrincipalKind::Tenant;
  case MarkedKind::Session:
    return PrincipalKind::Session;
  case MarkedKind::Credential:
    return PrincipalKind::Credential;
  case MarkedKind::Secret:
    return PrincipalKind::Secret;
  case MarkedKind::Role:
    return PrincipalKind::Role;
  case MarkedKind::Device:
    return PrincipalKind::Device;
  }
  return PrincipalKind::User;
}

uint32_t Identities::marksOf(const Expr &E) const {
  switch (E.Kind) {
  case Op::Param:
  case Op::Field:
    return E.Flags;
  case Op::Global: {
    auto It = P.Globals.find(E.Text);
    return It == P.Globals.end() ? 0 : It->second.Flags;
  }
  case Op::Call: {
    auto It = P.Declarations.find(E.Text);
    return It == P.Declarations.end() ? 0 : It->second.Flags;
  }
  default:
    return 0;
  }
}

std::string Identities::shown(const Expr &E) const {
  std::string Callee = E.Kind == Op::Call ? calledName(P, E) : "";
  return Callee.empty() ? P.text(E.Hint) : Callee;
}

Identity Identities::declared(MarkedKind Marked, const std::string &Shown) {
  PrincipalKind Kind = kindOf(Marked);
  return Identity{Kind, 4, "'" + Shown + "' is declared to be a " + nameOf(Kind), false};
}

bool Identities::isPublic(ExprId E) const {
  const Expr &X = P[E];
  const RecordInfo *R = P.record(X.Type);
  return (marksOf(X) & MarkPublic) || (R && (R->Flags & MarkPublic));
}

std::optional<Identity> Identities::ownerOf(ExprId E) const {
  const Expr &X = P[E];
  const RecordInfo *R = P.record(X.Type);
  uint32_t Own = marksOf(X), OfType = R ? R->Flags : 0;
  if (!((Own | OfType) & MarkOwned))
    return std::nullopt;
  PrincipalKind Kind = kindOf(kindIn(Own & MarkOwned ? Own : OfType));
  std::string Shown = Own & MarkOwned ? shown(X) : lastName(P.text(X.Type));
  return Identity{Kind, 3, "'" + Shown + "' is annotated as data of one " + nameOf(Kind), false};
}

/// The marks on a storage that say who shares it: on the fields and the variable that it is, and on the classes whose
/// objects own it. What is nearest to it says of which kind.
uint32_t Storages::marksOn(const Storage &S) const {
  uint32_t Flags = 0;
  auto Add = [&](uint32_t More, uint32_t Wanted) {
    if (More &= Wanted | ~uint32_t(MarkPer | MarkShared | MarkPublic); More & Wanted)
      Flags = joinMarks(Flags, More);
  };
  ExprId E = S.Base;
  for (bool Owned = true; E != NoExpr && P[E].Kind == Op::Field && Owned; E = P[E].Operands[0]) {
    Owned = E == S.Base || !(P[E].Flags & FieldIsReference);
    if (Owned)
      Add(P[E].Flags, MarkPer | MarkShared | MarkPublic);
  }
  if (E != NoExpr && P[E].Kind == Op::Global)
    Add(Who.marksOf(P[E]), MarkPer | MarkShared | MarkPublic);
  auto AddClass = [&](Name Class) {
    if (const RecordInfo *R = P.record(Class))
      Add(R->Flags, MarkPer | MarkShared);
  };
  AddClass(S.OwnerClass);
  for (ExprId Owner : S.Owners)
    AddClass(P[Owner].Type);
  return Flags;
}

std::optional<Storage> Storages::at(const SolvedFunction &F, ExprId Target) {
  auto It = Known.find({F.Class, Target});
  if (It == Known.end())
    It = Known.emplace(std::pair(F.Class, Target), marked(F, Target)).first;
  return It->second;
}

std::optional<Storage> Storages::marked(const SolvedFunction &F, ExprId Target) {
  auto S = locate(F, Target);
  uint32_t Flags = S ? marksOn(*S) : 0;
  if (Flags & MarkPer && kindIn(Flags) == MarkedKind::Tenant)
    S->Per = PrincipalKind::Tenant;
  else if (Flags & (MarkPer | MarkPublic))
    return std::nullopt;
  if (Flags & MarkShared) {
    S->Shared += 6;
    S->Why.push_back({"annotated-shared", "'" + S->Display + "' is annotated as shared by all requests", 6});
  }
  return S;
}

} // namespace crosstalk::judge
