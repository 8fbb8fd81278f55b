// What a key encodes: exactly, perhaps, or with a loss. See Cover.h.
#include "judge/Cover.h"
#include "judge/Walk.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace crosstalk::judge {

using namespace ir;

static bool encodesItsArguments(const Program &P, const Expr &E) {
  return hasWord(P.calleeOf(E), {"sha",    "sha1",      "sha256",    "md5",    "digest", "hmac",  "hex",
                                 "base64", "encode",    "serialize", "string", "key",    "quote", "escape",
                                 "blake3", "canonical", "normalize", "trim",   "concat", "format"});
}

/// Whether a function is the equality or order of a type: a member, or a free function of two of them.
static bool comparesTwo(const Program &P, const SolvedFunction &F, Name Type) {
  const std::string &Q = P.text(F.Qualified);
  bool OfTwo = F.Parameters.size() == 2 && F.Parameters[0].Type == Type && F.Parameters[1].Type == Type;
  if (Q.ends_with("operator()"))
    return OfTwo;
  bool IsOperator = Q.ends_with("operator==") || Q.ends_with("operator<") || Q.ends_with("operator<=>");
  return IsOperator && (OfTwo || F.Class == Type);
}

const std::optional<std::set<Name>> &Identities::comparedFields(Name Type) {
  auto [It, New] = Compared.try_emplace(Type);
  if (!New)
    return It->second;
  std::set<Name> Read;
  bool Seen = false;
  for (const SolvedFunction &F : P.Functions) {
    if (F.Returned == NoExpr || !comparesTwo(P, F, Type))
      continue;
    Seen = true;
    std::vector<ExprId> Open{F.Returned};
    for (size_t I = 0; I < Open.size() && I < 400; ++I) {
      const Expr &E = P[Open[I]];
      if (E.Kind == Op::Field && (P[E.Operands[0]].Kind == Op::This || P[E.Operands[0]].Kind == Op::Param))
        Read.insert(E.Text);
      for (ExprId O : E.Operands)
        if (O != NoExpr && std::find(Open.begin(), Open.end(), O) == Open.end())
          Open.push_back(O);
    }
  }
  if (Seen)
    It->second = std::move(Read);
  return It->second;
}

void KeyCode::merge(Set &Into, const Set &From) const {
  Into.Exact.insert(From.Exact.begin(), From.Exact.end());
  Into.Maybe.insert(From.Maybe.begin(), From.Maybe.end());
  Into.Lossy.insert(From.Lossy.begin(), From.Lossy.end());
}

KeyCode::Set KeyCode::meet(const Set &A, const Set &B) const {
  Set Both;
  std::set_intersection(A.Exact.begin(), A.Exact.end(), B.Exact.begin(), B.Exact.end(),
                        std::inserter(Both.Exact, Both.Exact.end()));
  // What only one of them may hold is not held by the other.
  auto Held = [](const Set &S, ExprId E) { return S.Exact.count(E) || S.Maybe.count(E) || S.Lossy.count(E); };
  for (auto [S, Other] : {std::pair(&A, &B), std::pair(&B, &A)}) {
    Both.Lossy.insert(S->Lossy.begin(), S->Lossy.end());
    std::copy_if(S->Maybe.begin(), S->Maybe.end(), std::inserter(Both.Maybe, Both.Maybe.end()),
                 [&, &In = *Other](ExprId E) { return Held(In, E); });
  }
  return Both;
}

/// A field or getter that is there where a principal is: "user.id", "user.loggedIn"; not "user.isAdmin".
static bool tellsPresence(const Program &P, const Identities &Who, const Expr &E) {
  std::string Name = E.Kind == Op::Field ? P.text(E.Text) : calledName(P, E);
  bool IsFlag = P.text(E.Type) == "bool";
  if (auto Id = Who.ofName(Name); Id && !IsFlag)
    return Id->Kind == PrincipalKind::User || Id->Kind == PrincipalKind::Session;
  return hasWord(Name, {"logged", "authenticated", "valid", "known", "present", "anonymous", "guest", "bool", "value"});
}

