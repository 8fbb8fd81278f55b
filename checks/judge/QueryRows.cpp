// Rows that a library hands out by the connection: "mysql_query(conn(), text); mysql_store_result(conn());".
//
// In:  the queries of a function, with the effects after each.  Out: the calls that give out a query's rows, where the
// connection is got anew for each call; where it is a variable, the rows are known by what the query left in it.
#include "judge/Queries.h"
#include <algorithm>

namespace crosstalk::judge {

using namespace ir;

/// A connection that a call without arguments gives: "db()", "pool.current()".
static bool isSameGot(const Program &P, ExprId A, ExprId B) {
  if (A == NoExpr || B == NoExpr || P[A].Kind != Op::Call || P[B].Kind != Op::Call)
    return false;
  return P[A].Text != NoName && P[A].Text == P[B].Text && P[A].Operands == P[B].Operands && P[A].Operands.size() == 1;
}

static bool givesRows(const Program &P, const Expr &Call) {
  const auto &Models = P.modelsOf(Call.Text);
  return std::any_of(Models.begin(), Models.end(), [](const Model *M) { return M->Source == SourceKind::Row; });
}

static ExprId connectionOf(const Program &P, ExprId Call) { return argumentAt(P[Call], 0); }

void addRowsOfConnection(const Program &P, const SolvedFunction &F, std::vector<QuerySite> &All) {
  for (size_t I = 0; I < All.size(); ++I) {
    const ExprId On = connectionOf(P, All[I].Call);
    const uint32_t End = I + 1 < All.size() ? All[I + 1].Effect : static_cast<uint32_t>(F.Effects.size());
    for (uint32_t E = All[I].Effect + 1; E < End; ++E) {
      ExprId Call = F.Effects[E].What == Event::Kind::Call ? F.Effects[E].Value : NoExpr;
      if (Call != NoExpr && P[Call].Kind == Op::Call && givesRows(P, P[Call]) &&
          isSameGot(P, On, connectionOf(P, Call)))
        All[I].Rows.push_back(Call);
    }
  }
}

} // namespace crosstalk::judge
