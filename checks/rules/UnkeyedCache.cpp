// crosstalk-unkeyed-cache, -weak-key and -stale-identity: a shared cache's value depends on a principal that its key
// does not name, or names badly.
//
// In:  every store into a storage that keeps things for later.  Out: the principals that the key leaves out.
#include "judge/Files.h"
#include "judge/Walk.h"
#include "rules/Caches.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using judge::Leftover;

/// The id that a credential was looked up for names the same principal: "verify(token)", "verify(token).userId".
static bool isLookedUpBy(Judgement &J, ExprId Id, ExprId Credential) {
  const Program &P = J.P;
  if (P[Id].Kind == Op::Field && judge::tellsApart(J.Who, P.text(P[Id].Text)))
    Id = P.G.origin(P[Id].Operands[0]);
  return P[Id].Kind == Op::Call && Id != Credential && judge::mentions(P, Id, Credential);
}

static std::optional<CachePut> judgePut(Judgement &J, Site S, double KnownAbove) {
  const Program &P = J.P;
  const Effect &E = effect(P, S);
  CachePut Out;
  auto Kept = storedForLater(J, S, Out);
  if (!Kept || P[Out.Value].Kind == Op::Lambda || J.Who.isResponseType(Out.At.OwnerClass))
    return std::nullopt;
  // What nothing says is shared is the object of whoever asks.
  double Shared = std::max(Out.At.Shared, KnownAbove);
  if (!J.Where.isRead(Out.At) || (!Out.At.IsStatic && !Out.At.External && Shared <= 0))
    return std::nullopt;
  ExprId Value = judge::specialise(P, Out.Value, judge::Facts(P, E.Conditions));
  judge::KeyCode Code(P, J.Who);
  leftUncovered(J, E, Value, Out, Code);
  dropDecided(P, E, Out.Left);
  // The object that owns the storage may be the principal's own.
  std::erase_if(Out.Left, [&](const Leftover &L) {
    for (ExprId In = L.Node; P[In].Kind == Op::Field; In = P[In].Operands[0])
      for (ExprId Owner : Out.At.Owners)
        if (P[In].Operands[0] == Owner && P[Owner].Kind != Op::This && P.text(P[Owner].Text) != "this")
          return true;
    return false;
  });
  std::erase_if(Out.Left, [&](const Leftover &L) { return L.Who.Weight < 0.6 || L.Who.Kind == Out.At.Per; });
  // What is kept on disk to sign in with elsewhere is the machine's own.
  const bool OnDisk = judge::isFile(P, Out.At.Base);
  std::erase_if(Out.Left, [&](const Leftover &L) {
    return OnDisk && (L.Who.Kind == judge::PrincipalKind::Credential || L.Who.Kind == judge::PrincipalKind::Secret);
  });
  std::erase_if(Out.Left, [&](const Leftover &L) {
    bool Authenticates = L.Who.Kind == judge::PrincipalKind::Credential || L.Who.Kind == judge::PrincipalKind::Session;
    return Authenticates &&
           std::any_of(Code.exact().begin(), Code.exact().end(), [&](ExprId E) { return isLookedUpBy(J, E, L.Node); });
  });
  // "desks[handle] = peer": where somebody is connected at the moment, which is no answer to anybody.
  bool OfSomebody = std::any_of(Out.Keys.begin(), Out.Keys.end(), [&](ExprId K) { return J.Who.of(K).has_value(); });
  std::erase_if(Out.Left, [&](const Leftover &L) {
    return OfSomebody && L.Who.Kind == judge::PrincipalKind::Device && P.G.origin(L.Node) == P.G.origin(Value);
  });
  Out.Value = Value;
  if (Out.Left.empty())
    if (auto Whole = ofWholeRequest(J, E, Out))
      Out.Left.push_back(std::move(*Whole));
  if (Out.Left.empty())
    return std::nullopt;
  Out.Hashed = Code.isHashed();
  Out.Kept = *Kept;
  return Out;
}