/// The principals whose presence a condition asks for.
static void principalsIn(const Program &P, Identities &Who, ExprId E, std::set<ExprId> &Into, int Depth = 10) {
  if (E == NoExpr || Depth == 0)
    return;
  if (Who.of(E))
    Into.insert(E);
  const Expr &X = P[E];
  bool OfAnObject = X.Kind == Op::Field || (X.Kind == Op::Call && X.Operands.size() == 1);
  if (OfAnObject && !tellsPresence(P, Who, X))
    return;
  for (ExprId O : X.Operands)
    principalsIn(P, Who, O, Into, Depth - 1);
}

/// "user.name" where "user" or "user.id" was asked for: without the one there is no other.
static bool isPartOf(const Program &P, Identities &Who, ExprId E, ExprId Asked) {
  ExprId Base = P[E].Kind == Op::Field ? P[E].Operands[0] : NoExpr;
  bool Beside = P[Asked].Kind == Op::Field && Base == P[Asked].Operands[0];
  return Base != NoExpr && (Base == Asked || (Beside && Who.of(Asked)->Kind == PrincipalKind::User));
}

/// "handleOf(user.id)": of principals it has this one, and no other.
static bool isMadeOf(const Program &P, Identities &Who, ExprId E, ExprId Principal) {
  bool Has = false, Other = reaches(P, E, 12, [&](ExprId Part) {
                      Has |= Part == Principal;
                      if (Part == Principal)
                        return Step::Skip;
                      return Part != E && Who.of(Part) ? Step::Found : Step::Into;
                    });
  return P[E].Kind == Op::Call && Has && !Other;
}

/// "id % 16", "hash(id) >> 8", "id & 0xff": many values become one.
static bool dropsDigits(const Program &P, const Expr &X) {
  const std::string &Operator = P.text(X.Text);
  return X.Kind == Op::Arith && (Operator == "%" || Operator == "/" || Operator == ">>" || Operator == "&");
}

static bool isLetter(const Program &P, const Expr &X) {
  return X.Kind == Op::Each && (P.text(X.Type) == "char" || P.text(X.Type) == "unsigned char");
}

/// What a loop over the letters of a text had computed some letters earlier: "seed", where another arm is "seed ^ c".
static bool isFewerRounds(const Program &P, ExprId Arm, const std::vector<ExprId> &Arms) {
  return std::any_of(Arms.begin(), Arms.end(), [&](ExprId Later) {
    bool Reads = Later != Arm && P[Later].Kind == Op::Arith && mentions(P, Later, Arm);
    return Reads && reaches(P, Later, 6, [&](ExprId Part) {
             return isLetter(P, P[Part]) ? Step::Found : Part == Arm ? Step::Skip : Step::Into;
           });
  });
}

KeyCode::Set KeyCode::lossy(const Expr &X, int Depth) {
  Set S;
  for (ExprId O : X.Operands) {
    Set Inner = encode(O, Depth - 1);
    S.Lossy.insert(Inner.Exact.begin(), Inner.Exact.end());
    S.Lossy.insert(Inner.Lossy.begin(), Inner.Lossy.end());
  }
  return S;
}

/// What a library's result says of an argument, by its model.
KeyCode::Set KeyCode::flowed(Set Inner, Propagation How) {
  if (How == Propagation::Lossy) {
    Inner.Lossy.insert(Inner.Exact.begin(), Inner.Exact.end());
    Inner.Exact.clear();
  }
  Hashed |= How == Propagation::Hash;
  return Inner;
}

