// crosstalk-unkeyed-cache for tables: what is computed for one caller is kept in a table, and read by the columns that
// make up its key.
//
// In:  the queries of a function that gives out a row where there is one, else what it computes and stores. Out: the
// principals that none of the columns names by which the row is looked up.
#include "judge/Walk.h"
#include "rules/Caches.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using judge::QuerySite;
using judge::QueryText;

namespace {

/// A column and what it is compared with, or set to.
using Columns = std::map<std::string, ExprId>;

/// One statement over one table.
struct Statement {
  uint32_t Effect = 0;
  ExprId Call{};
  std::string Table;
  Columns Values;
};

/// A row that is kept: stored under the columns of Keys, with the content of Value.
struct KeptRow {
  Statement Put;
  std::vector<ExprId> Keys;
  ExprId Value{};
};

} // namespace

static std::optional<Statement> lookUp(const QuerySite &Q, const QueryText &T, const sql::Query &Read) {
  if (Read.What != sql::Query::Kind::Select || Read.Tables.size() != 1 || Read.Aggregate || Read.ExistsOnly ||
      Read.HasUnknownFragment)
    return std::nullopt;
  Statement Found{Q.Effect, Q.Call, Read.Tables.front().Name, {}};
  for (const sql::Equality &E : Read.Equalities) {
    const bool Left = E.Left.What == sql::Operand::Column;
    const sql::Operand &Column = Left ? E.Left : E.Right, &Value = Left ? E.Right : E.Left;
    if (Column.What != sql::Operand::Column || !Value.isValue() || E.How != sql::Equality::Must)
      return std::nullopt;
    Found.Values[Column.Field] = judge::boundTo(Q, T, Value);
  }
  return Found.Values.empty() ? std::nullopt : std::optional(Found);
}

static std::optional<Statement> stored(const QuerySite &Q, const QueryText &T, const sql::Query &Read) {
  if (Read.What != sql::Query::Kind::Insert || Read.FromSelect || Read.subject() < 0)
    return std::nullopt;
  Statement Found{Q.Effect, Q.Call, Read.Tables[static_cast<size_t>(Read.subject())].Name, {}};
  for (const sql::Assignment &A : Read.Assignments)
    if (!A.OnConflict && !A.Column.empty() && A.Value.isValue())
      Found.Values[A.Column] = judge::boundTo(Q, T, A.Value);
  return Found;
}

/// Whether a function gives out what a value is made of.
static bool givesBack(const Program &P, const SolvedFunction &F, ExprId Value) {
  return F.Returned != NoExpr && Value != NoExpr && judge::mentions(P, F.Returned, Value, 30);
}

/// The row as one that is kept under what it is looked up by, and given back like what the look-up finds.
static std::optional<KeptRow> keptRow(const Program &P, const SolvedFunction &F, const Statement &Get,
                                      const Statement &Put) {
  if (Get.Table != Put.Table || Get.Effect >= Put.Effect || !givesBack(P, F, Get.Call))
    return std::nullopt;
  KeptRow Row{Put, {}, NoExpr};
  std::vector<ExprId> Content;
  for (const auto &[Column, Value] : Put.Values) {
    auto Key = Get.Values.find(Column);
    if (Key != Get.Values.end() && Key->second != NoExpr && Key->second == Value)
      Row.Keys.push_back(Value);
    else if (givesBack(P, F, Value))
      Content.push_back(Value);
  }
  if (Row.Keys.size() != Get.Values.size() || Content.empty())
    return std::nullopt;
  Row.Value = P.G.join(std::move(Content), F.Effects[Put.Effect].At);
  return Row;
}

static std::vector<KeptRow> keptRows(Judgement &J, uint32_t Function) {
  std::vector<Statement> Gets, Puts;
  for (const QuerySite &Q : J.queries(Function))
    for (const QueryText &T : Q.Texts)
      for (const sql::Query &Read : sql::readQueries(T.Text)) {
        if (auto Get = lookUp(Q, T, Read))
          Gets.push_back(std::move(*Get));
        else if (auto Put = stored(Q, T, Read))
          Puts.push_back(std::move(*Put));
      }
  std::vector<KeptRow> Found;
  for (const Statement &Get : Gets)
    for (const Statement &Put : Puts)
      if (auto Row = keptRow(J.P, J.P.Functions[Function], Get, Put))
        Found.push_back(std::move(*Row));
  return Found;
}

static CachePut asCache(const KeptRow &Row) {
  CachePut Put;
  Put.At.Id = "table:" + Row.Put.Table;
  Put.At.Display = Row.Put.Table;
  Put.At.Base = Put.At.Object = Row.Put.Call;
  Put.At.External = Put.At.IsStatic = true;
  Put.At.Shared = 2.2;
  Put.At.Why = {{"external", "'" + Row.Put.Table + "' is a table: every request can read its rows", 2.2}};
  Put.Keys = Row.Keys;
  Put.Value = Row.Value;
  Put.Kept = {"looked-up-first", "the row is looked up before its content is computed", 0.7};
  return Put;
}

void tableCaches(Judgement &J, Findings &Out) {
  const Program &P = J.P;
  // The function next to the statement is where it is to be mended.
  std::map<std::pair<Loc, std::string>, std::pair<Site, CachePut>> Best;
  for (uint32_t F = 0; F < P.Functions.size(); ++F)
    for (const KeptRow &Row : keptRows(J, F)) {
      CachePut Put = asCache(Row);
      const Effect &E = P.Functions[F].Effects[Row.Put.Effect];
      judge::KeyCode Code(P, J.Who);
      leftUncovered(J, E, judge::specialise(P, Put.Value, judge::Facts(P, E.Conditions)), Put, Code);
      std::erase_if(Put.Left, [](const judge::Leftover &L) {
        return L.Who.Weight < 0.9 || L.Lossy || L.Stale || L.Who.Kind == judge::PrincipalKind::Device;
      });
      if (Put.Left.empty())
        continue;
      auto [It, New] = Best.try_emplace({E.Origin, Row.Put.Table}, Site{F, Row.Put.Effect}, Put);
      if (!New && effect(P, It->second.first).Depth > E.Depth)
        It->second = {Site{F, Row.Put.Effect}, std::move(Put)};
    }
  for (const auto &[Where, Found] : Best)
    reportUnkeyed(J, Found.first, Found.second, Out);
}

} // namespace crosstalk::rules
