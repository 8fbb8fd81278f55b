// What a statement has to do with rows of the caller's own: reached through one, owned anew by an upsert, or open to
// whoever claims a right.
//
// In:  a query with what is bound to it.  Out: yes or no, or the value that opens it.
#include "judge/Walk.h"
#include "rules/FetchParts.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using judge::QuerySite;
using judge::QueryText;
using sql::HoleNature;
using sql::Verdict;

sql::Scoping scopingOf(Judgement &J, const sql::Schema &Known, const QuerySite &Q, const QueryText &T,
                       const sql::Query &Read, const std::vector<Condition> &Conditions) {
  return sql::judge(Read, Known, [&](const sql::Operand &O) {
    ExprId Bound = judge::boundTo(Q, T, O);
    HoleNature Nature = natureOf(J, Bound);
    bool Verified =
        Nature == HoleNature::ClaimedPrincipal && judge::Guards(J.P, J.Who, {}, {Bound}).implied(Conditions);
    return Verified ? HoleNature::Principal : Nature;
  });
}

bool ownsBeyondKey(const std::vector<std::string> &Key, const sql::Scoping &S) {
  return std::any_of(S.OwnerWrites.begin(), S.OwnerWrites.end(), [&](const sql::OwnerWrite &W) {
    bool Somebodys = W.Nature == HoleNature::Principal || W.Nature == HoleNature::RowDerived;
    return W.What == sql::OwnerWrite::Kind::Owner && Somebodys &&
           std::find(Key.begin(), Key.end(), W.Column) == Key.end();
  });
}

bool onlyIncreases(const sql::Query &Read) {
  return Read.What == sql::Query::Kind::Update && !Read.Assignments.empty() &&
         std::all_of(Read.Assignments.begin(), Read.Assignments.end(),
                     [](const sql::Assignment &A) { return A.Increases; });
}

std::optional<ExprId> claimedRight(Judgement &J, const QuerySite &Q, const QueryText &T, const sql::Query &Read) {
  for (const sql::Equality &E : Read.Equalities)
    if (E.How == sql::Equality::Maybe && E.Left.isValue() && E.Right.What == sql::Operand::Constant) {
      ExprId Bound = judge::boundTo(Q, T, E.Left);
      HoleNature Nature = natureOf(J, Bound);
      if (Nature == HoleNature::RequestId || Nature == HoleNature::ClaimedPrincipal)
        return Bound;
    }
  return std::nullopt;
}

/// What a library's class was made of and nothing else: the id in "QVariant(id)".
static ExprId converted(const Program &P, ExprId E) {
  for (int Depth = 0; Depth < 4 && E != NoExpr; ++Depth) {
    const Expr &X = P[E];
    bool Makes =
        X.Kind == Op::Construct || (X.Kind == Op::Call && judge::calledName(P, X) == judge::lastName(P.text(X.Type)));
    if (!Makes || X.Operands.size() != 2 || X.Operands[1] == NoExpr)
      break;
    E = X.Operands[1];
  }
  return E;
}

/// The same object, before or after calls that took it: "use(id)" leaves the id what it was.
static bool isLater(const Program &P, ExprId E, ExprId Before) {
  for (int Depth = 0; Depth < 12 && E != NoExpr; ++Depth) {
    if (E == Before || (Before != NoExpr && converted(P, E) == converted(P, Before)))
      return true;
    E = P[E].Kind == Op::Out ? P[E].Operands[1] : NoExpr;
  }
  return false;
}

/// What a row was selected by, e.g. its parent's id, was read out of what another query found.
static bool isReadFrom(const Program &P, ExprId Value, const QuerySite &Before) {
  return judge::mentions(P, Value, Before.Rows);
}

/// The number picks a row of each table by the table's own key: order 7 and item 7 have nothing to do with each other.
static bool numbersOthers(const sql::Schema &Known, const RowSelector &Here, const std::string &Table,
                          const std::string &Column) {
  if (Here.Table == Table || Here.Column != "id" || Column != "id")
    return false;
  const sql::Table *T = Known.table(Here.Table);
  return T && T->Declared && Known.known(Table) && !T->keyFrom(Here.Column);
}

