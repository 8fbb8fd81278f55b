// crosstalk-unkeyed-cache, -weak-key and -stale-identity: a shared cache's value depends on a principal that its key
// does not name, or names badly.
//
// In:  every store into a storage that keeps things for later.  Out: the principals that the key leaves out.
#include "judge/Walk.h"
#include "rules/Caches.h"
#include "rules/FetchParts.h"
#include "rules/Pools.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using judge::Leftover;
using judge::Storage;

static bool mentions(const Program &P, ExprId In, ExprId What) {
  return judge::reaches(P, In, 24, [&](ExprId Part) { return Part == What ? judge::Step::Found : judge::Step::Into; });
}

static bool namedCache(const std::string &Text) {
  return judge::hasWord(Text, {"cache", "caches", "cached", "memo", "memoized", "lru", "ttl", "precomputed", "snapshot",
                               "snapshots", "prefetched"});
}

/// Whether a function returns what it finds in a storage.
static bool givesOut(Judgement &J, const SolvedFunction &F, const Storage &At) {
  return F.Returned != NoExpr && judge::reaches(J.P, F.Returned, 16, [&](ExprId Part) {
           const Expr &X = J.P[Part];
           if (X.Kind == Op::Compare)
             return judge::Step::Skip;
           auto From = X.Kind == Op::Element ? J.Where.at(F, X.Operands[0]) : std::nullopt;
           return From && From->Id == At.Id ? judge::Step::Found : judge::Step::Into;
         });
}

std::optional<Evidence> keptOnPurpose(Judgement &J, Site S, const Storage &At) {
  const Program &P = J.P;
  const SolvedFunction &F = P.Functions[S.Function];
  const Effect &E = effect(P, S);
  // Whoever takes it out is compared with its owner: a store of owned things, where nobody is given what a miss fills
  // in.
  if (isOwnedStore(J, At.Id) && !givesOut(J, F, At))
    return std::nullopt;
  if (E.What == Event::Kind::Init)
    return Evidence{"first-caller-wins", "the first caller's value is kept for everybody", 1.0};
  const Expr &Base = P[At.Base];
  ExprId Object = Base.Kind == Op::Field ? Base.Operands[0] : At.Base;
  for (const Condition &C : E.Conditions)
    if (mentions(P, C.Value, At.Base) || (At.Keys.empty() && Base.Kind == Op::Field && P[Object].Kind == Op::Field &&
                                          P.text(P[Object].Text) != "this" && mentions(P, C.Value, Object)))
      return Evidence{"fill-if-absent", "it is filled when the look-up finds nothing", 0.8};
  for (uint32_t I = 0; I < S.Effect; ++I) {
    const Effect &Get = F.Effects[I];
    if (Get.What == Event::Kind::Get && !At.Keys.empty() && Get.Value != E.Value)
      if (auto From = J.Where.at(F, Get.Target);
          From && From->Id == At.Id && !(Get.At == E.At && !(Get.Flags & EffectLifted)))
        return Evidence{"looked-up-first", "it is looked up before it is computed", 0.6};
  }
  for (ExprId Owner : At.Owners)
    if (namedCache(P.text(P[Owner].Type)) || namedCache(P.text(P[Owner].Hint)))
      return Evidence{"cache-name", "'" + At.Display + "' is named like a cache", 0.5};
  if (namedCache(At.Display) || namedCache(P.text(At.SlotType)))
    return Evidence{"cache-name", "'" + At.Display + "' is named like a cache", 0.5};
  return std::nullopt;
}

/// A key made of random bytes, and of nothing the requester says: the id of a new session.
static bool isDrawn(Judgement &J, ExprId Key) {
  if (J.Who.fromRequester(Key))
    return false;
  return judge::reaches(J.P, Key, 16, [&](ExprId Part) {
    const Expr &X = J.P[Part];
    auto D = X.Kind == Op::Call ? J.P.Declarations.find(X.Text) : J.P.Declarations.end();
    bool Draws = D != J.P.Declarations.end() &&
                 judge::hasWord(J.P.text(D->second.Qualified), {"rand", "random", "getrandom", "uuid", "nonce"});
    return Draws ? judge::Step::Found : judge::Step::Into;
  });
}

