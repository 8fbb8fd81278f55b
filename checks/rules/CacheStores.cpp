// Which stores keep something to answer later requests: a slot, a map, a searched list, or a library's storage that is
// filled when a look-up finds nothing, that is named like a cache, or that the first caller fills for all.
//
// In:  an effect.  Out: the storage, its keys, the value, and why it is a cache.
#include "judge/Walk.h"
#include "rules/Caches.h"
#include "rules/FetchParts.h"
#include "rules/Pools.h"
#include "rules/Slots.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using judge::Storage;

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
           auto From = X.Kind == Op::Element ? J.Where.at(F, Part) : std::nullopt;
           return From && From->Id == At.Id ? judge::Step::Found : judge::Step::Into;
         });
}

/// "if (event.ptr != NULL)": the object is there already, nothing is looked up.
static bool saysPresent(const Program &P, const Condition &C, ExprId Object) {
  bool Negated = C.Negated;
  ExprId Asked = C.Value;
  for (; P[Asked].Kind == Op::Not; Asked = P[Asked].Operands[0])
    Negated = !Negated;
  const Expr &X = P[Asked];
  if (Asked == Object)
    return !Negated;
  if (X.Kind != Op::Compare || (X.Operands[0] != Object && X.Operands[1] != Object))
    return false;
  bool WithNothing = judge::constantTruth(P, X.Operands[X.Operands[0] == Object ? 1 : 0]) == false;
  bool Equal = static_cast<Relation>(X.Index) == Relation::Equal;
  return WithNothing && (Equal || static_cast<Relation>(X.Index) == Relation::NotEqual) && Equal == Negated;
}

/// "if (inserted)", "if (it == end)": nothing was there yet.
static bool saysAbsent(const Program &P, const Condition &C) {
  bool Negated = C.Negated;
  ExprId Asked = C.Value;
  for (; P[Asked].Kind == Op::Not; Asked = P[Asked].Operands[0])
    Negated = !Negated;
  const Expr &X = P[Asked];
  if (X.Kind != Op::Compare || (static_cast<Relation>(X.Index) == Relation::Equal) == Negated)
    return false;
  return judge::constantTruth(P, X.Operands[0]) == false || judge::constantTruth(P, X.Operands[1]) == false;
}

/// A call that takes from the client what it sends: "recv(slot->fd, slot->line, size, 0)".
static bool readsRequest(const Program &P, const Expr &Call) {
  if (Call.Kind != Op::Call)
    return false;
  const auto &Models = P.modelsOf(Call.Text);
  return std::any_of(Models.begin(), Models.end(), [](const Model *M) {
    return M->OutArgument != Nowhere && M->Source != SourceKind::None && M->Source != SourceKind::Row;
  });
}

/// Whether a condition asks for what is stored. What a client sent into a buffer of the object is no look-up of it.
static bool asksFor(const Program &P, ExprId Condition, ExprId Stored) {
  return judge::reaches(P, Condition, 24, [&](ExprId Part) {
    if (Part == Stored)
      return judge::Step::Found;
    const Expr &X = P[Part];
    bool Sent = X.Kind == Op::Out || X.Kind == Op::Insert || readsRequest(P, X);
    return Sent ? judge::Step::Skip : judge::Step::Into;
  });
}

/// "m[k] = v" names the element before it is written: nothing is looked up.
static bool isOfAssignment(const Effect &Get, const Effect &Put) {
  bool SameLine = Get.Origin.File == Put.Origin.File && Get.Origin.Line == Put.Origin.Line;
  return Get.At == Put.At ? !(Get.Flags & EffectLifted) || SameLine : SameLine && Get.Key == Put.Key;
}

/// A key that is another one each time; not "services[typeid(Service)]".
static bool isVariable(const Program &P, ExprId Key) {
  return Key != NoExpr && judge::reaches(P, Key, 8, [&](ExprId Part) {
           Op Kind = P[Part].Kind;
           bool Varies =
               Kind == Op::Param || Kind == Op::Field || Kind == Op::Element || Kind == Op::Each || Kind == Op::Out;
           return Varies ? judge::Step::Found : judge::Step::Into;
         });
}

