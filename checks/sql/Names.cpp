// Word lists of ownership, and the small grammar of column names: [qualifier] noun [id-like suffix].
#include "sql/Names.h"
#include "llvm/ADT/StringSwitch.h"
#include <algorithm>
#include <cctype>

namespace crosstalk::sql {
namespace {

/// A person's word, with how sure it is that the person owns what refers to them.
double userWeight(std::string_view W) {
  return llvm::StringSwitch<double>(W)
      .Cases({"user", "usr", "owner", "account", "acct", "customer", "cust", "member", "subscriber", "holder"}, 1)
      .Cases({"patient", "employee", "merchant", "client", "consumer", "buyer", "purchaser", "shopper"}, 1)
      .Cases({"cardholder", "accountholder", "policyholder", "insured", "beneficiary", "payer", "payee"}, 1)
      .Cases({"student", "learner", "pupil", "tenant_user", "borrower", "lender", "lessee", "renter", "leaseholder"}, 1)
      .Cases({"guest", "passenger", "traveler", "traveller", "rider", "reader", "donor", "applicant", "claimant"}, 0.9)
      .Cases({"candidate", "citizen", "resident", "taxpayer", "principal", "subject", "person", "individual"}, 0.9)
      .Cases({"seller", "vendor", "supplier", "partner", "player", "participant", "attendee", "visitor"}, 0.9)
      .Cases({"worker", "staff", "agent", "driver", "courier", "contractor", "freelancer", "technician"}, 0.8)
      .Cases({"sender", "recipient", "receiver", "addressee", "requester", "requestor", "submitter"}, 0.8)
      .Cases({"profile", "login", "identity", "persona", "uid", "userid", "username", "uname", "userlogin"}, 0.8)
      .Cases({"doctor", "physician", "nurse", "teacher", "instructor", "tutor", "therapist", "clinician"}, 0.7)
      .Cases({"organizer", "organiser", "host", "landlord", "keeper", "custodian", "trainer", "coach"}, 0.7)
      .Cases({"trader", "investor", "shareholder", "bidder", "operator", "caller", "viewer", "follower"}, 0.7)
      .Cases({"author", "creator", "uploader", "poster", "writer", "publisher", "reporter", "contact"}, 0.5)
      .Cases({"session", "sid", "sess"}, 0.5)
      .Cases({"assignee", "manager", "reviewer", "approver", "editor", "moderator", "supervisor"}, 0.3)
      .Default(0);
}

double tenantWeight(std::string_view W) {
  return llvm::StringSwitch<double>(W)
      .Cases({"tenant", "org", "organization", "organisation", "company", "workspace", "realm", "customerorg"}, 1)
      .Cases({"business", "clinic", "hospital", "school", "practice", "institution", "agency", "firm"}, 0.9)
      .Cases({"enterprise", "corporation", "subsidiary", "franchise", "club", "household", "family"}, 0.9)
      .Cases({"team", "shop", "store", "restaurant", "hotel", "studio", "salon", "gym", "community"}, 0.6)
      .Cases({"department", "dept", "division", "branch", "site", "namespace", "group"}, 0.4)
      .Cases({"project"}, 0.3)
      .Default(0);
}

bool isAuthor(std::string_view W) {
  return llvm::StringSwitch<bool>(W)
      .Cases({"author", "creator", "uploader", "poster", "writer", "publisher", "reporter"}, true)
      .Default(false);
}

/// The part of a name that says "this is the key of".
bool isKeySuffix(std::string_view W) {
  return llvm::StringSwitch<bool>(W)
      .Cases({"id", "ids", "no", "nr", "num", "number", "uid", "uuid", "guid", "oid", "pk", "fk", "key"}, true)
      .Cases({"ref", "code", "sub", "hash"}, true)
      .Default(false);
}

/// Names that identify a person, but belong to many other things too: customer_name, user_email.
bool isNameSuffix(std::string_view W) {
  return llvm::StringSwitch<bool>(W)
      .Cases({"name", "email", "mail", "login", "handle", "username"}, true)
      .Default(false);
}

/// Words before the noun after which it is somebody else's identity, or none at all.
double qualifierFactor(std::string_view W) {
  return llvm::StringSwitch<double>(W)
      .Cases({"target", "other", "peer", "parent", "last", "previous", "old", "referred", "blocked"}, 0.4)
      .Cases({"assigned", "approved", "reviewed", "updated", "modified", "edited", "deleted", "changed"}, 0.2)
      .Cases({"stripe", "external", "ext", "paypal", "google", "github", "oauth", "remote", "foreign"}, 0.4)
      .Cases({"bank", "ledger", "gl"}, 0.5)
      .Default(1);
}

std::optional<OwnerName> byParticiple(std::string_view W) {
  double Weight = llvm::StringSwitch<double>(W)
                      .Cases({"owned", "held"}, 1)
                      .Cases({"booked", "ordered", "requested", "submitted", "purchased", "placed", "reserved"}, 0.7)
                      .Cases({"created", "uploaded", "posted", "added", "authored", "written", "filed", "sent"}, 0.5)
                      .Default(0);
  if (!Weight)
    return std::nullopt;
  return OwnerName{OwnerKind::User, Weight, Weight == 0.5};
}

/// Spellings written together: userid, customerno, accountid.
std::vector<std::string> splitGlued(std::vector<std::string> Words) {
  if (Words.empty())
    return Words;
  std::string Last = Words.back();
  for (std::string_view Suffix : {"uuid", "guid", "uid", "id", "no", "nr"}) {
    if (Last.size() <= Suffix.size() || !std::string_view(Last).ends_with(Suffix))
      continue;
    std::string Stem = Last.substr(0, Last.size() - Suffix.size());
    if (!principalNoun(Stem))
      continue;
    Words.back() = Stem;
    Words.emplace_back(Suffix);
    return Words;
  }
  return Words;
}

std::optional<OwnerName> nounAt(const std::vector<std::string> &Words, size_t I) {
  std::optional<OwnerName> Result = principalNoun(Words[I]);
  if (Result && I > 0)
    Result->Weight *= qualifierFactor(Words[I - 1]);
  return Result;
}

bool contains(const std::vector<std::string> &Words, std::initializer_list<std::string_view> Any) {
  for (std::string_view W : Any)
    if (std::find(Words.begin(), Words.end(), W) != Words.end())
      return true;
  return false;
}

} // namespace

std::vector<std::string> words(std::string_view Identifier) {
  std::vector<std::string> Result;
  auto Class = [](char C) {
    unsigned char U = static_cast<unsigned char>(C);
    return std::isdigit(U) ? 3 : std::isupper(U) ? 2 : std::isalpha(U) || (U & 0x80) ? 1 : 0;
  };
  for (size_t I = 0; I < Identifier.size(); ++I) {
    int Here = Class(Identifier[I]), Before = I ? Class(Identifier[I - 1]) : 0;
    int After = I + 1 < Identifier.size() ? Class(Identifier[I + 1]) : 0;
    if (!Here)
      continue;
    bool Starts = !Before || (Here == 2 && Before != 2) || (Here == 2 && Before == 2 && After == 1) ||
                  (Here == 3) != (Before == 3);
    if (Starts || Result.empty())
      Result.emplace_back();
    Result.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(Identifier[I])));
  }
  return Result;
}