/// The query finds rows of the caller's own only, by the same id or to read that id from.
static bool isOwnBy(Judgement &J, const sql::Schema &Known, const QuerySite &Q, const QueryText &T,
                    const std::vector<RowSelector> &Selectors) {
  const sql::Query Read = sql::readQuery(T.Text, &Known);
  sql::Scoping S = scopingOf(J, Known, Q, T, Read);
  if (S.How != Verdict::Scoped || S.Decisive < 0)
    return false;
  const sql::TableScoping &Table = S.Tables[static_cast<size_t>(S.Decisive)];
  bool Tied = Table.By == sql::Tie::OwnerColumn || Table.By == sql::Tie::Path || Table.By == sql::Tie::Membership;
  if (Tied && std::any_of(Selectors.begin(), Selectors.end(), [&](const RowSelector &Here) {
        return natureOf(J, Here.By) == HoleNature::RowDerived && isReadFrom(J.P, Here.By, Q);
      }))
    return true;
  const std::string &Name = Read.Tables[Table.Use].Name;
  return Tied && std::any_of(Table.Selectors.begin(), Table.Selectors.end(), [&](const sql::Selector &By) {
           ExprId Bound = judge::boundTo(Q, T, By.Value);
           return Bound != NoExpr && std::any_of(Selectors.begin(), Selectors.end(), [&](const RowSelector &Here) {
                    return isLater(J.P, Here.By, Bound) && !numbersOthers(Known, Here, Name, By.Column);
                  });
         });
}

/// All rows that the query finds are those of another table with the number by which these rows are picked.
static bool findsOthers(Judgement &J, const sql::Schema &Known, const QuerySite &Before,
                        const std::vector<RowSelector> &Selectors) {
  bool Any = false;
  for (const QueryText &T : Before.Texts) {
    const sql::Query Read = sql::readQuery(T.Text, &Known);
    for (const sql::TableScoping &Table : scopingOf(J, Known, Before, T, Read).Tables)
      for (const sql::Selector &By : Table.Selectors)
        for (const RowSelector &Here : Selectors) {
          if (!isLater(J.P, Here.By, judge::boundTo(Before, T, By.Value)))
            continue;
          if (!numbersOthers(Known, Here, Read.Tables[Table.Use].Name, By.Column))
            return false;
          Any = true;
        }
  }
  return Any;
}

std::vector<ExprId> callsForOthers(Judgement &J, const sql::Schema &Known, uint32_t Function, const QuerySite &Q,
                                   const std::vector<RowSelector> &Selectors) {
  std::vector<ExprId> Calls;
  for (const QuerySite &Before : J.queries(Function)) {
    if (Before.Effect >= Q.Effect)
      break;
    if (findsOthers(J, Known, Before, Selectors))
      Calls.push_back(Before.Call);
  }
  return Calls;
}

/// The tables that every row of one is joined to, itself left out: "c ON c.id = a.claim_id".
static std::set<int> joinedTo(const sql::Query &Read, int Use) {
  std::vector<int> Open{Use};
  std::set<int> Seen{Use};
  for (size_t I = 0; I < Open.size(); ++I)
    for (const sql::Equality &E : Read.Equalities)
      for (auto [Here, There] : {std::pair(&E.Left, &E.Right), std::pair(&E.Right, &E.Left)})
        if (E.How == sql::Equality::Must && Here->What == sql::Operand::Column && There->What == sql::Operand::Column &&
            Here->Use == Open[I] && There->Use >= 0 && Seen.insert(There->Use).second)
          Open.push_back(There->Use);
  Seen.erase(Use);
  return Seen;
}

bool isInAdmittedParent(Judgement &J, const QuerySite &Q, const QueryText &T, const sql::Query &Read,
                        const sql::Scoping &S, const std::vector<Condition> &Conditions) {
  const std::set<int> Joined = joinedTo(Read, static_cast<int>(S.Tables[static_cast<size_t>(S.Decisive)].Use));
  std::vector<ExprId> Parents;
  for (const sql::TableScoping &Other : S.Tables)
    for (const sql::Selector &By : Other.Selectors)
      if (ExprId Bound = judge::boundTo(Q, T, By.Value); Bound != NoExpr && Joined.count(static_cast<int>(Other.Use)))
        Parents.push_back(Bound);
  return !Parents.empty() && judge::Guards(J.P, J.Who, {}, std::move(Parents)).implied(Conditions);
}

