// What was recognised, for people: principals, storages, entries, queries, unknown callees.
//
// In:  a solved program.  Out: text in stable order, and the counts of the summary line.
#include "Pipeline.h"
#include "ir/Marks.h"
#include "rules/Caches.h"
#include "rules/FetchParts.h"
#include <algorithm>
#include <set>
#include <tuple>

namespace crosstalk {

using namespace ir;
using namespace rules;

static std::string where(const Program &P, Loc At) { return P.fileOf(At) + ":" + std::to_string(At.Line); }

/// Functions that no code of the program calls and that take something from outside; closures as they are registered.
static std::vector<uint32_t> entries(Judgement &J) {
  std::vector<uint32_t> Found;
  for (uint32_t I = 0; I < J.P.Functions.size(); ++I)
    if (mayBeEntered(J.P, I) && (J.P.Functions[I].IsEntry || !isRegistered(J, J.P.Functions[I])))
      Found.push_back(I);
  return Found;
}

static std::set<std::string> principals(Judgement &J) {
  std::set<std::string> Found;
  for (const auto &[Name, R] : J.P.Records)
    if (J.Who.ofType(Name))
      Found.insert(J.P.text(Name));
  for (const SolvedFunction &F : J.P.Functions)
    for (const Parameter &A : F.Parameters)
      if (J.Who.isTextOrNumber(A.Type))
        if (auto Id = J.Who.ofName(J.P.text(A.Identifier)); Id && Id->Weight >= 1)
          Found.insert(J.P.text(A.Identifier));
  return Found;
}

static std::map<std::string, std::string> storages(Judgement &J) {
  std::map<std::string, std::string> Found;
  for (const SolvedFunction &F : J.P.Functions)
    for (const Effect &E : F.Effects) {
      bool Access = E.What == Event::Kind::Put || E.What == Event::Kind::Get || E.What == Event::Kind::Store ||
                    E.What == Event::Kind::Init || E.What == Event::Kind::Erase;
      if (!Access || E.Target == NoExpr || (E.Flags & (static_cast<uint32_t>(EffectLifted) | EventInConstructor)))
        continue;
      if (auto At = J.Where.at(F, E.Target); At && (At->IsStatic || At->Shared > 0.5))
        Found.emplace(At->Id, At->Display + " at " + where(J.P, E.At));
    }
  return Found;
}

std::vector<std::string> cutFunctions(const Program &P) {
  std::vector<std::string> Cut;
  for (const SolvedFunction &F : P.Functions)
    if (F.Flags & FunctionBroadened)
      Cut.push_back(P.text(F.Qualified));
  std::sort(Cut.begin(), Cut.end());
  Cut.erase(std::unique(Cut.begin(), Cut.end()), Cut.end());
  return Cut;
}

Coverage coverageOf(const Program &P) {
  Judgement J(P);
  Coverage C;
  C.Functions = static_cast<unsigned>(P.Functions.size());
  C.PrincipalTypes = static_cast<unsigned>(principals(J).size());
  C.Storages = static_cast<unsigned>(storages(J).size());
  C.Entries = static_cast<unsigned>(entries(J).size());
  // A text that only a caller knows is seen there; each place counts once.
  std::map<std::tuple<uint32_t, uint32_t, uint32_t>, bool> Places;
  for (uint32_t I = 0; I < P.Functions.size(); ++I)
    for (const judge::QuerySite &Q : J.queries(I)) {
      const SolvedFunction &F = P.Functions[I];
      bool Parsed = sql::readQuery(Q.Texts.front().Text).How == sql::Query::Reading::Parsed;
      Places[F.Effects[Q.Effect].Below.valid() ? F.Effects[Q.Effect].Origin.key() : F.Effects[Q.Effect].At.key()] |=
          Parsed;
    }
  C.Queries = static_cast<unsigned>(Places.size());
  for (const auto &[At, Parsed] : Places)
    C.ParsedQueries += Parsed;
  return C;
}

std::string dumpInventory(const Program &P) {
  Judgement J(P);
  std::string Text = "principals:\n";
  for (const std::string &Name : principals(J))
    Text += "  " + Name + "\n";
  Text += "storages:\n";
  for (const auto &[Id, Shown] : storages(J))
    Text += "  " + Shown + "\n";
  Text += "entries:\n";
  for (uint32_t I : entries(J)) {
    const SolvedFunction &F = P.Functions[I];
    Text += "  " + (F.Route.empty() ? "" : F.Route + ": ") + P.text(F.Qualified) + " at " + where(P, F.At) + "\n";
  }
  Text += "queries:\n" + dumpSql(P) + "unknown callees:\n";
  std::map<std::string, unsigned> Unknown;
  for (const SolvedFunction &F : P.Functions)
    for (const Effect &E : F.Effects)
      if (E.What == Event::Kind::Call && !(E.Flags & EffectLifted) && E.Value != NoExpr &&
          P.modelsOf(P[E.Value].Text).empty())
        if (auto D = P.Declarations.find(P[E.Value].Text); D != P.Declarations.end())
          ++Unknown[P.text(D->second.Qualified)];
  for (const auto &[Name, Count] : Unknown)
    Text += "  " + Name + " (" + std::to_string(Count) + ")\n";
  return Text;
}

} // namespace crosstalk