std::string singular(std::string_view Word) {
  std::string W(Word);
  auto Ends = [&](std::string_view S) { return W.size() > S.size() + 1 && std::string_view(W).ends_with(S); };
  if (W == "people")
    return "person";
  if (Ends("ies"))
    return W.substr(0, W.size() - 3) + "y";
  if (Ends("sses") || Ends("ches") || Ends("shes") || Ends("xes") || Ends("zes"))
    return W.substr(0, W.size() - 2);
  if (Ends("s") && !Ends("ss") && !Ends("us") && !Ends("is"))
    return W.substr(0, W.size() - 1);
  return W;
}

std::optional<OwnerName> principalNoun(std::string_view Word) {
  if (double Weight = userWeight(Word))
    return OwnerName{OwnerKind::User, Weight, isAuthor(Word)};
  if (double Weight = tenantWeight(Word))
    return OwnerName{OwnerKind::Tenant, Weight, false};
  return std::nullopt;
}

std::optional<OwnerName> ownerColumnByName(std::string_view Column) {
  std::vector<std::string> W = splitGlued(words(Column));
  while (W.size() > 1 && !W.back().empty() && std::isdigit(static_cast<unsigned char>(W.back()[0])))
    W.pop_back();
  if (W.empty())
    return std::nullopt;
  const std::string Last = W.back();
  if (W.size() > 1 && Last == "by")
    return byParticiple(W[W.size() - 2]);
  if (W.size() == 1) {
    bool Alone = llvm::StringSwitch<bool>(Last)
                     .Cases({"owner", "user", "holder", "uid", "username", "userid", "author", "creator"}, true)
                     .Cases({"tenant", "customer", "account", "member", "subscriber", "login", "org"}, true)
                     .Cases({"patient", "merchant", "employee", "client", "uploader", "principal", "sid"}, true)
                     .Cases({"student", "learner", "shopper", "buyer", "seller", "recipient", "sender"}, true)
                     .Default(false);
    std::optional<OwnerName> Result = Alone ? principalNoun(Last) : std::nullopt;
    if (Result && Result->Author)
      Result->Weight *= 0.8; // "books.author" may be a person who is named, not an account
    return Result;
  }
  if (isKeySuffix(Last) || isNameSuffix(Last)) {
    size_t Noun = W.size() - 2;
    while (Noun > 0 && isKeySuffix(W[Noun])) // customer_ref_id
      --Noun;
    std::optional<OwnerName> Result = nounAt(W, Noun);
    if (Result && isNameSuffix(Last))
      Result->Weight *= W[Noun] == "user" || W[Noun] == "owner" || W[Noun] == "login" ? 0.8 : 0.4;
    if (Result && Last == "hash")
      Result->Weight *= 0.5;
    return Result;
  }
  std::optional<OwnerName> Result = nounAt(W, W.size() - 1); // file_owner, belongs_to_user
  bool Relation = contains(W, {"owning", "belongs", "for"}) || Last == "owner" || Last == "uid" || Last == "holder";
  return Result && Relation ? Result : std::nullopt;
}