/// Whether a place is in what some key finds in a collection, on any of the ways to it.
static bool isInFound(const Program &P, ExprId Place, int Depth = 12) {
  const Expr &X = P[Place];
  if (Depth == 0)
    return false;
  if (X.Kind == Op::Choice || X.Kind == Op::Join)
    return std::any_of(X.Operands.begin() + (X.Kind == Op::Choice ? 1 : 0), X.Operands.end(),
                       [&](ExprId O) { return isInFound(P, O, Depth - 1); });
  if (X.Kind == Op::Field)
    return isInFound(P, P.G.origin(X.Operands[0]), Depth - 1);
  return X.Kind == Op::Element && isVariable(P, X.Operands[1]);
}

/// A store into a field of what was found: "found->nick = nick".
static bool isPartOfFound(const Program &P, const Effect &E) {
  return E.What == Event::Kind::Store && P[P.G.origin(E.Target)].Kind != Op::Element &&
         isInFound(P, P.G.origin(E.Target));
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
  // "found->nick = nick": what was found is changed, unless it is that part that was missing.
  const bool Found = isPartOfFound(P, E);
  for (const Condition &C : E.Conditions)
    if ((asksFor(P, C.Value, At.Base) && (!Found || saysAbsent(P, C) || asksFor(P, C.Value, E.Target))) ||
        (At.Keys.empty() && Base.Kind == Op::Field && P[Object].Kind == Op::Field && P.text(P[Object].Text) != "this" &&
         !saysPresent(P, C, Object) && asksFor(P, C.Value, Object)))
      return Evidence{"fill-if-absent", "it is filled when the look-up finds nothing", 0.8};
  for (uint32_t I = 0; I < S.Effect; ++I) {
    const Effect &Get = F.Effects[I];
    if (Get.What == Event::Kind::Get && !At.Keys.empty() && Get.Value != E.Value)
      if (auto From = J.Where.ofElement(F, Get); From && From->Id == At.Id && !isOfAssignment(Get, E))
        return Evidence{"looked-up-first", "it is looked up before it is computed", 0.6};
  }
  for (ExprId Owner : At.Owners)
    if (namedCache(P.text(P[Owner].Type)) || namedCache(P.text(P[Owner].Hint)))
      return Evidence{"cache-name", "'" + At.Display + "' is named like a cache", 0.5};
  if (namedCache(At.Display) || namedCache(P.text(At.SlotType)))
    return Evidence{"cache-name", "'" + At.Display + "' is named like a cache", 0.5};
  return std::nullopt;
}

/// "RAND_bytes(...)", "letter(engine)" of a std::uniform_int_distribution, "read(/dev/urandom)".
static bool draws(const Program &P, const Expr &X) {
  if (X.Kind == Op::Literal)
    return (X.Flags & LiteralIsString) && P.text(X.Text).ends_with("/dev/urandom");
  if (X.Kind != Op::Call && X.Kind != Op::Construct)
    return false;
  auto Named = [](const std::string &Name) {
    return judge::hasWord(Name, {"rand", "random", "getrandom", "urandom", "uuid", "nonce", "rng", "csprng"});
  };
  auto D = P.Declarations.find(X.Text);
  const std::string &Class = D == P.Declarations.end() ? P.text(X.Type) : P.text(D->second.Class);
  return Named(P.calleeOf(X)) || Named(Class) ||
         (Class.starts_with("std::") && judge::hasWord(Class, {"distribution", "engine"}));
}

/// A key made of random bytes, and of nothing the requester says: the id of a new session.
static bool isDrawn(Judgement &J, ExprId Key) {
  return !J.Who.fromRequester(Key) && judge::reaches(J.P, Key, 16, [&](ExprId Part) {
    return draws(J.P, J.P[Part]) ? judge::Step::Found : judge::Step::Into;
  });
}

/// "running[++last]": what the server numbers itself is another one each time.
static bool isNextNumber(const Program &P, const Expr &Key) {
  return Key.Kind == Op::Lossy && P.text(Key.Text) == "count" && P[Key.Operands[0]].Kind == Op::Field;
}

/// "std::map<PeerId, std::string> names": the number of an open connection, which nobody shares; no address.
static bool isConnectionNumber(Judgement &J, ExprId Key, const judge::Identity &Id) {
  return Id.Kind == judge::PrincipalKind::Device && judge::isNumber(J.P.text(J.P[Key].Type));
}

