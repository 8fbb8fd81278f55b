// New rows below rows of somebody else's: "INSERT INTO order_items (order_id, ...)" with the request's order id.
//
// In:  an INSERT with what is bound to it.  Out: the value that names the parent, if nothing ties the parent to the
// caller. A row with an owner of its own, e.g. a comment with its author, may be put below anybody's.
#include "rules/FetchParts.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using judge::QuerySite;
using judge::QueryText;
using sql::HoleNature;

constexpr double LeastParent = 0.6;

/// The rows found before by the same value: the parent that was looked at.
static std::vector<ExprId> rowsFoundBy(Judgement &J, uint32_t Function, const QuerySite &Q, ExprId By) {
  std::vector<ExprId> Rows;
  for (const QuerySite &Before : J.queries(Function)) {
    if (Before.Effect >= Q.Effect)
      break;
    if (std::find(Before.Binds.begin(), Before.Binds.end(), By) == Before.Binds.end())
      continue;
    Rows.insert(Rows.end(), Before.Rows.begin(), Before.Rows.end());
    Rows.push_back(Before.Call);
  }
  return Rows;
}

static const std::set<std::string> &readBelow(Judgement &J, const sql::Schema &Known) {
  if (J.ReadBelow)
    return *J.ReadBelow;
  J.ReadBelow.emplace();
  for (uint32_t F = 0; F < J.P.Functions.size(); ++F)
    for (const QuerySite &Q : J.queries(F))
      for (const QueryText &T : Q.Texts) {
        const sql::Query Read = sql::readQuery(T.Text);
        if (Read.What != sql::Query::Kind::Select)
          continue;
        for (const sql::TableScoping &Table : scopingOf(J, Known, Q, T, Read).Tables)
          if (Table.How == sql::Verdict::Scoped && Table.By == sql::Tie::Path)
            J.ReadBelow->insert(Read.Tables[Table.Use].Name);
      }
  return *J.ReadBelow;
}

/// Who made the row is written beside its parent, or something that may say so. An author owns nothing where the rows
/// are read by the owner of their parent: whoever's diary it is reads what was put there.
static bool hasOwnerOfItsOwn(Judgement &J, const sql::Schema &Known, const sql::Scoping &S) {
  return std::any_of(S.OwnerWrites.begin(), S.OwnerWrites.end(), [&](const sql::OwnerWrite &W) {
    return W.What == sql::OwnerWrite::Kind::Owner && !(W.Author && readBelow(J, Known).count(W.Table));
  });
}

std::optional<OpenFetch> foreignParent(Judgement &J, const sql::Schema &Known, uint32_t Function, const QuerySite &Q,
                                       const QueryText &T, const sql::Scoping &S, const std::optional<Scope> &Scope) {
  const Program &P = J.P;
  const SolvedFunction &F = P.Functions[Function];
  if (hasOwnerOfItsOwn(J, Known, S) || runsForOperators(P, F) || !(Scope || isEntered(J, F)))
    return std::nullopt;
  for (const sql::OwnerWrite &W : S.OwnerWrites) {
    ExprId By = judge::boundTo(Q, T, W.Value);
    if (W.Nature != HoleNature::RequestId || W.Weight < LeastParent || By == NoExpr || W.Author ||
        Known.isPublic(W.Parent) || isReferenceData(W.Parent) || isReferenceData(W.Table))
      continue;
    const std::vector<Condition> &Conditions = F.Effects[Q.Effect].Conditions;
    if (judge::Guards(P, J.Who, rowsFoundBy(J, Function, Q, By), {By}).implied(Conditions) ||
        isProven(J, Conditions, By) || isReachedThroughOwn(J, Known, Function, Q, {{W.Table, W.Column, By}}))
      continue;
    OpenFetch Open;
    Open.Rule = "crosstalk-unscoped-write";
    Open.Entity = "table '" + W.Table + "'";
    Open.Parent = W.Parent;
    Open.Owner = W.Owner;
    Open.Picked = By;
    Open.Selector = describe(P, By);
    Open.Reasons.push_back({"request-id", "'" + Open.Selector + "' is chosen by the request", 0.8});
    if (Scope)
      Open.Reasons.push_back(
          {"principal-in-scope",
           "the caller is known here ('" + describe(P, Scope->Node) + "') and not used: " + Scope->Who.Why,
           std::min(1.8, Scope->Who.Weight)});
    else
      Open.Reasons.push_back({"no-authentication", "nothing on the way here ties the request to a caller", 0.7});
    Open.Reasons.push_back({"owner-of-parent", "rows of '" + W.Parent + "' belong to '" + W.Owner + "'", W.Weight});
    Open.Reasons.push_back({"base", "prior for rows put below others", -1.5});
    return Open;
  }
  return std::nullopt;
}

} // namespace crosstalk::rules
