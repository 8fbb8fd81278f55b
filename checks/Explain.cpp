// Why a place was or was not reported.
//
// In:  a solved program and a line.  Out: what is stored, written or fetched at that line, else at the nearest one that
// does: the principals that were seen, what covers them, and which unknown callee ended a flow.
#include "DumpQueries.h"
#include "Pipeline.h"
#include "rules/Caches.h"
#include <algorithm>
#include <climits>

namespace crosstalk {

using namespace ir;
using namespace rules;

namespace {

constexpr unsigned Around = 5; ///< lines before and after that are looked at where the line itself has nothing

class Explainer {
public:
  Explainer(const Program &P, const std::string &File, unsigned Line) : P(P), J(P), File(File), Wanted(Line) {}

  std::string run() {
    const std::vector<Finding> Reported = runRules(P);
    const std::optional<unsigned> Line = nearest(Reported);
    if (!Line)
      return "";
    std::string Text = *Line == Wanted ? "" : "line " + std::to_string(*Line) + ":\n";
    for (uint32_t F = 0; F < P.Functions.size(); ++F)
      for (uint32_t I = 0; I < P.Functions[F].Effects.size(); ++I)
        if (lineOf(P.Functions[F].Effects[I]) == *Line)
          Text += effectAt({F, I});
    Text += queriesAt(*Line);
    for (const Finding &F : Reported)
      if (isThisFile(F.At.File) && F.At.Line == *Line)
        Text += "reported: " + F.Message + " [" + F.RuleId + "], rank " + std::to_string(F.Rank) + "\n";
    return Text;
  }

private:
  bool isThisFile(const std::string &Have) const { return Have == File || Have.ends_with("/" + File); }

  static bool stores(const Effect &E) {
    return E.Target != NoExpr && (E.What == Event::Kind::Put || E.What == Event::Kind::Store ||
                                  E.What == Event::Kind::Append || E.What == Event::Kind::Init);
  }

  bool isUnseenCall(const Effect &E) const {
    return E.What == Event::Kind::Call && E.Value != NoExpr && P[E.Value].Kind == Op::Call &&
           P.modelsOf(P[E.Value].Text).empty() && !P.FunctionOf.count(P[E.Value].Text);
  }

  /// The line of an effect in this file of which there is something to say; 0 for any other.
  unsigned lineOf(const Effect &E) const {
    if ((E.Flags & EffectDeferred) || !E.At.valid() || !isThisFile(P.fileOf(E.At)))
      return 0;
    return stores(E) || isUnseenCall(E) ? E.At.Line : 0;
  }

  unsigned lineOf(const SolvedFunction &F, const judge::QuerySite &Q) const {
    const Loc At = F.Effects[Q.Effect].Origin;
    return F.Callers.empty() && At.valid() && isThisFile(P.fileOf(At)) ? At.Line : 0;
  }

  std::optional<unsigned> nearest(const std::vector<Finding> &Reported) {
    unsigned Best = UINT_MAX;
    auto Distance = [&](unsigned Line) { return Line > Wanted ? Line - Wanted : Wanted - Line; };
    auto See = [&](unsigned Line) {
      if (Line != 0 && Distance(Line) <= Around && (Best == UINT_MAX || Distance(Line) < Distance(Best)))
        Best = Line;
    };
    for (uint32_t I = 0; I < P.Functions.size(); ++I) {
      for (const Effect &E : P.Functions[I].Effects)
        See(lineOf(E));
      for (const judge::QuerySite &Q : J.queries(I))
        See(lineOf(P.Functions[I], Q));
    }
    for (const Finding &F : Reported)
      See(isThisFile(F.At.File) ? F.At.Line : 0);
    return Best == UINT_MAX ? std::nullopt : std::optional(Best);
  }

  std::string effectAt(Site S) {
    const Effect &E = effect(P, S);
    return stores(E) ? storeAt(S)
                     : "the flow ends in '" + describe(P, E.Value) + "': its body was not seen and no model knows it\n";
  }

  std::string storeAt(Site S) {
    const SolvedFunction &F = P.Functions[S.Function];
    const Effect &E = effect(P, S);
    std::string Text = "store into '" + describe(P, E.Target) + "'" +
                       (E.Key == NoExpr ? "" : " under '" + describe(P, E.Key) + "'") + " in " + P.text(F.Qualified) +
                       "\n";
    auto At = J.Where.at(F, E.Target);
    if (!At)
      return Text + "  it is this function's own object: nobody shares it\n";
    for (const Evidence &W : At->Why)
      Text += "  shared: " + W.Text + "\n";
    return Text + principalsAt(S, *At);
  }

  std::string principalsAt(Site S, const judge::Storage &At) {
    const Effect &E = effect(P, S);
    judge::KeyCode Code(P, J.Who), Nothing(P, J.Who);
    for (ExprId K : At.Keys)
      Code.add(K);
    Code.add(E.Key);
    auto All = judge::leftovers(P, J.Who, E.Value, Nothing), Left = judge::leftovers(P, J.Who, E.Value, Code);
    std::string Text = All.empty() ? "  the value depends on no principal that was recognised\n" : "";
    for (const judge::Leftover &L : All) {
      bool Open = std::any_of(Left.begin(), Left.end(), [&](const judge::Leftover &O) { return O.Node == L.Node; });
      Text += "  principal '" + describe(P, L.Node) + "' (" + L.Who.Why +
              "): " + (Open ? "not covered by the key" : "covered by the key") + "\n";
    }
    if (!cachePut(J, S) && !Left.empty())
      Text += "  but it is not kept as an answer for later: no look-up of the same storage comes first, and its "
              "name says nothing of a cache\n";
    return Text;
  }

  std::string queriesAt(unsigned Line) {
    const sql::Schema Known = schemaOf(J);
    std::string Text;
    for (uint32_t I = 0; I < P.Functions.size(); ++I)
      for (const judge::QuerySite &Q : J.queries(I))
        if (lineOf(P.Functions[I], Q) == Line)
          Text += "query from " + P.text(P.Functions[I].Qualified) + "\n" + dumpQuery(J, Known, Q);
    return Text;
  }

  const Program &P;
  Judgement J;
  const std::string &File;
  const unsigned Wanted;
};

} // namespace

std::string explain(const Program &P, const std::string &File, unsigned Line) { return Explainer(P, File, Line).run(); }

} // namespace crosstalk