/// Keys that are themselves an identity: a registry of sessions, not a cache.
static bool keyIsIdentity(Judgement &J, const std::vector<ExprId> &Keys) {
  for (ExprId K : Keys) {
    const Expr &E = J.P[K];
    if (E.Kind == Op::Fresh || isDrawn(J, K))
      return true;
    auto Id = J.Who.of(K);
    if (Id && (Id->Kind == judge::PrincipalKind::Session || Id->Kind == judge::PrincipalKind::Credential))
      return true;
    if (E.Kind == Op::Call)
      if (auto D = J.P.Declarations.find(E.Text);
          D != J.P.Declarations.end() &&
          judge::hasWord(J.P.text(D->second.Qualified), {"random", "uuid", "generate", "fresh", "nonce"}) &&
          !J.Who.fromRequester(K))
        return true;
  }
  return false;
}

/// A vector or list that is searched for an entry: what the search compares is the key.
static std::optional<Evidence> storedInList(Judgement &J, Site S, CachePut &Out) {
  const Effect &E = effect(J.P, S);
  if (E.What != Event::Kind::Put || E.Key != NoExpr || E.Value == NoExpr || (E.Flags & EventInConstructor))
    return std::nullopt;
  auto At = J.Where.at(J.P.Functions[S.Function], E.Target);
  if (!At || At->IsLocal)
    return std::nullopt;
  if (At->Base == NoExpr)
    At->Base = E.Target;
  // A pool of connections is crosstalk-identity-blind-reuse's.
  if (namesConnection(judge::lastName(J.P.text(J.P[E.Value].Type))))
    return std::nullopt;
  std::vector<ExprId> Parts = matchedParts(J, *At, E.Value);
  // Records that the server numbers itself are no answers kept for who asks again.
  if (std::all_of(Parts.begin(), Parts.end(), [&](ExprId Part) {
        const Expr &X = J.P[Part];
        return (X.Kind == Op::Lossy && J.P.text(X.Text) == "count") || !J.Who.fromRequester(Part);
      }))
    return std::nullopt;
  Out.At = *At;
  Out.Keys = At->Keys;
  Out.Keys.insert(Out.Keys.end(), Parts.begin(), Parts.end());
  Out.Value = E.Value;
  return Evidence{"searched-first", "entries are searched for and handed out to whoever matches", 0.6};
}

static bool isCleared(Judgement &J, const Storage &At) {
  for (const SolvedFunction &F : J.P.Functions)
    for (const Effect &E : F.Effects)
      if (E.What == Event::Kind::Clear)
        if (auto Cleared = J.Where.at(F, E.Target); Cleared && Cleared->Id == At.Id)
          return true;
  return false;
}

/// Storage, keys and value of a store into a container or slot of the program.
static std::optional<Evidence> storedHere(Judgement &J, Site S, CachePut &Out) {
  const Program &P = J.P;
  const Effect &E = effect(P, S);
  bool Keyed = E.What == Event::Kind::Put && E.Key != NoExpr;
  bool Slot = E.What == Event::Kind::Store || E.What == Event::Kind::Append || E.What == Event::Kind::Init;
  if ((!Keyed && !Slot) || E.Value == NoExpr || (E.Flags & (EventInConstructor | EventUsesHandle)))
    return std::nullopt;
  // What a call leaves in a handle that it was given is that handle.
  if (P[E.Value].Kind == Op::Out && P.G.origin(E.Value) == P.G.origin(E.Target))
    return std::nullopt;
  auto At = J.Where.at(P.Functions[S.Function], E.Target);
  // A slot of a thread is crosstalk-thread-local-identity's; what is emptied somewhere is a memo of one request.
  if (!At || (At->IsThreadLocal && (!Keyed || isCleared(J, *At))) || At->IsCollection || At->InElement)
    return std::nullopt;
  if (Keyed && At->Base == NoExpr)
    At->Base = E.Target;
  Out.At = *At;
  Out.Keys = At->Keys;
  Out.Value = E.Value;
  if (Keyed) {
    Out.Keys.push_back(E.Key);
    Out.At.Keys.push_back(E.Key);
  }
  return keptOnPurpose(J, S, Out.At);
}

