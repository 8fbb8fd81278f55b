// Fetches that are not SQL: in-memory stores of owned objects, repositories that were not seen, Redis by a request's
// id.
//
// In:  look-ups and removals under a key.  Out: findings where the element has an owner and nobody compared it.
#include "ir/Marks.h"
#include "judge/Walk.h"
#include "rules/Caches.h"
#include "rules/FetchParts.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;
using sql::HoleNature;

/// The field by which people sign in: "email" of a record that also keeps a password.
static bool signsIn(const Program &P, std::string_view Field) {
  if (!sql::loginColumnByName(Field))
    return false;
  return std::any_of(P.Records.begin(), P.Records.end(), [&](const auto &Entry) {
    const std::vector<ir::Field> &Fields = Entry.second.Fields;
    auto Has = [&](auto Test) { return std::any_of(Fields.begin(), Fields.end(), Test); };
    return Has([&](const ir::Field &F) { return P.text(F.Identifier) == Field; }) &&
           Has([&](const ir::Field &F) { return sql::credentialColumnByName(P.text(F.Identifier)); });
  });
}

/// "subject" of a letter or a ticket is what it is about; of a token it is whom it was made for.
static bool isTopic(const Program &P, const RecordInfo &R, const Field &F) {
  return P.text(F.Identifier) == "subject" &&
         !judge::hasWord(P.text(R.Qualified), {"claims", "token", "jwt", "certificate", "cert", "principal", "session",
                                               "identity", "grant", "assertion", "auth"});
}

std::string ownerField(Judgement &J, Name Type) {
  const RecordInfo *R = J.P.record(Type);
  if (!R || (R->Flags & RecordIsSystem) || J.Who.ofType(Type))
    return "";
  if (R->Flags & MarkOwned)
    return "owner";
  for (const Field &F : R->Fields) {
    if (isTopic(J.P, *R, F))
      continue;
    auto Id = J.Who.ofName(J.P.text(F.Identifier));
    if (Id && J.Who.isTextOrNumber(F.Type) &&
        (Id->Kind == judge::PrincipalKind::User || Id->Kind == judge::PrincipalKind::Tenant ||
         Id->Kind == judge::PrincipalKind::Session) &&
        Id->Weight >= 0.7)
      return J.P.text(F.Identifier);
    if (J.Who.ofType(F.Type))
      return J.P.text(F.Identifier);
  }
  if (auto It = J.OwnerFields.find(Type); It != J.OwnerFields.end())
    return J.P.text(It->second);
  for (const Field &F : R->Fields)
    if (J.Who.isTextOrNumber(F.Type) && signsIn(J.P, J.P.text(F.Identifier)))
      return J.P.text(F.Identifier);
  return "";
}

void addObjectReasons(Judgement &J, OpenFetch &Open, const std::optional<Scope> &Scope, const std::string &Type,
                      double Base) {
  if (!Open.Selector.empty())
    Open.Reasons.push_back({"request-id", "'" + Open.Selector + "' is chosen by the request", 0.8});
  if (Scope)
    Open.Reasons.push_back(
        {"principal-in-scope",
         "the caller is known here ('" + describe(J.P, Scope->Node) + "') and not used: " + Scope->Who.Why,
         std::min(1.8, Scope->Who.Weight)});
  else
    Open.Reasons.push_back({"no-authentication", "nothing on the way here ties the request to a caller", 0.7});
  if (!Open.Owner.empty())
    Open.Reasons.push_back({"owner-field", "'" + Type + "' belongs to its '" + Open.Owner + "'", 1.2});
  Open.Reasons.push_back({"base", "prior for look-ups", Base});
}