/// "sql.got_data()", "mysql_affected_rows(db)": the connection is asked what its last statement found.
static bool asksConnection(const Program &P, ExprId E, bool True, const QuerySite &Last) {
  const Expr &X = P[E];
  if (X.Kind == Op::Not)
    return asksConnection(P, X.Operands[0], !True, Last);
  const Expr &Query = P[Last.Call];
  if (X.Kind != Op::Call || !True || Query.Operands.empty())
    return false;
  if (!judge::hasWord(judge::calledName(P, X), {"got", "found", "affected", "changes", "rows", "data"}))
    return false;
  auto Origin = [&](ExprId O) { return O == NoExpr ? NoExpr : P.G.root(P.G.origin(O)); };
  ExprId Connection = Origin(Query.Operands[0] != NoExpr ? Query.Operands[0] : Query.Operands[1]);
  return std::any_of(X.Operands.begin(), X.Operands.end(),
                     [&](ExprId O) { return O != NoExpr && Origin(O) == Connection; });
}

/// What a value was read out of: the order of "order.id".
static std::vector<ExprId> wholesOf(const Program &P, ExprId Part) {
  std::vector<ExprId> Wholes;
  for (ExprId E = Part; E != NoExpr && (P[E].Kind == Op::Field || P[E].Kind == Op::Element);) {
    E = P[E].Operands[0];
    Wholes.push_back(E);
  }
  return Wholes;
}

/// "AND order_id = <order.id>", where the order was compared with the caller before.
bool isInComparedParent(Judgement &J, uint32_t Function, const QuerySite &Q,
                        const std::vector<RowSelector> &Selectors) {
  const std::vector<Condition> &Conditions = J.P.Functions[Function].Effects[Q.Effect].Conditions;
  auto Compared = [&](std::vector<ExprId> Objects) {
    return !Objects.empty() && judge::Guards(J.P, J.Who, std::move(Objects), {}).implied(Conditions);
  };
  return std::any_of(Selectors.begin(), Selectors.end(), [&](const RowSelector &Here) {
    HoleNature Nature = natureOf(J, Here.By);
    if (Nature == HoleNature::RequestId || Nature == HoleNature::ClaimedPrincipal || !picksOne(Here.Column))
      return false;
    if (Compared(wholesOf(J.P, Here.By)))
      return true;
    const std::vector<QuerySite> &All = J.queries(Function);
    return std::any_of(All.begin(), All.end(), [&](const QuerySite &Before) {
      return Before.Effect < Q.Effect && isReadFrom(J.P, Here.By, Before) && Compared(Before.Rows);
    });
  });
}

bool isReachedThroughOwn(Judgement &J, const sql::Schema &Known, uint32_t Function, const QuerySite &Q,
                         const std::vector<RowSelector> &Selectors) {
  const Program &P = J.P;
  const std::vector<Condition> &Conditions = P.Functions[Function].Effects[Q.Effect].Conditions;
  const std::vector<QuerySite> &All = J.queries(Function);
  for (size_t I = 0; I < All.size() && All[I].Effect < Q.Effect; ++I) {
    const QuerySite &Before = All[I];
    bool Last = I + 1 < All.size() && All[I + 1].Effect == Q.Effect;
    std::vector<ExprId> Rows = Before.Rows;
    Rows.push_back(Before.Call);
    bool Demanded = std::any_of(Conditions.begin(), Conditions.end(), [&](const Condition &C) {
      return presence(P, C.Value, Rows, !C.Negated) == true || (Last && asksConnection(P, C.Value, !C.Negated, Before));
    });
    if (Demanded && std::any_of(Before.Texts.begin(), Before.Texts.end(),
                                [&](const QueryText &T) { return isOwnBy(J, Known, Before, T, Selectors); }))
      return true;
  }
  return false;
}

} // namespace crosstalk::rules
