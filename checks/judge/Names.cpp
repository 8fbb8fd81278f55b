// Words that name principals, credentials, roles and their homonyms. See Identity.h.
#include "sql/Names.h"
#include "ir/Marks.h"
#include "judge/Identity.h"
#include <algorithm>
#include <set>

namespace crosstalk::judge {

using Words = std::set<std::string_view>;

static const Words People = {
    "user",         "users",      "customer",      "account",       "member",       "principal",  "subject",
    "viewer",       "caller",     "actor",         "owner",         "author",       "patient",    "student",
    "practitioner", "learner",    "employee",      "staff",         "shopper",      "buyer",      "seller",
    "merchant",     "vendor",     "guest",         "subscriber",    "borrower",     "reader",     "player",
    "driver",       "passenger",  "traveller",     "traveler",      "resident",     "donor",      "citizen",
    "holder",       "payer",      "payee",         "teacher",       "doctor",       "physician",  "nurse",
    "courier",      "landlord",   "renter",        "tenant",        "voter",        "applicant",  "candidate",
    "visitor",      "login",      "identity",      "persona",       "wallet",       "requester",  "requestor",
    "operator",     "agent",      "client",        "participant",   "contributor",  "editor",     "creator",
    "uploader",     "cardholder", "policyholder",  "beneficiary",   "contact",      "household",  "seat",
    "rider",        "host",       "consumer",      "trader",        "investor",     "lender",     "tutor",
    "pupil",        "attendee",   "speaker",       "recipient",     "profile",      "person",     "worker",
    "freelancer",   "contractor", "reviewer",      "moderator",     "manager",      "parent",     "child",
    "enrollee",     "enrolment",  "enrollment",    "accountholder", "signer",       "sender",     "uid",
    "authzid",      "claimant",   "insured",       "lessee",        "occupant",     "shipper",    "taxpayer",
    "trustee",      "volunteer",  "walletowner",   "scholar",       "dealer",       "supplier",   "biller",
    "payor",        "keyholder",  "licensee",      "delegate",      "impersonator", "handle",     "usr",
    "emp",          "cust",       "acct",          "mbr",           "caregiver",    "recruiter",  "analyst",
    "clinician",    "broker",     "buddy",         "assignee",      "invitee",      "organizer",  "organiser",
    "accountant",   "technician", "dispatcher",    "inspector",     "lawyer",       "solicitor",  "pharmacist",
    "researcher",   "scientist",  "trainer",       "trainee",       "instructor",   "professor",  "therapist",
    "engineer",     "developer",  "journalist",    "adviser",       "advisor",      "consultant", "counselor",
    "imsi",         "msisdn",     "matriculation", "acquirer",      "acceptor",     "adjuster",   "underwriter",
    "remitter",     "consignor",  "consignee",     "bidder",        "contestant",   "competitor", "summoner",
    "gamer",        "guardian",   "carer",         "coach",         "mentor",       "mentee",     "examiner",
    "examinee",     "clerk",      "cashier",       "teller",        "debtor",       "creditor",   "depositor",
    "grantee",      "grantor",    "streamer",      "follower",      "colleague",    "officer",    "veteran",
    "inmate",       "pensioner",  "retiree",       "spouse",        "dependent",    "dependant",  "plaintiff",
    "defendant",    "litigant",   "attorney",      "notary",        "counsel",      "athlete",    "referee",
    "hauler",       "skipper",    "grower",        "exhibitor",     "librarian",    "midwife",    "dentist",
    "surgeon",      "nick"};
static const Words Organisations = {
    "tenant",     "tenancy",  "org",         "organization", "organisation", "company",    "workspace",
    "realm",      "merchant", "shop",        "team",         "household",    "issuer",     "institution",
    "clinic",     "school",   "branch",      "employer",     "agency",       "partner",    "franchise",
    "department", "site",     "customerorg", "store",        "brand",        "enterprise", "business"};
static const Words IdSuffixes = {"id",   "ids",     "no",         "num",   "number", "nr",       "ref",   "code", "uid",
                                 "guid", "uuid",    "handle",     "email", "mail",   "name",     "login", "sub",  "key",
                                 "oid",  "address", "identifier", "slug",  "nick",   "nickname", "sid",   "pk"};
static const Words SessionWords = {"session", "sid", "sessionid", "jsessionid", "phpsessid"};
static const Words CredentialWords = {"token",       "bearer", "authorization", "credential", "credentials",
                                      "cookie",      "jwt",    "apikey",        "auth",       "ticket",
                                      "certificate", "cert",   "authtoken",     "cred",       "creds"};
static const Words SecretWords = {"password", "passwd", "pwd", "pass", "secret", "passphrase", "pin"};
static const Words RoleWords = {"role",        "roles",        "permission", "permissions", "scope",
                                "scopes",      "privilege",    "privileges", "admin",       "rights",
                                "entitlement", "entitlements", "grants",     "authorities", "acl"};
static const Words WholeIdentity = {"principal", "claims", "credentials", "credential", "identity",
                                    "caller",    "viewer", "subject",     "bearer",     "actor",
                                    "login",     "whoami", "requester",   "me"};
/// A name that ends in one of these speaks of something about principals, not of one.
static const Words NotAPerson = {
    "data",       "agent",      "defined",     "count",     "limit",     "timeout",   "ttl",      "size",
    "max",        "min",        "list",        "map",       "table",     "page",      "template", "url",
    "uri",        "path",       "host",        "port",      "version",   "pool",      "cache",    "store",
    "repository", "repo",       "service",     "manager",   "handler",   "factory",   "server",   "interface",
    "api",        "controller", "dao",         "db",        "database",  "settings",  "config",   "option",
    "options",    "type",       "kind",        "status",    "state",     "flag",      "flags",    "index",
    "lock",       "mutex",      "queue",       "set",       "vector",    "file",      "dir",      "format",
    "query",      "sql",        "stmt",        "statement", "row",       "rows",      "result",   "results",
    "error",      "exception",  "event",       "log",       "logger",    "message",   "msg",      "time",
    "date",       "expiry",     "expires",     "at",        "bytes",     "total",     "hash",     "hasher",
    "gateway",    "directory",  "registry",    "provider",  "resolver",  "reader",    "writer",   "loader",
    "parser",     "validator",  "book",        "form",      "view",      "model",     "routes",   "router",
    "module",     "backend",    "source",      "request",   "response",  "reply",     "builder",  "callback",
    "function",   "fn",         "cb",          "allowed",   "enabled",   "required",  "valid",    "ok",
    "exists",     "found",      "lookup",      "gate",      "policy",    "quota",     "rate",     "generator",
    "caches",     "sessions",   "users",       "accounts",  "customers", "tokens",    "cookies",  "headers",
    "column",     "field",      "prefix",      "suffix",    "separator", "delimiter", "level",    "lifetime",
    "duration",   "interval",   "address_book"};

std::string lastName(std::string_view Qualified) {
  std::string Bare;
  int Angle = 0;
  for (char C : Qualified) {
    Angle += C == '<';
    if (!Angle)
      Bare += C;
    Angle -= C == '>' && Angle > 0;
  }
  size_t Colon = Bare.rfind("::");
  return Colon == std::string::npos ? Bare : Bare.substr(Colon + 2);
}

bool isOperatorName(std::string_view Name) {
  constexpr std::string_view Keyword = "operator";
  return Name.starts_with(Keyword) &&
         (Name.size() == Keyword.size() || (!std::isalnum(static_cast<unsigned char>(Name[Keyword.size()])) &&
                                            Name[Keyword.size()] != '_' && Name[Keyword.size()] != ' '));
}

std::string calledName(const ir::Program &P, const ir::Expr &Call) { return lastName(P.calleeOf(Call)); }

bool takesTextApart(const ir::Program &P, const ir::Expr &Call) {
  const std::string &Callee = P.calleeOf(Call);
  size_t Colon = Callee.rfind("::");
  return Colon != std::string::npos &&
         hasWord(Callee.substr(0, Colon), {"lexer", "tokenizer", "tokeniser", "scanner", "parser", "grammar"});
}

std::vector<std::string> wordsOf(std::string_view Name) { return sql::words(lastName(Name)); }

bool hasWord(std::string_view Name, std::initializer_list<std::string_view> Wanted) {
  for (const std::string &W : wordsOf(Name))
    if (std::find(Wanted.begin(), Wanted.end(), W) != Wanted.end())
      return true;
  return false;
}

const char *nameOf(PrincipalKind Kind) {
  switch (Kind) {
  case PrincipalKind::User:
    return "user";
  case PrincipalKind::Tenant:
    return "tenant";
  case PrincipalKind::Session:
    return "session";
  case PrincipalKind::Credential:
    return "credential";
  case PrincipalKind::Secret:
    return "secret";
  case PrincipalKind::Role:
    return "role";
  case PrincipalKind::Device:
    return "device";
  }
  return "principal";
}

static bool in(const Words &Set, const std::string &W) { return Set.count(W) || Set.count(sql::singular(W)); }

/// "proxypasswd" as "proxy passwd", as C writes names of fields: what it is for, then what it is.
static void splitCompound(std::vector<std::string> &W) {
  static constexpr std::string_view Heads[] = {"username", "password", "passwd", "user"};
  const std::string Last = W.empty() ? "" : W.back();
  for (std::string_view Head : Heads)
    if (Last.size() >= Head.size() + 3 && Last.ends_with(Head)) {
      W.back() = Last.substr(0, Last.size() - Head.size());
      W.emplace_back(Head);
      return;
    }
}

/// "actualuser" as "actual user": which one it is, then who.
static void splitQualified(std::vector<std::string> &W) {
  static constexpr std::string_view Qualifiers[] = {"actual", "current", "active", "logged", "auth", "login", "my"};
  for (size_t I = 0; I < W.size(); ++I)
    for (std::string_view Q : Qualifiers)
      if (W[I].starts_with(Q) && People.count(std::string_view(W[I]).substr(Q.size()))) {
        std::string Who = W[I].substr(Q.size());
        W[I] = Q;
        W.insert(W.begin() + static_cast<long>(++I), std::move(Who));
        break;
      }
}

std::optional<Identity> Identities::ofName(std::string_view Name) const {
  std::vector<std::string> W = wordsOf(Name);
  splitQualified(W);
  splitCompound(W);
  std::erase_if(W, [](const std::string &Part) {
    return Part == "m" || Part == "g" || Part == "t" || Part == "s" || Part == "k" || Part == "the" || Part == "p" ||
           std::isdigit(static_cast<unsigned char>(Part[0]));
  });
  if (W.empty())
    return std::nullopt;
  std::string Shown = "'" + std::string(Name) + "'";
  auto Make = [&](PrincipalKind K, double Weight, const char *What) {
    return Identity{K, Weight, Shown + " is named like " + What, false};
  };
  bool Target =
      in({"target", "other", "dest", "destination", "recipient", "peer", "to", "from", "public"}, W[0]) && W.size() > 1;
  // "client_cert_file": where a credential is kept stands for it.
  if (W.size() > 2 && in({"file", "filename", "path", "pem", "blob"}, W.back()) &&
      in({"cert", "certificate", "key"}, W[W.size() - 2]))
    W.pop_back();
  const std::string Last = W.back();
  if (in(SessionWords, Last))
    return Make(PrincipalKind::Session, 1.7, "a session");
  if (in(SecretWords, Last))
    return Make(PrincipalKind::Secret, 1.6, "a secret");
  if (Last == "key" && W.size() >= 2 &&
      in({"api", "private", "ssh", "client", "public", "access", "auth"}, W[W.size() - 2]))
    return Make(PrincipalKind::Credential, 1.6, "a credential");
  if (in({"clientcert", "peercert", "usercert"}, Last) ||
      (in({"cert", "certificate"}, Last) && W.size() >= 2 && in({"client", "peer", "user"}, W[W.size() - 2])))
    return Make(PrincipalKind::Credential, 1.6, "a credential");
  if (in(RoleWords, Last) || (W.size() >= 2 && W[0] == "is" && in({"admin", "staff", "superuser", "operator"}, Last)))
    return Make(PrincipalKind::Role, 1.2, "a role");
  // "userId", "customer_no", "accountRef": a person or organisation, then how it is told apart.
  size_t End = W.size();
  bool HasSuffix = false;
  while (End > 1 && (in(IdSuffixes, W[End - 1]) || (HasSuffix && W[End - 1] == "name"))) {
    HasSuffix = true;
    --End;
  }
  const std::string &Noun = W[End - 1];
  double Bonus =
      (HasSuffix ? 0.6 : 0) +
      (in({"current", "actual", "logged", "signed", "auth", "authenticated", "my", "acting"}, W[0]) && W.size() > 1
           ? 0.8
           : 0) -
      (Target ? 1.2 : 0);
  if (in(SessionWords, Noun) && (HasSuffix || W.size() == 1 || in({"key", "cookie", "token"}, Last)))
    return Make(PrincipalKind::Session, 1.4 + Bonus, "a session");
  if (in(CredentialWords, Last) || (in(CredentialWords, Noun) && HasSuffix)) {
    if (Noun == "ticket" && HasSuffix && Last != "key")
      return std::nullopt; // a numbered ticket is a thing; one that is shown at the gate has no number
    if (in({"csrf", "xsrf", "page", "next", "continuation", "parse", "lex", "reset", "push", "device"}, W[0]))
      return std::nullopt;
    return Make(PrincipalKind::Credential, 1.5 + Bonus, "a credential");
  }
  if (in(Organisations, Noun) && !in({"site", "store", "branch", "shop", "business", "brand"}, Noun))
    return Make(PrincipalKind::Tenant, 1.5 + Bonus, "a tenant");
  if (Last == "uid" || Last == "username" || Last == "userid" || Last == "euid" || Last == "gid")
    return Make(PrincipalKind::User, 1.8 + Bonus, "a user");
  if (Last == "sub" && W.size() <= 2)
    return Make(PrincipalKind::User, 1.5, "a token's subject");
  if (Last == "login" && W.size() == 2 && !in(People, Noun) && !in({"last", "failed", "first", "on", "is"}, W[0]))
    return Make(PrincipalKind::User, 1.2, "a user");
  if (in({"as", "actas"}, Last) && in({"act", "acting", "impersonate"}, W[0]))
    return Make(PrincipalKind::User, 1.6, "an impersonated user");
  if (in(People, Noun) && !(in(NotAPerson, Last) && !HasSuffix)) {
    bool Weak = in({"host",    "client",  "agent",  "manager",   "parent",     "child",    "contact", "reader",
                    "creator", "profile", "holder", "recipient", "sender",     "handle",   "store",   "editor",
                    "speaker", "worker",  "dealer", "broker",    "dispatcher", "inspector"},
                   Noun);
    if (HasSuffix && Last == "name" && Noun != "user" && Noun != "login" && Noun != "account" && Noun != "customer")
      Bonus -= 0.4;
    return Make(PrincipalKind::User, (Weak ? 0.7 : 1.4) + Bonus, "a user");
  }
  if (in({"ip", "addr", "address", "source", "peer", "remote"}, Last) &&
      in({"client", "remote", "peer", "source"}, W[0]))
    return Make(PrincipalKind::Device, 0.9, "the peer");
  return std::nullopt;
}

bool Identities::looksLikeSomebody(ir::Name Type) const {
  const ir::RecordInfo *R = P.record(Type);
  std::vector<std::string> W = wordsOf(P.text(Type));
  if (!R || W.empty() || in(NotAPerson, W.back()) || in({"connection", "conn", "document", "share", "link"}, W.back()))
    return false;
  return std::any_of(R->Fields.begin(), R->Fields.end(), [&](const ir::Field &F) { return isTextOrNumber(F.Type); });
}

/// Its own fields, then those of its bases.
static std::vector<ir::Field> allFields(const ir::Program &P, const ir::RecordInfo &R) {
  std::vector<ir::Field> All;
  std::vector<const ir::RecordInfo *> Open{&R};
  for (size_t I = 0; I < Open.size() && I < 16; ++I) {
    All.insert(All.end(), Open[I]->Fields.begin(), Open[I]->Fields.end());
    for (ir::Name Base : Open[I]->Bases)
      if (const ir::RecordInfo *B = P.record(Base))
        Open.push_back(B);
  }
  return All;
}

/// "keeper_id", "keeperNo": names the key of a keeper.
static bool isKeyOf(std::string_view Identifier, std::string_view Noun) {
  const std::vector<std::string> W = sql::words(Identifier);
  return W.size() >= 2 && W[W.size() - 2] == Noun && (W.back() == "id" || W.back() == "no" || W.back() == "number");
}

/// A statement that tells rows apart by the key of somebody: "... WHERE keeper_id = ?".
static bool statesKeyOf(const std::string &Text, std::string_view Noun) {
  if (Text.find(Noun) == std::string::npos || Text.find(' ') == std::string::npos ||
      Text.find("WHERE") == std::string::npos)
    return false;
  for (size_t At = Text.find(Noun); At != std::string::npos; At = Text.find(Noun, At + 1)) {
    size_t End = Text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", At);
    if (isKeyOf(std::string_view(Text).substr(At, End - At), Noun))
      return true;
  }
  return false;
}

/// Somebody by a noun that names persons among other things, e.g. a keeper, where rows or records say whose they are
/// by their key.
static bool ownsByKey(const ir::Program &P, ir::Name Type, const std::string &Noun) {
  auto Named = sql::principalNoun(Noun);
  if (!Named || Named->Author || Named->Weight < 0.7)
    return false;
  for (const auto &[Name, R] : P.Records)
    if (Name != Type && !(R.Flags & ir::RecordIsSystem))
      for (const ir::Field &F : R.Fields)
        if (isKeyOf(P.text(F.Identifier), Noun))
          return true;
  return std::any_of(P.Strings.begin(), P.Strings.end(),
                     [&](const std::string &Text) { return statesKeyOf(Text, Noun); });
}

std::optional<Identity> Identities::ofType(ir::Name Type) {
  auto [It, New] = Types.try_emplace(Type);
  if (!New)
    return It->second;
  const std::string &Text = P.text(Type);
  for (const ir::DeclaredName &Wanted : P.PrincipalTypes)
    if (Text == Wanted.Name)
      return It->second = declared(Wanted.Kind, lastName(Text));
  for (const ir::Model *M : P.modelsOfType(Type))
    if (M->PrincipalType)
      return It->second = Identity{PrincipalKind::User, 3.5, "'" + Text + "' is " + M->Library + "'s principal", false};
  if (auto L = Learned.find(Type); L != Learned.end())
    return It->second = Identity{PrincipalKind::User, 2.2, L->second, false};
  const ir::RecordInfo *R = P.record(Type);
  if (R && (R->Flags & (ir::MarkPublic | ir::MarkPrincipal)))
    return It->second =
               R->Flags & ir::MarkPublic ? std::nullopt : std::optional(declared(ir::kindIn(R->Flags), lastName(Text)));
  if (!R || Text.find('<') != std::string::npos || (R->Flags & ir::RecordIsSystem) || R->Fields.empty())
    return std::nullopt;
  std::vector<std::string> W = wordsOf(Text);
  if (W.empty())
    return std::nullopt;
  std::erase_if(W, [](const std::string &Part) { return std::isdigit(static_cast<unsigned char>(Part[0])); });
  while (W.size() > 1 &&
         in({"info", "record", "dto", "context", "scope", "ref", "ptr", "details", "profile", "t", "object"}, W.back()))
    W.pop_back();
  // "UserName {user, db}": what tells one from another, made of several parts.
  static const Words Strong = {"user", "account", "login", "principal", "customer", "member"};
  if (W.size() > 1 && (W.back() == "name" || W.back() == "id") && Strong.count(W[W.size() - 2]))
    W.pop_back();
  const std::string Last = W.empty() ? "" : W.back();
  bool Whole = !W.empty() && W.back() == wordsOf(Text).back(); // "User", not "UserScope"
  bool Named = in(People, Last) || in(Organisations, Last) || WholeIdentity.count(Last) ||
               in({"session", "tenancy", "auth"}, Last) || Last == "in";
  if (W.size() >= 2 && Last == "in" && !in({"signed", "logged"}, W[W.size() - 2]))
    Named = false;
  const bool ByKey = !Named && ownsByKey(P, Type, Last);
  Named |= ByKey;
  if (!Named || in({"host", "store", "reader", "manager", "agent", "parent", "child", "shop", "site", "branch",
                    "handle", "editor", "worker"},
                   Last)) {
    // A weak noun is a person when its record looks like one: few plain fields, one of them an id.
    if (!(in(People, Last) || in(Organisations, Last)))
      return std::nullopt;
  }
  bool Weak = ByKey || in({"host",    "client",  "store",     "reader", "manager", "agent",      "parent",   "child",
                           "contact", "profile", "shop",      "site",   "branch",  "partner",    "business", "editor",
                           "worker",  "team",    "recipient", "sender", "broker",  "dispatcher", "inspector"},
                          Last);
  std::string IdField, FirstText;
  bool Plain = true, Belongs = false; // to somebody that a field names
  unsigned Attributes = 0;
  for (const ir::Field &F : allFields(P, *R)) {
    std::vector<std::string> FW = wordsOf(P.text(F.Identifier));
    const std::string FLast = FW.empty() ? "" : FW.back();
    // "err_code", "exit_no" tell how something ended.
    const bool Outcome =
        FW.size() > 1 && in({"err", "error", "status", "exit", "return", "result", "reason"}, FW.front());
    if (isTextOrNumber(F.Type) && !Outcome &&
        (in(IdSuffixes, FLast) || ofName(P.text(F.Identifier)) || in({"sub", "subject", "tenant", "roles"}, FLast)) &&
        IdField.empty())
      IdField = P.text(F.Identifier);
    Attributes += isTextOrNumber(F.Type);
    auto Named = isTextOrNumber(F.Type) ? ofName(P.text(F.Identifier)) : std::nullopt;
    Belongs |= Named && Named->Kind == PrincipalKind::User && in(IdSuffixes, FLast);
    if (FirstText.empty() && isTextOrNumber(F.Type) && !isNumber(P.text(F.Type)))
      FirstText = P.text(F.Identifier);
    // A user may know the server that it is logged in to; what might be a machine or a role in a protocol may not.
    if ((F.Flags & ir::FieldIsReference) || P.text(F.Type).find("mutex") != std::string::npos)
      Plain &= Whole && !Weak && in(People, Last);
  }
  // "Session{patientId, lock, downloads}": a session that locks is still somebody's if it says whose.
  Plain |= Whole && Last == "session" && Belongs;
  // "StaffMember{badge, rota}": somebody is told apart by the first text, whatever the trade calls it.
  bool ByText = IdField.empty() && Whole && !Weak && in(People, Last) && (R->Flags & ir::RecordIsAggregate);
  if (ByText)
    IdField = FirstText;
  if (IdField.empty() || Attributes == 0 || !Plain)
    return std::nullopt;
  PrincipalKind Kind = Last == "session"                              ? PrincipalKind::Session
                       : in(Organisations, Last) && !in(People, Last) ? PrincipalKind::Tenant
                       : in({"credential", "credentials", "bearer", "login", "mailbox"}, Last)
                           ? PrincipalKind::Credential
                           : PrincipalKind::User;
  double Weight = Weak ? 1.2 : ByText ? 1.6 : 2.4;
  if (W.size() > 1 && in({"fake", "mock", "test", "dummy"}, W[0]))
    Weight -= 2;
  return It->second = Identity{Kind, Weight,
                               "'" + lastName(Text) + "' is an identity type with the id '" + IdField + "'", false};
}

} // namespace crosstalk::judge