/// "note->text = body": the element is changed later, and nothing on the way there tied it to the caller.
static bool isChanged(Judgement &J, const SolvedFunction &F, judge::Guards &Guard, const std::vector<ExprId> &Objects,
                      uint32_t From) {
  const Program &P = J.P;
  auto Within = [&](ExprId Target) {
    ExprId E = Target;
    while (P[E].Kind == Op::Field)
      E = P[E].Operands[0];
    return E != Target && std::find(Objects.begin(), Objects.end(), E) != Objects.end();
  };
  return std::any_of(F.Effects.begin() + From, F.Effects.end(), [&](const Effect &E) {
    bool Stores = (E.What == Event::Kind::Store && !countsUses(P, E)) || E.What == Event::Kind::Append;
    return Stores && E.Target != NoExpr && Within(E.Target) && !Guard.implied(E.Conditions);
  });
}

/// The element of the same storage that a key was read from: "parcels[id]" of "parcels.erase(parcels[id]->id)"; NoExpr
/// for any other key.
static ExprId readFrom(Judgement &J, const SolvedFunction &F, ExprId Key, const judge::Storage &At) {
  const Program &P = J.P;
  for (int Depth = 0; Depth < 8 && Key != NoExpr; ++Depth) {
    const Expr &X = P[Key];
    if (X.Kind == Op::Element) {
      auto From = J.Where.at(F, X.Operands[0]);
      return Depth > 0 && X.Operands[1] != NoExpr && From && From->Id == At.Id ? Key : NoExpr;
    }
    if (X.Kind == Op::Choice)
      Key = X.Operands[P[P.G.root(X.Operands[1])].Kind == Op::Literal ? 2 : 1];
    else
      Key = X.Kind == Op::Field ? X.Operands[0] : NoExpr;
  }
  return NoExpr;
}

/// "std::vector<UserName> openedFor": for whom it was made is a list of its own, whatever else it is a part of.
static bool keepsReaders(Judgement &J, Name Type) {
  auto Learned = J.OwnerFields.find(Type);
  const RecordInfo *R = Learned == J.OwnerFields.end() ? nullptr : J.P.record(Type);
  return R && std::any_of(R->Fields.begin(), R->Fields.end(), [&](const Field &F) {
           return F.Identifier == Learned->second && J.P.text(F.Type).find('<') != std::string::npos;
         });
}

/// "entry.owner = caller;": what is found under the key, or made there, is the caller's from now on.
static bool isGivenToCaller(Judgement &J, const SolvedFunction &F, const OpenFetch &Open) {
  const Program &P = J.P;
  return std::any_of(F.Effects.begin(), F.Effects.end(), [&](const Effect &E) {
    if (E.What != Event::Kind::Store || E.Target == NoExpr || E.Value == NoExpr)
      return false;
    const Expr &To = P[P.G.origin(E.Target)];
    return To.Kind == Op::Field && P.text(To.Text) == Open.Owner && judge::dependsOnPrincipal(P, J.Who, E.Value) &&
           std::find(Open.Objects.begin(), Open.Objects.end(), P.G.origin(To.Operands[0])) != Open.Objects.end();
  });
}