std::optional<CachePut> cachePut(Judgement &J, Site S, double KnownAbove) {
  if (KnownAbove != 0)
    return judgePut(J, S, KnownAbove);
  auto [It, New] = J.Puts.try_emplace({S.Function, S.Effect});
  if (New)
    if (auto Put = judgePut(J, S, 0))
      It->second = std::make_shared<const CachePut>(std::move(*Put));
  return It->second ? std::optional(*It->second) : std::nullopt;
}

static std::string keyText(const Program &P, const std::vector<ExprId> &Keys) {
  std::string Text;
  for (ExprId K : Keys)
    Text += (Text.empty() ? "" : ", ") + describe(P, K);
  return Text;
}

static void report(Judgement &J, Site S, const CachePut &Put, std::string_view Rule, std::string Message, double Bias,
                   Findings &Out) {
  const Program &P = J.P;
  const Leftover &L = Put.Left.front();
  Finding F = make(P, Rule, S, Put.At.Display, describe(P, L.Node));
  F.Key = keyText(P, Put.Keys);
  F.Message = std::move(Message);
  F.Reasons.push_back({"principal", L.Who.Why, L.Who.Weight});
  double Shared = std::clamp(Put.At.Shared, -3.0, 3.0);
  for (const Evidence &W : Put.At.Why)
    F.Reasons.push_back({W.Id, W.Text, 0});
  F.Reasons.push_back({"shared", "'" + Put.At.Display + "' is shared between requests", Shared});
  F.Reasons.push_back(Put.Kept);
  if (L.Maybe)
    F.Reasons.push_back({"coverage-maybe", "a function that was not seen may put it into the key", -3.6});
  else
    F.Reasons.push_back(
        {"coverage-no",
         Put.Keys.empty() ? "there is no key" : "nothing in the key tells '" + describe(P, L.Node) + "' apart", 1.0});
  F.Reasons.push_back({"base", "prior", Bias});
  F.Exposed = exposed(P, Put.Value);
  addReach(J, F, Put.At);
  F.Flows = {valueFlow(P, L, S), keyFlow(P, Put.Keys, S), readerFlow(J, Put.At, S)};
  finish(P, F);
  Out.push_back(std::move(F));
}

/// Whether all that the key leaves out is in a closure that the function was handed: whoever made both is to be mended.
static bool isBuiltForCaller(const Program &P, const CachePut &Put) {
  return std::all_of(Put.Left.begin(), Put.Left.end(), [&](const Leftover &L) {
    const Expr &Root = P[P.G.root(L.Node)];
    return Root.Kind == Op::Param && P.text(Root.Type) == "<lambda>";
  });
}

template <typename Select> static void eachCache(Judgement &J, Select Choose) {
  std::set<std::pair<uint32_t, ExprId>> Written; // a file is written piece by piece
  for (uint32_t F = 0; F < J.P.Functions.size(); ++F) {
    if (!isRoot(J.P, F))
      continue;
    for (uint32_t I = 0; I < J.P.Functions[F].Effects.size(); ++I) {
      Site S{F, I};
      auto Put = cachePut(J, S);
      if (!Put || !Choose(*Put))
        continue;
      if (judge::isFile(J.P, Put->At.Base) && !Written.insert({F, Put->At.Base}).second)
        continue;
      // The lowest function in which it can be seen is where it is to be mended.
      for (auto B = below(J.P, S); B; B = below(J.P, *B)) {
        auto Lower = cachePut(J, *B, Put->At.Shared);
        if (!Lower || !Choose(*Lower) || isBuiltForCaller(J.P, *Lower))
          break;
        S = *B;
        // Who shares it is known better where the object is.
        if (Lower->At.Shared < Put->At.Shared) {
          Lower->At.Shared = Put->At.Shared;
          Lower->At.Why = Put->At.Why;
        }
        Put = std::move(Lower);
      }
      Choose.report(S, *Put);
    }
  }
}