/// The same for a store by a call into a library's storage.
static std::optional<Evidence> storedByCall(Judgement &J, Site S, CachePut &Out) {
  auto Put = keptCall(J, J.P.Functions[S.Function], effect(J.P, S));
  if (!Put || !Put->Puts || Put->Value == NoExpr)
    return std::nullopt;
  Out.At = Put->At;
  Out.Keys = Put->Keys;
  Out.Value = Put->Value;
  return keptByCall(J, S, *Put);
}

std::vector<Alternative> alternatives(const Program &P, ExprId Value) {
  constexpr size_t Most = 12;
  std::vector<Alternative> Found{{Value, {}}};
  for (size_t I = 0; I < Found.size();) {
    const Expr &X = P[Found[I].Value];
    if (X.Kind != Op::Choice || Found.size() >= Most) {
      ++I;
      continue;
    }
    Alternative Else = Found[I];
    Found[I].When.push_back({X.Operands[0], false});
    Else.When.push_back({X.Operands[0], true});
    Else.Value = X.Operands[2];
    Found[I].Value = X.Operands[1];
    Found.push_back(std::move(Else));
  }
  return Found;
}

/// The conditions that choose between parts of a value.
static std::set<ExprId> choosing(const Program &P, ExprId Value) {
  std::set<ExprId> Found;
  judge::reaches(P, Value, 24, [&](ExprId Part) {
    if (P[Part].Kind == Op::Choice)
      Found.insert(P[Part].Operands[0]);
    return judge::Step::Into;
  });
  return Found;
}

/// The values that are stored, each with the key it gets: "if (detailed) { key += user.id; text += user.name; }".
static std::vector<Alternative> byKey(const Program &P, ExprId Value, const std::set<ExprId> &OfKeys) {
  constexpr size_t Most = 12;
  std::vector<Alternative> Found{{Value, {}}};
  if (OfKeys.empty())
    return Found;
  if (P[Value].Kind == Op::Choice)
    Found = alternatives(P, Value);
  for (ExprId Condition : choosing(P, Value))
    for (size_t I = 0, Count = OfKeys.count(Condition) ? Found.size() : 0; I < Count && Found.size() < Most; ++I) {
      Alternative Else = Found[I];
      Found[I].When.push_back({Condition, false});
      Else.When.push_back({Condition, true});
      Found.push_back(std::move(Else));
    }
  for (Alternative &A : Found)
    A.Value = judge::specialise(P, A.Value, judge::Facts(P, A.When));
  return Found;
}

static void addNew(std::vector<Leftover> From, std::vector<Leftover> &Into) {
  for (Leftover &L : From)
    if (std::none_of(Into.begin(), Into.end(), [&](const Leftover &O) { return O.Node == L.Node; }))
      Into.push_back(std::move(L));
}

/// Whether everybody who looks something up there has passed the condition.
static bool isAlwaysAsked(Judgement &J, const Condition &C, const Storage &At) {
  bool Found = false;
  for (uint32_t F = 0; F < J.P.Functions.size(); ++F)
    for (const Effect &E : isRoot(J.P, F) ? J.P.Functions[F].Effects : std::vector<Effect>{}) {
      auto From = E.What == Event::Kind::Get ? J.Where.at(J.P.Functions[F], E.Target) : std::nullopt;
      if (!From || From->Id != At.Id)
        continue;
      if (std::find(E.Conditions.begin(), E.Conditions.end(), C) == E.Conditions.end())
        return false;
      Found = true;
    }
  return Found;
}