/// A look-up or removal in a map of owned objects.
static std::optional<OpenFetch> storeAccess(Judgement &J, Site S) {
  const Program &P = J.P;
  const SolvedFunction &F = P.Functions[S.Function];
  const Effect &E = effect(P, S);
  bool Erases = E.What == Event::Kind::Erase;
  if ((E.What != Event::Kind::Get && !Erases) || E.Key == NoExpr || E.Value == NoExpr || E.Target == NoExpr)
    return std::nullopt;
  auto At = J.Where.at(F, E.Target);
  if (!At || At->IsLocal)
    return std::nullopt;
  // What a record says of itself leads to that record again, by what that was looked up with.
  ExprId Row = readFrom(J, F, E.Key, *At), Key = Row == NoExpr ? E.Key : P[Row].Operands[1];
  HoleNature Nature = natureOf(J, Key);
  if (Nature != HoleNature::RequestId && Nature != HoleNature::ClaimedPrincipal)
    return std::nullopt;
  for (ExprId Outer : At->Keys)
    if (natureOf(J, Outer) == HoleNature::Principal || judge::Guards(P, J.Who, {}, {Outer}).implied(E.Conditions))
      return std::nullopt;
  // A request's own parameters are no store.
  ExprId Root = P.G.root(E.Target);
  if (P[Root].Kind == Op::Param && (J.Who.isRequestType(P[Root].Type) || J.Who.isResponseType(P[Root].Type)))
    return std::nullopt;
  OpenFetch Open;
  ExprId Element = P.G.element(E.Target, E.Key, E.At, P[E.Value].Type);
  Name Type = P[E.Value].Type != NoName ? P[E.Value].Type : P[Element].Type;
  // A connection that waits to be used again is no record of somebody: what it was set up with is another question.
  if (judge::hasWord(P.text(Type), {"conn", "connection", "socket", "transport", "stub"}))
    return std::nullopt;
  Open.Owner = ownerField(J, Type);
  bool Siblings = Open.Owner.empty() && isOwnedStore(J, At->Id);
  if (Open.Owner.empty() && !Siblings)
    return std::nullopt;
  // Sessions, tokens: the key is the permission.
  if (judge::hasWord(P.text(P[At->Base].Text), {"session", "sessions", "token", "tokens", "cache"}))
    return std::nullopt;
  Open.Objects = {E.Value, Element};
  if (Row != NoExpr)
    Open.Objects.push_back(Row);
  judge::Guards Guard(P, J.Who, Open.Objects, {E.Key, Key});
  if (keepsReaders(J, Type))
    Guard.onlyReaders();
  if (Guard.implied(E.Conditions))
    return std::nullopt;
  if (!Erases && isGivenToCaller(J, F, Open))
    return std::nullopt;
  bool Changes = !Erases && isChanged(J, F, Guard, Open.Objects, S.Effect);
  if (!Erases && !Changes && !escapes(J, F, Guard, S.Effect))
    return std::nullopt;
  if (!Erases) {
    // The removal of the same element is the graver finding.
    for (uint32_t I = S.Effect + 1; I < F.Effects.size(); ++I)
      if (F.Effects[I].What == Event::Kind::Erase && F.Effects[I].Key == E.Key && F.Effects[I].At == E.At)
        return std::nullopt;
  }
  Open.Rule = Erases || Changes ? "crosstalk-unscoped-write" : "crosstalk-unscoped-fetch";
  Open.Entity = "'" + At->Display + "'";
  Open.Picked = Key;
  Open.Selector = describe(P, Key);
  // Who could be compared must be at hand: else the check may be anywhere around.
  auto Scope = principalAround(J, F, S.Effect);
  if (!Scope)
    return std::nullopt;
  addObjectReasons(J, Open, Scope, judge::lastName(P.text(Type)), -1.7);
  if (Siblings)
    Open.Reasons.push_back({"siblings", "other code compares the owner of what is in " + Open.Entity, 1.2});
  return Open;
}

/// What a command of an external store does, by its first word: "HGET user:%s".
enum class CommandKind : uint8_t { Reads, Changes, Removes, Unknown };

static CommandKind kindOfCommand(const std::string &Command) {
  std::string Verb = Command.substr(0, Command.find(' '));
  for (char &C : Verb)
    C = static_cast<char>(std::tolower(static_cast<unsigned char>(C)));
  if (judge::hasWord(Verb, {"get", "hget", "hgetall", "hmget", "mget", "lrange", "smembers", "hvals"}))
    return CommandKind::Reads;
  if (judge::hasWord(Verb, {"set", "hset", "hmset", "setex", "append", "lset"}))
    return CommandKind::Changes;
  return judge::hasWord(Verb, {"del", "unlink", "hdel"}) ? CommandKind::Removes : CommandKind::Unknown;
}