std::optional<OwnerName> principalTableByName(std::string_view Table) {
  std::vector<std::string> W = words(Table);
  if (W.empty())
    return std::nullopt;
  static constexpr std::string_view Decoration[] = {"tbl", "t", "app", "auth", "tb", "sys", "core", "dbo", "table"};
  while (W.size() > 1 && std::find(std::begin(Decoration), std::end(Decoration), W.front()) != std::end(Decoration))
    W.erase(W.begin());
  while (W.size() > 1 && (W.back() == "table" || W.back() == "tbl"))
    W.pop_back();
  if (W.size() > 1 && membershipTableByName(Table))
    return std::nullopt;
  std::optional<OwnerName> Result = principalNoun(singular(W.back()));
  if (!Result || Result->Author || Result->Weight <= 0.6)
    return std::nullopt;
  // bank_accounts and team_members are things of theirs; service_users and end_customers are principals
  bool Plain = W.size() == 1 || Result->Kind == OwnerKind::Tenant || singular(W.back()) == "user" ||
               singular(W.back()) == "customer";
  return Plain ? Result : std::nullopt;
}

bool capabilityColumnByName(std::string_view Column) {
  std::vector<std::string> W = words(Column);
  if (contains(W, {"type", "count", "expires", "expiry", "at", "length", "limit", "name", "price", "color"}))
    return false;
  if (contains(W, {"token", "tokens", "secret", "otp", "nonce", "capability", "jti", "apikey", "sharekey"}))
    return true;
  if (contains(W, {"digest", "hash", "sha256", "hmac"}) && contains(W, {"key", "code", "link", "apikey", "sharekey"}))
    return true; // what is kept of a key that only its holder has
  bool Kind = contains(W, {"share",        "sharing",    "access",   "reset",        "invite",      "invitation",
                           "verification", "activation", "confirm",  "confirmation", "unsubscribe", "download",
                           "magic",        "api",        "session",  "auth",         "refresh",     "claim",
                           "pairing",      "signup",     "recovery", "guest",        "link"});
  bool Form = contains(W, {"key", "code", "hash", "link", "slug", "secret", "cookie"});
  bool Id = !W.empty() && W.back() == "id";
  return Kind && Form && !Id && W.size() > 1;
}

bool publicColumnByName(std::string_view Column) {
  return contains(words(Column), {"visibility", "public", "published", "ispublic", "listed", "is_public", "publicly",
                                  "private", "featured", "global", "privacy"});
}

bool credentialColumnByName(std::string_view Column) {
  std::vector<std::string> W = words(Column);
  return contains(W, {"password", "passwd", "pwd", "passhash", "pin", "salt", "passphrase", "pw", "pwhash"}) ||
         (contains(W, {"api", "secret"}) && contains(W, {"key", "hash", "token"})) ||
         (contains(W, {"pass"}) && W.size() < 3) || contains(W, {"totp", "credential", "credentials"});
}

bool loginColumnByName(std::string_view Column) {
  std::vector<std::string> W = words(Column);
  return W.size() <= 2 && contains({W.empty() ? "" : W.back()}, {"email", "login", "username", "mail"});
}

bool membershipTableByName(std::string_view Table) {
  std::vector<std::string> W = words(Table);
  if (W.empty())
    return false;
  std::string Last = singular(W.back());
  if (contains({Last}, {"membership", "acl", "grant", "permission", "collaborator", "participant", "enrollment",
                        "enrolment", "subscription", "share", "follower", "assignment", "access", "role", "attendee",
                        "invitee", "collaboration"}))
    return Last != "role" || W.size() > 1;
  if (W.size() < 2)
    return false;
  if (contains({W[0]}, {"app", "auth", "tbl", "t", "sys"}))
    return false;
  return Last == "member" || Last == "user" || (principalNoun(Last) && principalNoun(singular(W[W.size() - 2])));
}

bool isSpelledOut(std::string_view Table) {
  constexpr std::string_view Hole = "__hole";
  return !Table.starts_with(Hole) || Table.find_first_not_of("0123456789", Hole.size()) != std::string_view::npos;
}

bool grantsAccessByName(std::string_view Table, std::string_view Rows) {
  std::vector<std::string> W = words(Table), Granted = words(Rows);
  if (W.empty() || Granted.empty())
    return false;
  std::string Thing = singular(Granted.back());
  // what a person has or takes part in is no secret for all others: a role, a plan, a course, an event
  if (contains({Thing}, {"role", "permission", "privilege", "right", "plan", "feature", "tag", "category", "course",
                         "event", "badge", "skill", "product", "language", "country"}))
    return false;
  std::string Last = singular(W.back());
  if (contains({Last}, {"member", "membership", "acl", "access", "permission", "grant", "collaborator", "collaboration",
                        "participant", "share"}))
    return true;
  return W.size() == 2 &&
         ((singular(W[0]) == Thing && principalNoun(Last)) || (Last == Thing && principalNoun(singular(W[0]))));
}

} // namespace crosstalk::sql