void reportUnkeyed(Judgement &J, Site S, const CachePut &Put, Findings &Out) {
  const Program &P = J.P;
  std::string Who = describe(P, Put.Left.front().Node);
  std::string Message = Put.Keys.empty()
                            ? "'" + Put.At.Display +
                                  "' is filled once and shared by all callers, but its value depends on '" + Who +
                                  "' of the first one"
                            : "'" + Put.At.Display + "' is shared by all callers but its key '" + keyText(P, Put.Keys) +
                                  "' does not name '" + Who + "' that the value depends on";
  report(J, S, Put, "crosstalk-unkeyed-cache", std::move(Message), -2.2, Out);
}

namespace {

struct Unkeyed {
  Judgement &J;
  Findings &Out;
  bool operator()(CachePut &Put) const {
    std::erase_if(Put.Left, [](const Leftover &L) { return L.Stale || L.Lossy; });
    return !Put.Left.empty();
  }
  void report(Site S, const CachePut &Put) const { reportUnkeyed(J, S, Put, Out); }
};

struct Weak {
  Judgement &J;
  Findings &Out;
  bool operator()(CachePut &Put) const {
    bool Plain = std::any_of(Put.Left.begin(), Put.Left.end(), [](const Leftover &L) { return !L.Lossy && !L.Stale; });
    std::erase_if(Put.Left, [](const Leftover &L) { return !L.Lossy; });
    return !Plain && !Put.Left.empty();
  }
  void report(Site S, const CachePut &Put) const {
    std::string Who = describe(J.P, Put.Left.front().Node);
    rules::report(J, S, Put, "crosstalk-weak-key",
                  "the key '" + keyText(J.P, Put.Keys) + "' of '" + Put.At.Display + "' holds '" + Who +
                      "' in a form that does not tell all principals apart",
                  -2.6, Out);
  }
};

/// Whether some function takes entries out, and puts none in: "onRolesChanged() { decisions_.clear(); }".
static bool isInvalidated(Judgement &J, const judge::Storage &At) {
  std::set<uint32_t> Fills;
  for (Site S : accesses(J, Event::Kind::Put, At.Id))
    Fills.insert(S.Function);
  auto Empties = [&](Event::Kind What) {
    const std::vector<Site> &Sites = accesses(J, What, At.Id);
    return std::any_of(Sites.begin(), Sites.end(), [&](Site S) {
      bool Lives = !(J.P.Functions[S.Function].Flags & (FunctionIsConstructor | FunctionIsDestructor));
      return Lives && !Fills.count(S.Function);
    });
  };
  return Empties(Event::Kind::Clear) || Empties(Event::Kind::Erase);
}

/// "user.isLecturer": a yes or no that is noted with somebody. Roles are given, taken and switched.
static bool isTrait(const Program &P, ExprId E) { return P[E].Kind == Op::Field && P.text(P[E].Type) == "bool"; }

struct Stale {
  Judgement &J;
  Findings &Out;
  bool operator()(CachePut &Put) const {
    bool Plain = std::any_of(Put.Left.begin(), Put.Left.end(), [](const Leftover &L) { return !L.Lossy && !L.Stale; });
    std::erase_if(Put.Left, [](const Leftover &L) { return !L.Stale; });
    return !Plain && !Put.Left.empty() && !isInvalidated(J, Put.At);
  }
  void report(Site S, const CachePut &Put) const {
    std::string Who = describe(J.P, Put.Left.front().Node);
    rules::report(J, S, Put, "crosstalk-stale-identity",
                  "the value in '" + Put.At.Display + "' depends on '" + Who +
                      "', which may change while the entry lives: the key names the user only",
                  isTrait(J.P, Put.Left.front().Node) ? -6.6 : -3.6, Out);
  }
};

} // namespace

void unkeyedCache(Judgement &J, Findings &Out) {
  eachCache(J, Unkeyed{J, Out});
  tableCaches(J, Out);
}
void weakKey(Judgement &J, Findings &Out) { eachCache(J, Weak{J, Out}); }
void staleIdentity(Judgement &J, Findings &Out) { eachCache(J, Stale{J, Out}); }

} // namespace crosstalk::rules