/// A repository call that was not seen: "index.find(id)" that returns an owned record.
static std::optional<OpenFetch> repositoryCall(Judgement &J, Site S) {
  const Program &P = J.P;
  const SolvedFunction &F = P.Functions[S.Function];
  const Effect &E = effect(P, S);
  if (E.What != Event::Kind::Call || E.Value == NoExpr || P[E.Value].Kind != Op::Call)
    return std::nullopt;
  const Expr &Call = P[E.Value];
  std::string Name = judge::calledName(P, Call);
  if (Name.empty() || Call.Operands.size() < 2 || !P.modelsOf(Call.Text).empty())
    return std::nullopt;
  bool Reads =
      judge::hasWord(Name, {"find", "get", "load", "fetch", "lookup", "read", "open", "by", "query", "select"});
  bool Writes = judge::hasWord(Name, {"remove", "delete", "erase", "cancel", "destroy", "revoke"});
  if (!Reads && !Writes)
    return std::nullopt;
  OpenFetch Open;
  Open.Owner = ownerField(J, Call.Type);
  if (Open.Owner.empty())
    return std::nullopt;
  for (size_t I = 1; I < Call.Operands.size(); ++I) {
    HoleNature N = natureOf(J, Call.Operands[I]);
    if (N == HoleNature::Principal)
      return std::nullopt;
    // "get_group(group)" takes one more reference to what is in hand.
    bool InHand = P[Call.Operands[I]].Type == Call.Type;
    if (N == HoleNature::RequestId && Open.Picked == NoExpr && !InHand)
      Open.Picked = Call.Operands[I];
  }
  if (Open.Picked == NoExpr)
    return std::nullopt;
  Open.Objects = {E.Value};
  judge::Guards Guard(P, J.Who, Open.Objects, {Open.Picked});
  if (Guard.implied(E.Conditions) || (!Writes && !escapes(J, F, Guard, S.Effect)))
    return std::nullopt;
  auto Scope = principalAround(J, F, S.Effect);
  if (!Scope)
    return std::nullopt;
  Open.Rule = Writes ? "crosstalk-unscoped-write" : "crosstalk-unscoped-fetch";
  Open.Entity = "'" + Name + "'";
  Open.Selector = describe(P, Open.Picked);
  addObjectReasons(J, Open, Scope, judge::lastName(P.text(Call.Type)), -2.3);
  return Open;
}

/// What the request puts into a key: the id in "draft/" + id + "/text".
static std::vector<ExprId> chosenParts(Judgement &J, ExprId Key) {
  std::vector<ExprId> Parts{Key};
  judge::reaches(J.P, Key, 4, [&](ExprId Part) {
    if (Part != Key && J.P[Part].Kind != Op::Literal && natureOf(J, Part) == HoleNature::RequestId)
      Parts.push_back(Part);
    return J.P[Part].Kind == Op::Concat || J.P[Part].Kind == Op::Construct ? judge::Step::Into : judge::Step::Skip;
  });
  return Parts;
}

