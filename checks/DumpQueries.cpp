// The queries of a program as they were seen: text, binds, tables, verdict.
//
// In:  a solved program.  Out: text in stable order.
#include "DumpQueries.h"
#include "Pipeline.h"

namespace crosstalk {

using namespace ir;
using namespace rules;

static const char *nameOf(sql::HoleNature N) {
  switch (N) {
  case sql::HoleNature::Principal:
    return "principal";
  case sql::HoleNature::ClaimedPrincipal:
    return "claimed identity";
  case sql::HoleNature::RequestId:
    return "request";
  case sql::HoleNature::Constant:
    return "constant";
  case sql::HoleNature::RowDerived:
    return "row";
  case sql::HoleNature::Other:
    return "unknown";
  }
  return "unknown";
}

static std::string shown(const Program &P, const judge::QueryText &T) {
  std::string Text;
  for (const sql::Piece &Piece : T.Text.Pieces)
    Text += Piece.Hole < 0 ? Piece.Text : "{" + describe(P, T.Holes[Piece.Hole]) + "}";
  return Text;
}

static std::string shownBinds(Judgement &J, const judge::QuerySite &Q) {
  std::string Text;
  auto Add = [&](const std::string &Place, ExprId Bound) {
    Text += "  bind " + Place + ": " + (Bound == NoExpr ? "?" : describe(J.P, Bound)) + " (" +
            nameOf(natureOf(J, Bound)) + ")\n";
  };
  for (size_t B = 0; B < Q.Binds.size(); ++B)
    Add(std::to_string(B + 1), Q.Binds[B]);
  for (const auto &[Name, Bound] : Q.Named)
    Add(":" + Name, Bound);
  return Text;
}

std::string dumpQuery(Judgement &J, const sql::Schema &Known, const judge::QuerySite &Q) {
  std::string Text;
  for (const judge::QueryText &T : Q.Texts) {
    sql::Query Read = sql::readQuery(T.Text);
    auto Nature = [&](const sql::Operand &O) { return natureOf(J, judge::boundTo(Q, T, O)); };
    Text += "  text: " + shown(J.P, T) + "\n" + shownBinds(J, Q);
    Text += sql::dump(Read, "  ");
    Text += sql::dump(sql::judge(Read, Known, Nature), Read, "  ");
  }
  return Text;
}

std::string dumpSql(const Program &P) {
  Judgement J(P);
  sql::Schema Known = schemaOf(J);
  std::string Text;
  for (uint32_t I = 0; I < P.Functions.size(); ++I) {
    const SolvedFunction &F = P.Functions[I];
    if (!F.Callers.empty())
      continue;
    for (const judge::QuerySite &Q : J.queries(I)) {
      const Loc At = F.Effects[Q.Effect].Origin;
      Text += P.fileOf(At) + ":" + std::to_string(At.Line) + " from " + P.text(F.Qualified) + "\n";
      Text += dumpQuery(J, Known, Q);
    }
  }
  return Text;
}

} // namespace crosstalk