/// "session.id", "session.token": which session it is; "session.role" is what many have in common.
static bool isSessionItself(Judgement &J, ExprId Key) {
  const Expr &E = J.P[Key];
  if (E.Kind != Op::Field || E.Operands[0] == NoExpr || !J.Who.ofType(J.P[E.Operands[0]].Type))
    return true;
  return judge::hasWord(J.P.text(E.Text), {"id", "sid", "session", "token", "cookie", "key", "uuid", "guid", "handle",
                                           "hash", "number", "no", "nr", "ticket", "secret"});
}

/// Keys that are themselves an identity: a registry of sessions, not a cache.
static bool keyIsIdentity(Judgement &J, const std::vector<ExprId> &Keys) {
  for (ExprId K : Keys) {
    const Expr &E = J.P[K];
    if (E.Kind == Op::Fresh || isDrawn(J, K) || isNextNumber(J.P, E))
      return true;
    auto Id = J.Who.of(K);
    if (Id && ((Id->Kind == judge::PrincipalKind::Session && isSessionItself(J, K)) ||
               Id->Kind == judge::PrincipalKind::Credential || isConnectionNumber(J, K, *Id)))
      return true;
    if (E.Kind == Op::Call && !J.Who.fromRequester(K) &&
        judge::hasWord(J.P.calleeOf(E), {"random", "uuid", "generate", "fresh", "nonce"}))
      return true;
  }
  return false;
}

/// "entry->file == file": the caller's own object says whose the entry is, whatever else it holds.
static bool isOfOneObject(Judgement &J, const std::vector<ExprId> &Parts) {
  return std::any_of(Parts.begin(), Parts.end(), [&](ExprId Part) {
    const RecordInfo *R = J.P.record(J.P[Part].Type);
    return R && !(R->Flags & RecordIsSystem) && !J.Who.isTextOrNumber(J.P[Part].Type);
  });
}

/// What is asked for has fields that no object of this type could have: it is another kind that is found.
static bool isOfOtherKind(const Program &P, ExprId Value, const std::vector<ExprId> &Parts) {
  const Name Type = P[Value].Type;
  return P.record(Type) && std::any_of(Parts.begin(), Parts.end(), [&](ExprId Part) {
           const Expr &X = P[Part];
           return X.Kind == Op::Field && P.G.origin(X.Operands[0]) == P.G.origin(Value) &&
                  !mayHaveField(P, Type, X.Text);
         });
}

/// The storages whose elements are compared with somebody before they are handed out.
static std::set<std::string> askedFor(Judgement &J) {
  std::set<std::string> Found;
  for (const Acceptance &A : acceptances(J)) {
    bool Somebody = std::any_of(A.Compared.begin(), A.Compared.end(), [&](const std::string &Path) {
      auto Id = J.Who.ofName(Path.substr(Path.rfind('.') + 1));
      return Id && Id->Kind != judge::PrincipalKind::Device;
    });
    if (auto From = Somebody ? J.Where.at(J.P.Functions[A.At.Function], A.Element) : std::nullopt)
      Found.insert(From->Id);
  }
  return Found;
}

/// Whether an entry of a linked list is asked for somebody before it is used, in whatever way:
/// crosstalk-identity-blind-reuse knows what such a match leaves out.
static bool isAskedForSomebody(Judgement &J, const Storage &At, const std::vector<ExprId> &Parts) {
  auto TellsWho = [&](ExprId Part) {
    auto Id = J.Who.of(Part);
    return Id && Id->Kind != judge::PrincipalKind::Device ? judge::Step::Found : judge::Step::Into;
  };
  for (ExprId Part : Parts)
    if (judge::reaches(J.P, Part, 8, TellsWho))
      return true;
  if (!J.AskedFor)
    J.AskedFor = askedFor(J);
  return J.AskedFor->count(At.Id);
}