KeyCode::Set KeyCode::encode(ExprId E, int Depth) {
  Set S;
  if (E == NoExpr || Depth == 0)
    return S;
  S.Exact.insert(E);
  const Expr X = P[E];
  switch (X.Kind) {
  case Op::Concat:
    for (ExprId O : X.Operands)
      merge(S, encode(O, Depth - 1));
    break;
  case Op::With: {
    // A record as a key: what its comparison reads counts, not what it holds.
    const auto &Compared = Who.comparedFields(X.Type);
    for (ExprId At = E; P[At].Kind == Op::With; At = P[At].Operands[0]) {
      if (Compared && !Compared->count(P[At].Text))
        continue;
      merge(S, encode(P[At].Operands[1], Depth - 1));
    }
    if (Compared) {
      S.Exact.erase(E);
      ExprId Base = P.G.origin(E);
      if (P[Base].Kind == Op::Param || P[Base].Kind == Op::Field)
        for (Name F : *Compared) {
          Expr Prototype;
          Prototype.Text = F;
          S.Exact.insert(P.G.field(E, Prototype));
        }
    }
    break;
  }
  case Op::Insert:
    for (ExprId At = E; P[At].Kind == Op::Insert; At = P[At].Operands[0])
      merge(S, encode(P[At].Operands[2], Depth - 1));
    break;
  case Op::Choice: {
    Set Then = encode(X.Operands[1], Depth - 1), Else = encode(X.Operands[2], Depth - 1);
    // "user ? user->id : ..." of an absent user: there is no such key.
    auto IsAbsent = [&](ExprId Arm) {
      const Expr &Root = P[P.G.root(Arm)];
      if (Root.Kind == Op::Global)
        return P.text(Root.Hint) == "nullopt";
      return Root.Kind == Op::Literal && constantTruth(P, P.G.root(Arm)) == false;
    };
    Set Both = IsAbsent(X.Operands[1]) ? Else : IsAbsent(X.Operands[2]) ? Then : meet(Then, Else);
    // "admin ? "staff" : "plain"": the key tells how the question was answered.
    if (P[X.Operands[1]].Kind == Op::Literal && P[X.Operands[2]].Kind == Op::Literal && X.Operands[1] != X.Operands[2])
      Both.Exact.insert(X.Operands[0]);
    // "if (user) key += user->id": without a user there is nothing to tell apart.
    std::set<ExprId> Tested;
    principalsIn(P, Who, X.Operands[0], Tested);
    for (ExprId T : Tested)
      for (const Set *Arm : {&Then, &Else})
        for (ExprId In : Arm->Exact)
          if (In == T || isPartOf(P, Who, In, T) || isMadeOf(P, Who, In, T))
            Both.Exact.insert(In);
    bool AsksWhether =
        std::any_of(Tested.begin(), Tested.end(), [&](ExprId T) { return Who.of(T)->Kind != PrincipalKind::Role; });
    for (const Set *Arm : {&Then, &Else})
      if (AsksWhether)
        Both.Maybe.insert(Arm->Maybe.begin(), Arm->Maybe.end());
    merge(S, Both);
    break;
  }
  case Op::Join: {
    std::vector<ExprId> Arms = X.Operands;
    std::erase_if(Arms, [&](ExprId Arm) { return isFewerRounds(P, Arm, X.Operands); });
    Set All = encode(Arms[0], Depth - 1);
    for (size_t I = 1; I < Arms.size(); ++I)
      All = meet(All, encode(Arms[I], Depth - 1));
    merge(S, All);
    break;
  }
  case Op::Hash:
  case Op::Arith:
    if (dropsDigits(P, X)) {
      merge(S, lossy(X, Depth));
      break;
    }
    Hashed |= X.Kind == Op::Hash;
    for (ExprId O : X.Operands)
      merge(S, encode(O, Depth - 1));
    break;
  case Op::Lossy:
    merge(S, lossy(X, Depth)); // it tells itself apart, not what it is made of
    break;
  case Op::Each:
    // "for (char c : name) h = (h ^ c) * prime": a hash that the program computes itself.
    if (isLetter(P, X)) {
      Hashed = true;
      merge(S, encode(X.Operands[0], Depth - 1));
    }
    break;
  case Op::Call:
  case Op::Out:
  case Op::Unknown: {
    const Expr &Call = X.Kind == Op::Out ? P[X.Operands[0]] : X;
    bool Known = Call.Kind == Op::Call && encodesItsArguments(P, Call);
    for (size_t I = 0; I < Call.Operands.size(); ++I) {
      std::optional<Propagation> Flow = flowInto(P, Call, X.Kind == Op::Out ? X.Index : Result, I);
      if (Flow == Propagation::Cut)
        continue;
      Set Inner = encode(Call.Operands[I], Depth - 1);
      if (Flow) {
        merge(S, flowed(std::move(Inner), *Flow));
        continue;
      }
      (Known ? S.Exact : S.Maybe).insert(Inner.Exact.begin(), Inner.Exact.end());
      S.Maybe.insert(Inner.Maybe.begin(), Inner.Maybe.end());
    }
    break;
  }
  case Op::Construct:
    for (ExprId O : X.Operands)
      merge(S, encode(O, Depth - 1));
    break;
  default:
    break;
  }
  return S;
}

