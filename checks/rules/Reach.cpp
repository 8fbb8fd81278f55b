// Through which entries requests write and read a storage: whoever decides about a leak at night asks that first.
//
// In:  the storage of a finding.  Out: its routes, or the names of the handlers where no route is known.
#include "rules/Rule.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;

static constexpr size_t MaxNamed = 6; ///< more than a reader takes in

bool mayBeEntered(const Program &P, uint32_t Function) {
  const SolvedFunction &F = P.Functions[Function];
  if (F.IsEntry || (F.Flags & MarkEntry))
    return true;
  bool Open = F.Callers.empty() || (F.Flags & FunctionIsLambda);
  return Open && !F.Parameters.empty() && !(F.Flags & (FunctionIsMain | FunctionIsConstructor | FunctionIsDestructor));
}

bool isRegistered(Judgement &J, const SolvedFunction &F) {
  if (!J.Entered) {
    J.Entered.emplace();
    for (const SolvedFunction &Each : J.P.Functions)
      if (Each.IsEntry)
        J.Entered->insert(Each.Symbol);
  }
  return J.Entered->count(F.Symbol);
}

std::string entryName(const Program &P, const SolvedFunction &F) {
  if (!F.Route.empty())
    return F.Route;
  std::string Name = P.text(F.Qualified);
  if (size_t At = Name.find("::(lambda)"); At != std::string::npos)
    return "a handler in " + judge::lastName(Name.substr(0, std::min(At, Name.find('('))));
  return Name;
}

static bool writes(Judgement &J, const SolvedFunction &F, const Effect &E, const judge::Storage &S) {
  bool Write = E.What == Event::Kind::Put || E.What == Event::Kind::Store || E.What == Event::Kind::Append ||
               E.What == Event::Kind::Init;
  if (!Write || E.Target == NoExpr)
    return false;
  auto At = J.Where.at(F, E.Target);
  return At && At->Id == S.Id;
}

/// "cache[key] = value": the look-up finds the place that the store fills, and hands nothing out.
static bool findsPlace(const SolvedFunction &F, const Effect &Get) {
  return std::any_of(F.Effects.begin(), F.Effects.end(), [&](const Effect &E) {
    return E.What == Event::Kind::Put && E.Target == Get.Target && E.Origin.key() == Get.Origin.key();
  });
}

static bool reads(Judgement &J, const SolvedFunction &F, const Effect &E, const Expr &Base) {
  if (E.What == Event::Kind::Get)
    return isMadeOf(J.P, Base, E.Target) && !findsPlace(F, E);
  bool Shows = E.What == Event::Kind::Return || E.What == Event::Kind::Call;
  return Shows && E.Value != NoExpr && isMadeOf(J.P, Base, E.Value);
}

static void add(std::vector<std::string> &To, const std::string &Name) {
  if (To.size() < MaxNamed && std::find(To.begin(), To.end(), Name) == To.end())
    To.push_back(Name);
}

void addReach(Judgement &J, Finding &To, const judge::Storage &S) {
  const Program &P = J.P;
  const Expr Base = P[S.Base];
  for (uint32_t I = 0; I < P.Functions.size(); ++I) {
    const SolvedFunction &F = P.Functions[I];
    if (!mayBeEntered(P, I) || !F.Callers.empty() || (!F.IsEntry && isRegistered(J, F)))
      continue;
    for (const Effect &E : F.Effects) {
      if (writes(J, F, E, S))
        add(To.Writers, entryName(P, F));
      else if (reads(J, F, E, Base))
        add(To.Readers, entryName(P, F));
    }
  }
  std::sort(To.Writers.begin(), To.Writers.end());
  std::sort(To.Readers.begin(), To.Readers.end());
}

void addReach(Judgement &J, Finding &To, uint32_t Function, Access How) {
  const Program &P = J.P;
  std::vector<uint32_t> Open{Function};
  std::vector<std::string> Registered, Uncalled; // who registers handlers is none itself
  for (size_t I = 0; I < Open.size() && I < 200; ++I) {
    const SolvedFunction &F = P.Functions[Open[I]];
    if (mayBeEntered(P, Open[I]) && (F.IsEntry || isRegistered(J, F)))
      add(Registered, entryName(P, F));
    else if (mayBeEntered(P, Open[I]) && F.Callers.empty())
      add(Uncalled, entryName(P, F));
    for (uint32_t C : F.Callers)
      if (std::find(Open.begin(), Open.end(), C) == Open.end())
        Open.push_back(C);
  }
  (How == Access::Write ? To.Writers : To.Readers) = Registered.empty() ? Uncalled : Registered;
  std::sort(To.Writers.begin(), To.Writers.end());
  std::sort(To.Readers.begin(), To.Readers.end());
}

} // namespace crosstalk::rules