/// A vector or list that is searched for an entry: what the search compares is the key.
static std::optional<Evidence> storedInList(Judgement &J, Site S, CachePut &Out) {
  const Effect &E = effect(J.P, S);
  bool Adds = (E.What == Event::Kind::Put && E.Key == NoExpr) || judge::addsInFront(J.P, E);
  if (!Adds || E.Value == NoExpr || (E.Flags & EventInConstructor))
    return std::nullopt;
  auto At = J.Where.at(J.P.Functions[S.Function], E.Target);
  if (!At || At->IsLocal)
    return std::nullopt;
  if (At->Base == NoExpr)
    At->Base = E.Target;
  // A pool of connections is crosstalk-identity-blind-reuse's.
  const Name Type = J.P[E.Value].Type;
  if (namesConnection(judge::lastName(J.P.text(Type))) || isForAll(J.P, Type))
    return std::nullopt;
  std::vector<ExprId> Parts = matchedParts(J, *At, E.Value);
  if (isOfOneObject(J, Parts) || isOfOtherKind(J.P, E.Value, Parts) ||
      (E.What == Event::Kind::Store && isAskedForSomebody(J, *At, Parts)))
    return std::nullopt;
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

/// Emptied when a request ends, or begins. Not where the request asks for it, or where the storage has grown too large.
static bool isCleared(Judgement &J, const Storage &At) {
  auto IsOnDemand = [&](const Condition &C) {
    return J.Who.fromRequester(C.Value) || judge::reaches(J.P, C.Value, 8, [&](ExprId Part) {
             return Part == At.Base || J.Who.fromRequester(Part) ? judge::Step::Found : judge::Step::Into;
           });
  };
  const std::vector<Site> &Clears = accesses(J, Event::Kind::Clear, At.Id);
  return std::any_of(Clears.begin(), Clears.end(), [&](Site S) {
    const SolvedFunction &F = J.P.Functions[S.Function];
    const std::vector<Condition> &Asked = effect(J.P, S).Conditions;
    return (F.Callers.empty() || (F.Flags & FunctionIsDestructor)) &&
           std::none_of(Asked.begin(), Asked.end(), IsOnDemand);
  });
}

/// Storage, keys and value of a store into a container or slot of the program.
static std::optional<Evidence> storedHere(Judgement &J, Site S, CachePut &Out) {
  const Program &P = J.P;
  const Effect &E = effect(P, S);
  bool Keyed = E.What == Event::Kind::Put && E.Key != NoExpr;
  bool Slot = E.What == Event::Kind::Store || E.What == Event::Kind::Append || E.What == Event::Kind::Init;
  if ((!Keyed && !Slot) || E.Value == NoExpr || (E.Flags & (EventInConstructor | EventUsesHandle | EffectKept)) ||
      countsOn(P, E) || isGivenUp(P, E))
    return std::nullopt;
  // What a call leaves in a handle that it was given is that handle.
  if (isSameHandle(P, E.Value, E.Target))
    return std::nullopt;
  auto At = Keyed ? J.Where.ofElement(P.Functions[S.Function], E) : J.Where.at(P.Functions[S.Function], E.Target);
  // A slot of a thread, or a constant name in a table of them, is crosstalk-thread-local-identity's; what is emptied
  // somewhere is a memo of one request.
  auto IsConstant = [&](ExprId Key) { return P[Key].Kind == Op::Literal; };
  bool Slotted = !Keyed || (IsConstant(E.Key) && At && std::all_of(At->Keys.begin(), At->Keys.end(), IsConstant));
  if (!At || (At->IsThreadLocal && (Slotted || isCleared(J, *At))) || At->IsCollection)
    return std::nullopt;
  if (Keyed && At->Base == NoExpr)
    At->Base = E.Target;
  // What stays in an object that is used again is crosstalk-unreset-pooled-object's.
  if (!Keyed && isTableSlot(J, objectClass(P, *At)))
    return std::nullopt;
  if (At->InElement && !(Keyed && At->InShard))
    return std::nullopt;
  Out.At = *At;
  Out.Keys = At->Keys;
  Out.Value = E.Value;
  if (Keyed) {
    Out.Keys.push_back(E.Key);
    Out.At.Keys.push_back(E.Key);
  }
  auto Why = keptOnPurpose(J, S, Out.At);
  return Why && !Keyed && isEmptiedFirst(J, S, Out.At) ? std::nullopt : Why;
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

std::optional<Evidence> storedForLater(Judgement &J, Site S, CachePut &Out) {
  auto Kept = effect(J.P, S).What == Event::Kind::Call ? storedByCall(J, S, Out) : storedHere(J, S, Out);
  if (!Kept)
    Kept = storedInList(J, S, Out);
  return keyIsIdentity(J, Out.Keys) ? std::nullopt : Kept;
}

} // namespace crosstalk::rules