void KeyCode::add(ExprId Key) {
  Set S = encode(Key, 24);
  Exact.insert(S.Exact.begin(), S.Exact.end());
  Maybe.insert(S.Maybe.begin(), S.Maybe.end());
  Lossy.insert(S.Lossy.begin(), S.Lossy.end());
}

/// What people are called is no id where their record has one: two of them may have the same name.
static bool isOnlyAName(const Program &P, const Identities &Who, Name Type, const std::string &Field) {
  std::vector<std::string> W = wordsOf(Field);
  if (W.empty() || !hasWord(W.back(), {"name", "nick", "nickname"}) ||
      hasWord(Field, {"user", "login", "account", "screen"}))
    return false;
  const RecordInfo *R = P.record(Type);
  return R && std::any_of(R->Fields.begin(), R->Fields.end(), [&](const ir::Field &F) {
           const std::string &Other = P.text(F.Identifier);
           std::vector<std::string> OW = wordsOf(Other);
           static const std::set<std::string_view> Ids = {"id",      "uid",   "no",   "number", "sub",
                                                          "subject", "login", "uuid", "guid"};
           auto Id = Who.ofName(Other);
           return !OW.empty() && Ids.count(OW.back()) && Who.isTextOrNumber(F.Type) &&
                  (OW.size() == 1 || (Id && Id->Kind == PrincipalKind::User));
         });
}

bool tellsApart(const Identities &Who, const std::string &Field) {
  if (auto Id = Who.ofName(Field))
    return Id->Kind != PrincipalKind::Role && Id->Kind != PrincipalKind::Device;
  return hasWord(Field, {"id",         "no",     "num",      "number", "nr",      "ref",   "code", "uid", "guid",
                         "uuid",       "handle", "email",    "mail",   "name",    "login", "sub",  "key", "oid",
                         "identifier", "nick",   "nickname", "sid",    "address", "phone", "iban"});
}

/// "StaffMember{badge, profession}", "Cardholder{contract, name}": where no field of somebody is called an id, the
/// first text tells them apart. What people are called is no id beside it.
static bool isOnlyId(const Program &P, Identities &Who, Name Type, const std::string &Field) {
  const RecordInfo *R = P.record(Type);
  if (!R || !Who.ofType(Type) || std::any_of(R->Fields.begin(), R->Fields.end(), [&](const ir::Field &F) {
        const std::string &Other = P.text(F.Identifier);
        return Other != "name" && tellsApart(Who, Other);
      }))
    return false;
  auto First = std::find_if(R->Fields.begin(), R->Fields.end(), [&](const ir::Field &F) {
    return Who.isTextOrNumber(F.Type) && !isNumber(P.text(F.Type));
  });
  return First != R->Fields.end() && P.text(First->Identifier) == Field;
}

/// "insured.payerCode", "patient.doctorId": whom the person has to do with; many have the same.
static bool namesAnother(const Program &P, Name Type, const std::string &Field) {
  static const std::set<std::string> Others = {"payer",   "payor",   "insurer",  "employer",  "doctor",
                                               "adviser", "advisor", "referrer", "physician", "supervisor"};
  std::vector<std::string> W = wordsOf(Field), Whose = wordsOf(P.text(Type));
  if (W.size() < 2 || !Others.count(W[0]) || Whose.empty() ||
      std::find(Whose.begin(), Whose.end(), W[0]) != Whose.end())
    return false;
  return !hasWord(P.text(Type), {"session", "context", "ctx", "claims", "caller", "auth", "principal", "identity"});
}

bool KeyCode::identifiesLossily(ExprId Object) const {
  for (ExprId E : Lossy)
    if (P[E].Kind == Op::Field && P[E].Operands[0] == Object && tellsApart(Who, P.text(P[E].Text)))
      return true;
  return false;
}

