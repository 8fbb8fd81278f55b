// What the program's other queries do: "11 of 12 queries on 'invoices' bind 'account_id'".
//
// In:  all queries with what is bound to them.  Out: for each table how many bind its owner, and where.
#include "rules/FetchParts.h"

namespace crosstalk::rules {

using namespace ir;
using judge::QuerySite;
using judge::QueryText;

constexpr size_t MostPlaces = 3;

static void count(Judgement &J, const sql::Schema &Known, const QuerySite &Q, const QueryText &T, Loc At,
                  std::map<std::string, Siblings> &ByTable) {
  sql::Query Read = sql::readQuery(T.Text, &Known);
  for (const sql::TableScoping &Table : scopingOf(J, Known, Q, T, Read).Tables) {
    const std::string &Name = Read.Tables[Table.Use].Name;
    Siblings &N = ByTable[Name];
    ++N.All;
    if (Table.How != sql::Verdict::Scoped || Table.By != sql::Tie::OwnerColumn)
      continue;
    if (++N.Scoped == 1)
      N.Owner = Table.OwnerColumn;
    if (N.Right.size() < MostPlaces)
      N.Right.push_back({placeOf(J.P, At), "this query on '" + Name + "' binds '" + Table.OwnerColumn + "'"});
  }
}

std::map<std::string, Siblings> siblingsOf(Judgement &J, const sql::Schema &Known) {
  std::map<std::string, Siblings> ByTable;
  for (uint32_t F = 0; F < J.P.Functions.size(); ++F)
    for (const QuerySite &Q : J.queries(F)) {
      const Effect &E = J.P.Functions[F].Effects[Q.Effect];
      if (E.Flags & EffectLifted)
        continue;
      for (const QueryText &T : Q.Texts)
        count(J, Known, Q, T, E.At, ByTable);
    }
  return ByTable;
}

} // namespace crosstalk::rules
