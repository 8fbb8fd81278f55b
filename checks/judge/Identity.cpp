// Which values are identities. See Identity.h.
#include "judge/Identity.h"
#include "ir/Marks.h"
#include "judge/Walk.h"
#include "sql/Names.h"
#include <algorithm>

namespace crosstalk::judge {

using namespace ir;

Identities::Identities(const Program &P) : P(P) {
  learnFromAuthentication();
  noteMessages();
  noteRequestsBesideCallers();
}

/// Types of the language and its usual libraries that hold one text or number.
static bool isPlain(const std::string &T) {
  static const std::set<std::string, std::less<>> Known = {"std::string",
                                                           "QString",
                                                           "QByteArray",
                                                           "char",
                                                           "int",
                                                           "long",
                                                           "bool",
                                                           "unsigned int",
                                                           "unsigned long",
                                                           "long long",
                                                           "unsigned long long",
                                                           "short",
                                                           "unsigned short",
                                                           "const char",
                                                           "unsigned char",
                                                           "double",
                                                           "float",
                                                           "std::basic_string_view"};
  return Known.count(T);
}

bool isNumber(const std::string &T) {
  return isPlain(T) && T != "char" && T != "const char" && T.find("::") == std::string::npos && T[0] != 'Q';
}

bool Identities::isTextOrNumber(Name Type) const {
  const std::string &T = P.text(Type);
  if (isPlain(T))
    return true;
  const RecordInfo *R = P.record(Type);
  if (!R)
    return T.find("::") == std::string::npos && T.find(' ') == std::string::npos && T.find('<') == std::string::npos &&
           !T.empty() && islower(T[0]);
  if (R->Flags & RecordIsSystem)
    return false;
  // A text class of the program's own, or a strong typedef with one plain field.
  if (R->Bases.size() == 1 && R->Fields.empty())
    return isPlain(P.text(R->Bases[0]));
  return R->Fields.size() == 1 && isPlain(P.text(R->Fields[0].Type)) &&
         hasWord(T, {"id", "key", "token", "uuid", "guid"});
}

std::optional<Identity> Identities::ofVariable(Name Type, std::string_view Name) const {
  auto Named = isTextOrNumber(Type) ? ofName(Name) : std::nullopt;
  const std::string &T = P.text(Type);
  if (!Named || !isNumber(T))
    return Named;
  const std::vector<std::string> W = wordsOf(Name);
  // "bool inheritAcl" is an option; "bool admin" is a role, and so are the bits of "unsigned permissions".
  if (Named->Kind == PrincipalKind::Role)
    return T == "bool" && hasWord(W.back(), {"acl", "acls", "scope", "scopes", "roles"}) ? std::nullopt : Named;
  return sql::singular(W.back()) != W.back() ? std::nullopt : Named;
}

bool Identities::isRequestType(Name Type) {
  auto [It, New] = Requests.try_emplace(Type, 0);
  if (!New)
    return It->second & 1;
  int Flags = 0;
  for (const Model *M : P.modelsOfType(Type))
    Flags |= (M->RequestType ? 1 : 0) | (M->ResponseType ? 2 : 0);
  std::vector<std::string> W = wordsOf(P.text(Type));
  if (!W.empty() && P.record(Type)) {
    const std::string &Last = W.back();
    if (Last == "request" || Last == "req" || Last == "envelope" || Last == "inbound" || Last == "call" ||
        Last == "ptr")
      Flags |= (Last != "ptr" || hasWord(P.text(Type), {"request"})) && Last != "call" ? 1 : 0;
    if (Last == "response" || Last == "reply" || Last == "resp" || Last == "responsewriter")
      Flags |= 2;
  }
  It->second = Flags;
  return Flags & 1;
}

bool Identities::isResponseType(Name Type) {
  isRequestType(Type);
  return Requests[Type] & 2;
}

/// The text of a constant key, or nothing: headers["Authorization"], message.find(fix::Password).
static const std::string *literalKey(const Program &P, const std::vector<ExprId> &Operands, size_t From) {
  const std::string *Named = nullptr; // a constant of an enumeration
  for (size_t I = From; I < Operands.size(); ++I) {
    ExprId E = Operands[I];
    // A text class made of a constant: find(string_ref("authorization")).
    if (E != NoExpr && P[E].Operands.size() == 2 &&
        (P[E].Kind == Op::Construct || (P[E].Kind == Op::Call && calledName(P, P[E]) == lastName(P.text(P[E].Type)))))
      E = P[E].Operands[1];
    if (E == NoExpr || P[E].Kind != Op::Literal)
      continue;
    const std::string &Text = P.text(P[E].Text);
    if (P[E].Flags & LiteralIsString)
      return &Text;
    if (!Named && !Text.empty() && (std::isalpha(static_cast<unsigned char>(Text[0])) || Text[0] == '_'))
      Named = &Text;
  }
  return Named;
}

/// "Authorization", "x-session-id"; not "AuthorizationResult", a thing that is called after it.
static bool namesCredential(const std::string &Key) {
  std::vector<std::string> W = wordsOf(Key);
  while (W.size() > 1 && hasWord(W.back(), {"id", "key", "value", "name", "header", "hash", "string", "str"}))
    W.pop_back();
  return !W.empty() && hasWord(W.back(), {"authorization", "cookie", "cookies", "token", "auth", "session", "sid",
                                          "bearer", "jwt", "tsid", "qsession", "ticket"});
}

/// "lang", "theme": what a visitor's cookies hold besides who she is.
static bool namesPreference(const std::string &Key) {
  return hasWord(Key, {"lang", "language", "locale", "theme", "consent", "currency", "country", "region", "timezone",
                       "tz", "view", "layout", "variant", "utm"});
}

/// "MHD_lookup_connection_value(connection, MHD_COOKIE_KIND, "sso")": a constant says that a cookie is read.
static bool readsCookie(const Program &P, const Expr &Call) {
  return llvm::any_of(Call.Operands, [&](ExprId A) {
    return A != NoExpr && P[A].Kind == Op::Literal && !(P[A].Flags & LiteralIsString) &&
           hasWord(P.text(P[A].Text), {"cookie", "cookies"});
  });
}

/// The credential a part of the request is named as: headers["X-Api-Key"], headers.tryGet("X-Api-Key").
bool Identities::isCredentialPart(const Expr &X, std::string_view Key) {
  const auto &Models = P.modelsOf(X.Text);
  bool Part = X.Kind == Op::Element || llvm::any_of(Models, [](const Model *M) { return M->Part.has_value(); });
  const ExprId Root = Part && X.Operands[0] != NoExpr ? P.G.root(X.Operands[0]) : NoExpr;
  auto Named = Root == NoExpr ? std::nullopt : ofName(Key);
  return Named && Named->Kind == PrincipalKind::Credential && (P[Root].Kind == Op::Param || isRequestSource(Root));
}

bool Identities::isCredential(ExprId E) {
  const Expr &X = P[E];
  if (X.Kind == Op::Call)
    for (const Model *M : P.modelsOf(X.Text)) {
      if (M->Source == SourceKind::Credential || M->Source == SourceKind::SessionHandle ||
          M->Source == SourceKind::Principal)
        return true;
      if (M->Source == SourceKind::RequestField)
        if (const std::string *Key = literalKey(P, X.Operands, 1)) {
          auto Named = ofName(*Key);
          return namesCredential(*Key) || (Named && Named->Kind == PrincipalKind::Credential) ||
                 (readsCookie(P, X) && !namesPreference(*Key));
        }
    }
  // "g_intern_static_string("UnixSession")" gives a name, it reads nothing.
  bool Names = X.Kind == Op::Call && hasWord(P.calleeOf(X), {"intern", "register", "define", "declare"});
  if (X.Kind == Op::Call || X.Kind == Op::Element) {
    const std::string *Key = Names ? nullptr : literalKey(P, X.Operands, 1);
    if (Key && (namesCredential(*Key) || isCredentialPart(X, *Key)))
      return true;
    if (X.Kind == Op::Call) {
      if (hasWord(P.calleeOf(X), {"cookie", "authorization", "bearer", "peer", "certificate"}))
        return !Key || !namesPreference(*Key);
      // "token = socket->readLine()": the program says what it takes it for.
      if (auto Id = isRequestSource(E) ? ofName(P.text(X.Hint)) : std::nullopt)
        return Id->Kind == PrincipalKind::Credential || Id->Kind == PrincipalKind::Session;
    }
  }
  if (X.Kind == Op::Field || X.Kind == Op::Param) {
    auto Id = ofName(P.text(X.Hint));
    return Id && (Id->Kind == PrincipalKind::Credential || Id->Kind == PrincipalKind::Session) &&
           isTextOrNumber(X.Type);
  }
  return false;
}

bool Identities::mentionsCredential(ExprId E, int Depth) {
  auto [It, New] = Credentials.try_emplace({E, Depth}, false);
  if (!New)
    return It->second;
  return It->second = reaches(P, E, Depth, [&](ExprId Part) {
           if (isCredential(Part))
             return Step::Found;
           Op Kind = P[Part].Kind;
           // A yes or no about a credential is none.
           bool Answers = Kind == Op::Compare || Kind == Op::Not || Kind == Op::And || Kind == Op::Or;
           // Nor is the connection that one was read from.
           Answers |= Kind == Op::Out && llvm::any_of(P.modelsOf(P[P[Part].Operands[0]].Text), [](const Model *M) {
                        return M->Source == SourceKind::RequestField;
                      });
           return Answers || Kind == Op::This || Kind == Op::Literal || Kind == Op::Lambda ? Step::Skip : Step::Into;
         });
}

/// "dcb_role" of a record "dcb": how it calls its own fields, so the role is that of a dcb.
static bool isNamedAfter(std::string_view Field, std::string_view Record) {
  std::vector<std::string> F = wordsOf(Field), R = wordsOf(Record);
  return F.size() == 2 && !R.empty() && F[0] == R.back();
}

std::optional<Identity> Identities::ofField(const Expr &E) {
  const Expr &Base = P[E.Operands[0]];
  for (const DeclaredName &Wanted : P.PrincipalFields)
    if (Wanted.Name == P.text(E.Owner) + "::" + P.text(E.Text))
      return declared(Wanted.Kind, Wanted.Name);
  if (auto Whole = ofType(E.Type))
    return Whole;
  if (auto All = ofLogins(E))
    return All;
  for (const Model *M : P.modelsOfField(E))
    if (auto Known = bySource(*M, shown(E), M->NeedsVerification))
      return Known;
  if (Kept.count({E.Owner, E.Text}))
    return Identity{PrincipalKind::User, 2.2, "'" + P.text(E.Text) + "' keeps who was authenticated", false};
  auto Named = hasWord(P.text(E.Text), {"roles", "permissions", "scopes"}) ? ofName(P.text(E.Text))
                                                                           : ofVariable(E.Type, P.text(E.Text));
  Name BaseType = Base.Type != NoName ? Base.Type : E.Owner;
  if (auto Whole = ofType(BaseType)) {
    if (Named && Named->Kind != PrincipalKind::User)
      Whole->Kind = Named->Kind;
    else if (Whole->Kind == PrincipalKind::Credential && !Named)
      Whole->Kind = PrincipalKind::User;
    if (hasWord(P.text(E.Text), {"remote", "ip", "addr", "address"}) && !hasWord(P.text(E.Text), {"email", "mail"}))
      Whole->Kind = PrincipalKind::Device;
    // "user.moderator": a yes or no names nobody.
    if (P.text(E.Type) == "bool")
      Whole->Kind = PrincipalKind::Role;
    return Whole;
  }
  if (Named && Named->Kind == PrincipalKind::Role && isNamedAfter(P.text(E.Text), P.text(E.Owner)))
    return std::nullopt;
  return Named;
}

/// Whether a keyed bag is filled by the server while it handles the request: middleware puts in who was authenticated.
/// What the client sends (a body, a query, a form, headers) is another matter.
static bool isServerSide(std::string_view Name) {
  return hasWord(Name, {"attributes", "attribute", "context", "ctx", "session", "locals", "claims", "claim",
                        "principal", "security", "auth", "bundle", "userdata", "identity"}) &&
         !hasWord(Name, {"body", "json", "query", "params", "param", "form", "header", "headers", "argument"});
}

/// An entry of such a bag that is named as an identity: attributes()->get("user_id").
std::optional<Identity> Identities::ofServerSide(ExprId Whole, const Expr &E) {
  const std::string *Key = literalKey(P, E.Operands, 1);
  auto Named = Key ? ofName(*Key) : std::nullopt;
  if (!Named)
    return std::nullopt;
  bool Bag = Whole != NoExpr && isServerSide(P.text(P[Whole].Type));
  if (auto D = P.Declarations.find(E.Text); E.Kind == Op::Call && D != P.Declarations.end())
    Bag |= isServerSide(P.text(D->second.Qualified)) || isServerSide(P.text(D->second.Class));
  Bag |= Whole != NoExpr && P[Whole].Kind == Op::Call && isServerSide(P.calleeOf(P[Whole]));
  if (!Bag)
    return std::nullopt;
  Named->Weight = std::max(Named->Weight, 1.0) + 0.8;
  Named->Why = "'" + *Key + "' is what the server's own middleware noted about the caller";
  return Named;
}

std::optional<Identity> Identities::ofElement(const Expr &E) {
  if (auto Noted = ofServerSide(E.Operands[0], E))
    return Noted;
  if (E.Operands[1] != NoExpr) {
    if (auto Whole = ofType(E.Type); Whole && (mentionsCredential(E.Operands[1]) || holdsLogins(P, E.Operands[0]))) {
      Whole->Weight += 0.8;
      Whole->Why += ", looked up by a credential";
      return Whole;
    }
    if (const std::string *Key = literalKey(P, E.Operands, 1))
      if (auto Named = ofName(*Key);
          Named && (Key->find("::") == std::string::npos || Named->Kind == PrincipalKind::Credential)) {
        // A field of a body is what the request says; only what authenticates it is more.
        Named->Claimed = Named->Kind != PrincipalKind::Session && Named->Kind != PrincipalKind::Credential;
        return Named;
      }
  }
  return std::nullopt;
}

/// getHeader("X-Forwarded-For"): its name says what it is, or that it is nothing.
static bool asksNamedField(const Program &P, const Expr &Call) {
  const auto &Models = P.modelsOf(Call.Text);
  return literalKey(P, Call.Operands, 1) && std::any_of(Models.begin(), Models.end(), [](const Model *M) {
           return M->Source == SourceKind::RequestField || M->Source == SourceKind::RequestId ||
                  M->Source == SourceKind::RequestContent;
         });
}

/// What a model says of the value that a call gives back or leaves in an argument (Position).
std::optional<Identity> Identities::ofSource(ExprId Call, int Position, const std::string &Shown) {
  const Expr &E = P[Call];
  for (const Model *M : P.modelsOf(E.Text)) {
    if (Position != (M->OutArgument == Nowhere ? static_cast<int>(Result) : M->OutArgument))
      continue;
    if (auto Known = bySource(*M, Shown, M->NeedsVerification && !isVerified(Call)))
      return Known;
    if (M->Source == SourceKind::RequestField || M->Source == SourceKind::RequestId ||
        M->Source == SourceKind::RequestContent)
      if (const std::string *Key = literalKey(P, E.Operands, 1)) {
        auto Named = ofName(*Key);
        if (Named) {
          Named->Claimed = Named->Kind == PrincipalKind::User || Named->Kind == PrincipalKind::Tenant;
          Named->Weight += 0.8;
        }
        return Named;
      }
  }
  return std::nullopt;
}

std::optional<Identity> Identities::ofCall(ExprId Id) {
  const Expr &E = P[Id];
  if (auto Known = ofSource(Id, Result, describe(P, Id)); Known || asksNamedField(P, E))
    return Known;
  if (!E.Operands.empty())
    if (auto Noted = ofServerSide(E.Operands[0], E))
      return Noted;
  std::string Callee = P.calleeOf(E);
  // The authentication step: what comes out of a header, cookie, token or request is the caller.
  bool Credential = false, Request = false;
  for (size_t I = 1; I < E.Operands.size(); ++I)
    if (E.Operands[I] != NoExpr) {
      Credential |= mentionsCredential(E.Operands[I]);
      Request |= isRequestType(P[E.Operands[I]].Type) || hasWord(P.text(P[E.Operands[I]].Type), {"headers", "header"});
    }
  if (E.Text == NoName && !E.Operands.empty() && E.Operands[0] != NoExpr && ofName(P.text(P[E.Operands[0]].Hint)))
    Callee = P.text(P[E.Operands[0]].Hint);
  auto Typed = ofType(E.Type);
  auto Named = ofName(P.text(E.Hint));
  std::optional<Identity> ByCallee;
  if (isOperatorName(lastName(Callee)))
    Callee.clear();
  for (const std::string &W : wordsOf(Callee))
    if (!ByCallee && W != "get" && W != "find" && W != "load")
      ByCallee = ofName(W);
  if ((Credential || Request) && (Typed || Named || ByCallee) &&
      !hasWord(Callee, {"verify", "check", "valid", "hash", "encode", "length", "size"})) {
    Identity Found = Typed ? *Typed : Named ? *Named : *ByCallee;
    if (Found.Kind == PrincipalKind::Credential && ByCallee)
      Found.Kind = ByCallee->Kind;
    Found.Weight = std::max(Found.Weight, 1.4) + (Credential ? 1.0 : 0.6);
    Found.Why = "'" + describe(P, Id) + "' comes out of the request's " + (Credential ? "credentials" : "data") + " (" +
                lastName(Callee) + ")";
    return Found;
  }
  if (Credential && !Request && exchangesCredential(P, E, Callee, E.Type, Result))
    return Identity{PrincipalKind::User, 1.6,
                    "'" + describe(P, Id) + "' is what the request's credentials stand for (" + lastName(Callee) + ")",
                    false};
  // "currentUser()", "session.userId()": a question about the caller without other arguments.
  bool Alone = E.Operands.size() <= 1;
  if (Alone && ByCallee &&
      hasWord(Callee, {"current", "logged", "authenticated", "caller", "viewer", "principal", "whoami", "identity"}))
    return Identity{ByCallee->Kind, 2.2, "'" + lastName(Callee) + "()' names the caller", false};
  if (Alone && !E.Operands.empty() && E.Operands[0] != NoExpr) {
    // A getter that was not seen: as a field.
    if (auto Whole = ofType(P[E.Operands[0]].Type))
      return Whole;
    if (Typed)
      return Typed;
    if (fromRequester(E.Operands[0]))
      return ofVariable(E.Type, lastName(Callee));
  }
  return std::nullopt;
}

/// The address of whoever asks, as a type of its own: ClientAddress, PeerEndpoint.
std::optional<Identity> Identities::ofPeer(const Expr &E) {
  std::vector<std::string> W = wordsOf(P.text(E.Type));
  if (W.size() < 2 || !P.record(E.Type))
    return std::nullopt;
  bool Who = W[0] == "client" || W[0] == "peer" || W[0] == "remote" || W[0] == "source";
  bool What =
      W.back() == "address" || W.back() == "addr" || W.back() == "ip" || W.back() == "endpoint" || W.back() == "subnet";
  if (!Who || !What)
    return std::nullopt;
  return Identity{PrincipalKind::Device, 1.3, "'" + P.text(E.Hint) + "' is the address of whoever asks", false};
}

std::optional<Identity> Identities::of(ExprId E) {
  auto It = Values.find(static_cast<uint32_t>(E));
  if (It != Values.end())
    return It->second;
  Values[static_cast<uint32_t>(E)] = std::nullopt;
  auto Found = compute(E);
  if (Found && !fromRequester(E))
    Found.reset();
  return Values[static_cast<uint32_t>(E)] = Found;
}

std::optional<Identity> Identities::compute(ExprId E) {
  const Expr &X = P[E];
  if (uint32_t Marks = marksOf(X); Marks & (MarkPublic | MarkPrincipal))
    return Marks & MarkPublic ? std::nullopt : std::optional(declared(kindIn(Marks), shown(X)));
  switch (X.Kind) {
  case Op::Param:
    if (auto Whole = ofType(X.Type))
      return Whole;
    if (auto Named = ofVariable(X.Type, P.text(X.Hint))) {
      Named->Claimed = X.Flags & ParamBesideRequest;
      return Named;
    }
    return std::nullopt;
  case Op::Field: {
    auto Found = ofField(X);
    if (Found && isMessage(E))
      Found->Claimed = Found->Kind == PrincipalKind::User || Found->Kind == PrincipalKind::Tenant;
    return Found ? Found : ofPeer(X);
  }
  case Op::Element:
    return ofElement(X);
  case Op::Call: {
    auto Found = ofCall(E);
    if (Found && isMessage(E))
      Found->Claimed = Found->Kind == PrincipalKind::User || Found->Kind == PrincipalKind::Tenant;
    return Found;
  }
  case Op::Out:
    if (auto Known = ofSource(X.Operands[0], X.Index, shown(X)))
      return Known;
    if (auto Whole = ofType(X.Type))
      return Whole;
    if (takesTextApart(P, P[X.Operands[0]]))
      return std::nullopt;
    if (auto Named = ofVariable(X.Type, P.text(X.Hint)))
      return Named;
    return ofExchange(X);
  case Op::Global:
    return ofType(X.Type);
  default:
    return std::nullopt;
  }
}

} // namespace crosstalk::judge