/// "id" of any record, "mappingId" or "umid" of a UserMapping.
static bool isOwnIdOf(const std::string &Type, const std::string &Field) {
  std::vector<std::string> W = wordsOf(lastName(Type));
  std::string Own = llvm::StringRef(Field).lower(), Initials;
  std::erase(Own, '_');
  for (const std::string &Word : W)
    Initials += Word[0];
  return Own == "id" || Own == Initials + "id" || (!W.empty() && Own == W.back() + "id");
}

bool KeyCode::holdsOwnId(ExprId Object) const {
  const Expr &X = P[Object];
  if ((X.Kind != Op::Call && X.Kind != Op::Param) || Exact.empty())
    return false;
  const RecordInfo *R = P.record(X.Type);
  // Others' records show the caller's part of what all have in common: "viewOf(article, reader).id".
  static const std::initializer_list<std::string_view> OfSomebody = {"user",     "account",    "tenant", "member",
                                                                     "customer", "subscriber", "login",  "session"};
  if (!R || !hasWord(lastName(P.text(X.Type)), OfSomebody))
    return false;
  return std::any_of(Exact.begin(), Exact.end(), [&](ExprId E) {
    const Expr &Id = P[E];
    return Id.Kind == Op::Field && Id.Operands[0] == Object && isOwnIdOf(P.text(X.Type), P.text(Id.Text));
  });
}

bool KeyCode::namesBeside(ExprId Whole, ExprId Held) const {
  std::vector<std::string> Names = wordsOf(P.text(P[Held].Text)), Type = wordsOf(lastName(P.text(P[Held].Type)));
  Names.insert(Names.end(), Type.begin(), Type.end());
  return std::any_of(Exact.begin(), Exact.end(), [&](ExprId E) {
    const Expr &X = P[E];
    bool Getter = X.Kind == Op::Call && X.Operands.size() == 1;
    if ((X.Kind != Op::Field && !Getter) || X.Operands[0] != Whole)
      return false;
    std::string Shown = Getter ? calledName(P, X) : P.text(X.Text);
    std::vector<std::string> W = wordsOf(Shown);
    return tellsApart(Who, Shown) &&
           (W.size() == 1 || (!W.empty() && std::find(Names.begin(), Names.end(), W.front()) != Names.end()));
  });
}

bool KeyCode::identifies(ExprId Object, PrincipalKind Attribute, std::string_view Field) const {
  if (Attribute == PrincipalKind::Secret || Attribute == PrincipalKind::Device)
    return false;
  bool Coarse = false, Fine = false;
  for (ExprId E : Exact) {
    const Expr &X = P[E];
    bool Getter = X.Kind == Op::Call && X.Operands.size() == 1;
    if ((X.Kind != Op::Field && !Getter) || X.Operands[0] != Object)
      continue;
    auto Id = Who.of(E);
    std::string Name = Getter ? std::string() : P.text(X.Text);
    bool IsTenant = Id && Id->Kind == PrincipalKind::Tenant;
    if (hasWord(Name,
                {"tenant", "org", "organisation", "organization", "company", "workspace", "realm", "issuer", "domain"}))
      IsTenant = !hasWord(Name, {"name", "member", "user"}) || hasWord(Name, {"tenant", "org"});
    if (hasWord(Name, {"role",     "roles",   "admin", "permissions", "locale",   "language", "active", "kind",
                       "type",     "country", "ctry",  "region",      "currency", "plan",     "tier",   "segment",
                       "category", "group",   "zone",  "market",      "channel",  "version",  "list",   "city"}))
      continue;
    if (hasWord(Name, {"shop", "store", "site", "branch", "department", "team", "school", "clinic"}))
      IsTenant = true;
    if (Id && (Id->Kind == PrincipalKind::Role || Id->Kind == PrincipalKind::Device))
      continue;
    std::string Shown = Getter ? calledName(P, X) : Name;
    bool Tells = tellsApart(Who, Shown) || isOnlyId(P, Who, P[Object].Type, Shown);
    if (!IsTenant && (!Tells || namesAnother(P, P[Object].Type, Shown) || isOnlyAName(P, Who, P[Object].Type, Shown)))
      continue;
    (IsTenant ? Coarse : Fine) = true;
  }
  if (Fine)
    return true;
  return Coarse && (Attribute == PrincipalKind::Tenant || hasWord(Field, {"tenant", "org", "plan", "company"}));
}

} // namespace crosstalk::judge