/// An external store, read by a key that a request's id makes.
static std::optional<OpenFetch> externalAccess(Judgement &J, Site S) {
  const Program &P = J.P;
  const SolvedFunction &F = P.Functions[S.Function];
  const Effect &E = effect(P, S);
  if (E.What != Event::Kind::Call || E.Value == NoExpr || P[E.Value].Kind != Op::Call)
    return std::nullopt;
  const Expr &Call = P[E.Value];
  for (const Model *M : P.modelsOf(Call.Text)) {
    if (!M->Storage || !M->Storage->External)
      continue;
    const StorageAccess &Access = *M->Storage;
    int From = Access.KeyFormat != Nowhere ? Access.KeyFormat : Access.Key;
    if (From < 0 || From + 1 >= static_cast<int>(Call.Operands.size()))
      continue;
    std::string Command = P[Call.Operands[From + 1]].Kind == Op::Literal ? P.text(P[Call.Operands[From + 1]].Text) : "";
    CommandKind Kind = kindOfCommand(Command);
    // Of a command that is written out, only its verb says what it does: "GEODIST" gives no element out.
    bool Spelled = Access.KeyFormat != Nowhere && !Command.empty();
    bool Reads = (Access.Op == StorageOp::Get && !Spelled) || Kind == CommandKind::Reads;
    bool Removes = Access.Op == StorageOp::Erase || Kind == CommandKind::Removes;
    bool Changes = Kind == CommandKind::Changes && isOwnedStore(J, externalId(*M));
    bool Writes = Removes || Changes;
    // Where the program caches, the removal of a key is an invalidation.
    if ((!Reads && !Writes) || (Removes && cachesIn(J, *M)))
      continue;
    OpenFetch Open;
    bool Ours = false;
    for (size_t I = static_cast<size_t>(From) + 1; I < Call.Operands.size(); ++I) {
      HoleNature N = natureOf(J, Call.Operands[I]);
      Ours |= N == HoleNature::Principal;
      if (N == HoleNature::RequestId && Open.Picked == NoExpr)
        Open.Picked = Call.Operands[I];
    }
    auto Scope = principalAround(J, F, S.Effect);
    if (Ours || Open.Picked == NoExpr || !Scope || (!Changes && isCacheOf(J, F, Open.Picked)))
      continue;
    Open.Objects = {E.Value};
    judge::Guards Guard(P, J.Who, Open.Objects, chosenParts(J, Open.Picked));
    if (Guard.implied(E.Conditions) || (!Writes && !escapes(J, F, Guard, S.Effect)))
      continue;
    Open.Rule = Writes ? "crosstalk-unscoped-write" : "crosstalk-unscoped-fetch";
    Open.Entity = "'" + describe(P, Open.Picked) + "' in " + M->Library;
    Open.Selector = describe(P, Open.Picked);
    addObjectReasons(J, Open, Scope, "", -1.6);
    return Open;
  }
  return std::nullopt;
}

static std::optional<OpenFetch> objectAccess(Judgement &J, Site S) {
  if (auto Open = storeAccess(J, S))
    return Open;
  if (auto Open = externalAccess(J, S))
    return Open;
  if (auto Open = overwrite(J, S))
    return Open;
  if (auto Open = forgedRecord(J, S))
    return Open;
  return repositoryCall(J, S);
}

/// As far down as the caller is known. Closed: further down somebody compared it, so it got out by another access.
struct Lowered {
  Site At;
  OpenFetch Open;
  ExprId Picked; ///< as the function that requests enter has it
  bool Closed = false;
};

static Lowered lowered(Judgement &J, Site S, OpenFetch Open) {
  const Program &P = J.P;
  ExprId Picked = Open.Picked;
  Lowered Low{S, std::move(Open), Picked};
  auto Knows = [&](Site At) { return principalAround(J, P.Functions[At.Function], At.Effect).has_value(); };
  bool HasScope = Knows(S);
  for (auto B = below(P, S); B && (!HasScope || Knows(*B)); B = below(P, *B)) {
    auto Lower = objectAccess(J, *B);
    Low.Closed = !Lower;
    if (!Lower)
      break;
    Low.At = *B;
    Low.Open = std::move(*Lower);
  }
  return Low;
}

void objectFetches(Judgement &J, Findings &Out) {
  const Program &P = J.P;
  for (uint32_t F = 0; F < P.Functions.size(); ++F) {
    if (!isRoot(P, F) || behindPolicy(J, P.Functions[F]))
      continue;
    std::vector<Lowered> All;
    for (uint32_t I = 0; I < P.Functions[F].Effects.size(); ++I)
      if (Site S{F, I}; !isJudgedAtEntry(J, S))
        if (auto Open = objectAccess(J, S))
          All.push_back(lowered(J, S, std::move(*Open)));
    std::stable_partition(All.begin(), All.end(), [](const Lowered &L) { return !L.Closed; });
    for (const Lowered &L : All)
      if (J.OpenBy.insert({F, L.Picked}).second || !L.Closed)
        Out.push_back(findingOf(J, L.At, L.Open));
  }
}

} // namespace crosstalk::rules
