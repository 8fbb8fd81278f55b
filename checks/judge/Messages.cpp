// Messages that come beside a context which knows the caller: "context->auth_context()".
//
// In:  the effects of all functions.  Out: the types of those messages; what they say of the caller is a claim.
#include "judge/Identity.h"
#include <algorithm>

namespace crosstalk::judge {

using namespace ir;

/// The call tells who was authenticated on the connection.
static bool authenticates(const Program &P, const Effect &E) {
  if (E.What != Event::Kind::Call || E.Value == NoExpr)
    return false;
  const auto &Models = P.modelsOf(P[E.Value].Text);
  return std::any_of(Models.begin(), Models.end(), [](const Model *M) {
    return M->Source == SourceKind::Principal || M->Source == SourceKind::Credential ||
           M->Source == SourceKind::SessionHandle;
  });
}

/// "Status History(ServerContext *, const HistoryRequest *, HistoryReply *)" of a service that asks the context who
/// calls: what the message says of the caller is a claim.
void Identities::noteMessages() {
  std::set<Name> Asking;
  for (const SolvedFunction &F : P.Functions)
    if (F.Class != NoName &&
        std::any_of(F.Effects.begin(), F.Effects.end(), [&](const Effect &E) { return authenticates(P, E); }))
      Asking.insert(F.Class);
  for (const SolvedFunction &F : P.Functions)
    if (Asking.count(F.Class))
      for (const Model *M : P.modelsOfType(F.Class))
        for (size_t I = 0; I < M->EntryParameters.size() && I < F.Parameters.size(); ++I)
          if (M->EntryParameters[I] == SourceKind::RequestContent && P.record(F.Parameters[I].Type))
            Messages.insert(F.Parameters[I].Type);
}

bool Identities::isMessage(ExprId E) const {
  ExprId Whole = P[E].Operands.empty() ? NoExpr : P.G.root(P[E].Operands[0]);
  return Whole != NoExpr && P[Whole].Kind == Op::Param && Messages.count(P[Whole].Type);
}

} // namespace crosstalk::judge