/// What is the same for all who get to the storage: "if (user.role != Editor) return denied;" before the look-up too.
static std::vector<ExprId> settledParts(Judgement &J, const Effect &E, const Storage &At) {
  const Program &P = J.P;
  std::vector<ExprId> Parts;
  for (const Condition &C : E.Conditions) {
    const judge::Facts Alone(P, {C});
    for (const judge::Facts::Equality &Eq : Alone.equalities()) {
      ExprId Asked = P[Eq.Left].Kind == Op::Literal ? Eq.Right : Eq.Left;
      bool Settles = P[Eq.Left].Kind == Op::Literal || P[Eq.Right].Kind == Op::Literal;
      if (Settles && !Eq.NoCase && isAlwaysAsked(J, C, At))
        Parts.push_back(Asked);
    }
  }
  return Parts;
}

/// The principals of the value that the key, as it is where that value is stored, leaves out. Code gets all it holds.
static void leftUncovered(Judgement &J, const Effect &E, ExprId Value, CachePut &Out, judge::KeyCode &Code) {
  const Program &P = J.P;
  ExprId Selector = Out.Keys.empty() ? NoExpr : Out.Keys.back();
  judge::KeyCode Telling(P, J.Who);
  for (ExprId K : Out.Keys)
    Telling.add(judge::specialise(P, K, judge::Facts(P, E.Conditions)));
  for (ExprId C : recheckedParts(J, Out.At, Value, Selector))
    Telling.add(C);
  std::set<ExprId> OfKeys;
  for (ExprId K : Out.Keys)
    OfKeys.merge(choosing(P, K));
  for (const Alternative &A : byKey(P, Value, OfKeys)) {
    std::vector<Condition> Here = E.Conditions;
    Here.insert(Here.end(), A.When.begin(), A.When.end());
    const judge::Facts Known(P, Here);
    std::vector<ExprId> Parts;
    for (ExprId K : Out.Keys)
      Parts.push_back(judge::specialise(P, K, Known));
    for (ExprId C : recheckedParts(J, Out.At, A.Value, Selector))
      Parts.push_back(C);
    for (ExprId C : settledParts(J, E, Out.At))
      Parts.push_back(C);
    judge::KeyCode Local(P, J.Who);
    for (ExprId Part : Parts) {
      Local.add(Part);
      Code.add(Part);
    }
    // Who decides which of them it is decides the content, unless the key tells which.
    for (const Condition &C : A.When)
      if (!OfKeys.count(C.Value) && !Telling.encodes(C.Value))
        addNew(judge::leftovers(P, J.Who, C.Value, Local), Out.Left);
    for (const Condition &C : A.When)
      Local.add(C.Value);
    addNew(judge::leftovers(P, J.Who, contentOf(J, A.Value), Local), Out.Left);
  }
}

std::optional<CachePut> cachePut(Judgement &J, Site S) {
  const Program &P = J.P;
  const Effect &E = effect(P, S);
  CachePut Out;
  auto Kept = E.What == Event::Kind::Call ? storedByCall(J, S, Out) : storedHere(J, S, Out);
  if (!Kept)
    Kept = storedInList(J, S, Out);
  if (!Kept || P[Out.Value].Kind == Op::Lambda || J.Who.isResponseType(Out.At.OwnerClass))
    return std::nullopt;
  if (keyIsIdentity(J, Out.Keys) || !J.Where.isRead(Out.At))
    return std::nullopt;
  ExprId Value = judge::specialise(P, Out.Value, judge::Facts(P, E.Conditions));
  judge::KeyCode Code(P, J.Who);
  leftUncovered(J, E, Value, Out, Code);
  // The object that owns the storage may be the principal's own.
  std::erase_if(Out.Left, [&](const Leftover &L) {
    for (ExprId In = L.Node; P[In].Kind == Op::Field; In = P[In].Operands[0])
      for (ExprId Owner : Out.At.Owners)
        if (P[In].Operands[0] == Owner && P[Owner].Kind != Op::This && P.text(P[Owner].Text) != "this")
          return true;
    return false;
  });
  std::erase_if(Out.Left, [&](const Leftover &L) { return L.Who.Weight < 0.6 || L.Who.Kind == Out.At.Per; });
  // The id that a credential was looked up for names the same principal.
  std::erase_if(Out.Left, [&](const Leftover &L) {
    bool Authenticates = L.Who.Kind == judge::PrincipalKind::Credential || L.Who.Kind == judge::PrincipalKind::Session;
    return Authenticates && std::any_of(Code.exact().begin(), Code.exact().end(), [&](ExprId E) {
             return P[E].Kind == Op::Call && E != L.Node && mentions(P, E, L.Node);
           });
  });
  if (Out.Left.empty())
    return std::nullopt;
  Out.Value = Value;
  Out.Hashed = Code.isHashed();
  Out.Kept = *Kept;
  return Out;
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
    F.Reasons.push_back({"coverage-maybe", "a function that was not seen may put it into the key", -0.9});
  else
    F.Reasons.push_back(
        {"coverage-no",
         Put.Keys.empty() ? "there is no key" : "nothing in the key tells '" + describe(P, L.Node) + "' apart", 1.0});
  F.Reasons.push_back({"base", "prior", Bias});
  F.Exposed = exposed(P, Put.Value);
  F.Flows = {valueFlow(P, L, S), keyFlow(P, Put.Keys, S), readerFlow(J, Put.At, S)};
  finish(P, F);
  Out.push_back(std::move(F));
}

