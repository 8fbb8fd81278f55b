// The tables a program uses: from its schema files, the DDL in its code, and how its queries tell rows apart.
//
// In:  a program.  Out: the schema that every query is judged by.
#include "judge/Entities.h"
#include "rules/FetchParts.h"

namespace crosstalk::rules {

using namespace ir;
using judge::QuerySite;
using judge::QueryText;
using sql::HoleNature;

/// "WHERE mailbox = <the caller's mailbox>": by what the caller's own rows are told apart owns them, whatever its name.
static void noteOwners(Judgement &J, const QuerySite &Q, const QueryText &T, const sql::Query &Read,
                       sql::Schema &Known) {
  for (const sql::Equality &E : Read.Equalities) {
    if (E.How != sql::Equality::Must || E.InList)
      continue;
    const sql::Operand &Column = E.Left.What == sql::Operand::Column ? E.Left : E.Right;
    const sql::Operand &Value = E.Left.What == sql::Operand::Column ? E.Right : E.Left;
    if (Column.What != sql::Operand::Column || Column.Use < 0 || !Value.isValue() || Column.Field == "id" ||
        isTrait(Column.Field) || sql::capabilityColumnByName(Column.Field) || sql::credentialColumnByName(Column.Field))
      continue;
    ExprId Bound = judge::boundTo(Q, T, Value);
    if (ExprId Own = ownUnlessNamed(J, Bound); Own != NoExpr)
      Bound = Own;
    auto Who = Bound == NoExpr ? std::nullopt : J.Who.of(Bound);
    bool Persons = !Who || Who->Kind == judge::PrincipalKind::User || Who->Kind == judge::PrincipalKind::Tenant ||
                   Who->Kind == judge::PrincipalKind::Session;
    if (Persons && natureOf(J, Bound) == HoleNature::Principal)
      Known.addUsedOwner(Column.Table, Column.Field);
  }
}

/// Configured owners: "orders.buyer", or "buyer" of each table that has it.
static void addOwners(const Program &P, sql::Schema &Known) {
  for (const DeclaredName &Owner : P.OwnerColumns) {
    sql::OwnerKind Kind = Owner.Kind == MarkedKind::Tenant ? sql::OwnerKind::Tenant : sql::OwnerKind::User;
    size_t Dot = Owner.Name.rfind('.');
    if (Dot == std::string::npos)
      Known.addOwnerOfAny(Owner.Name, Kind);
    else
      Known.addOwner(Owner.Name.substr(0, Dot), Owner.Name.substr(Dot + 1), Kind);
  }
}

sql::Schema schemaOf(Judgement &J) {
  const Program &P = J.P;
  sql::Schema Known;
  std::vector<std::string> Errors;
  for (const auto &[Name, Text] : P.SchemaTexts)
    Known.read(Name, Text, Errors);
  for (const std::string &Table : P.PublicTables)
    Known.addPublic(Table);
  for (sql::Table &Mapped : judge::mappedTables(P, J.Who))
    Known.addTable(std::move(Mapped));
  std::vector<sql::Query> Seen;
  std::set<std::string> Texts;
  for (uint32_t F = 0; F < P.Functions.size(); ++F)
    for (const QuerySite &Q : J.queries(F)) {
      for (const QueryText &T : Q.Texts) {
        sql::Query Read = sql::readQuery(T.Text);
        if (Read.What == sql::Query::Kind::Ddl) {
          std::string Text;
          for (const sql::Piece &Piece : T.Text.Pieces)
            Text += Piece.Text;
          // A helper's text is known to its callers only; each text counts once.
          if (Texts.insert(Text).second)
            Known.read(placeOf(P, P.Functions[F].At).File, Text, Errors);
        } else {
          noteOwners(J, Q, T, Read, Known);
          Seen.push_back(std::move(Read));
        }
      }
    }
  for (const sql::Query &Q : Seen)
    Known.learn(Q);
  addOwners(P, Known);
  return Known;
}

} // namespace crosstalk::rules