template <typename Select> static void eachCache(Judgement &J, Select Choose) {
  for (uint32_t F = 0; F < J.P.Functions.size(); ++F) {
    if (!isRoot(J.P, F))
      continue;
    for (uint32_t I = 0; I < J.P.Functions[F].Effects.size(); ++I) {
      Site S{F, I};
      auto Put = cachePut(J, S);
      if (!Put || !Choose(*Put))
        continue;
      // The lowest function in which it can be seen is where it is to be mended.
      for (auto B = below(J.P, S); B; B = below(J.P, *B)) {
        auto Lower = cachePut(J, *B);
        if (!Lower || !Choose(*Lower))
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

namespace {

struct Unkeyed {
  Judgement &J;
  Findings &Out;
  bool operator()(CachePut &Put) const {
    std::erase_if(Put.Left, [](const Leftover &L) { return L.Stale || L.Lossy; });
    return !Put.Left.empty();
  }
  void report(Site S, const CachePut &Put) const {
    const Program &P = J.P;
    std::string Who = describe(P, Put.Left.front().Node);
    std::string Message = Put.Keys.empty()
                              ? "'" + Put.At.Display +
                                    "' is filled once and shared by all callers, but its value depends on '" + Who +
                                    "' of the first one"
                              : "'" + Put.At.Display + "' is shared by all callers but its key '" +
                                    keyText(P, Put.Keys) + "' does not name '" + Who + "' that the value depends on";
    rules::report(J, S, Put, "crosstalk-unkeyed-cache", std::move(Message), -2.2, Out);
  }
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

struct Stale {
  Judgement &J;
  Findings &Out;
  bool operator()(CachePut &Put) const {
    bool Plain = std::any_of(Put.Left.begin(), Put.Left.end(), [](const Leftover &L) { return !L.Lossy && !L.Stale; });
    std::erase_if(Put.Left, [](const Leftover &L) { return !L.Stale; });
    return !Plain && !Put.Left.empty();
  }
  void report(Site S, const CachePut &Put) const {
    std::string Who = describe(J.P, Put.Left.front().Node);
    rules::report(J, S, Put, "crosstalk-stale-identity",
                  "the value in '" + Put.At.Display + "' depends on '" + Who +
                      "', which may change while the entry lives: the key names the user only",
                  -3.6, Out);
  }
};

} // namespace

void unkeyedCache(Judgement &J, Findings &Out) { eachCache(J, Unkeyed{J, Out}); }
void weakKey(Judgement &J, Findings &Out) { eachCache(J, Weak{J, Out}); }
void staleIdentity(Judgement &J, Findings &Out) { eachCache(J, Stale{J, Out}); }

} // namespace crosstalk::rules
