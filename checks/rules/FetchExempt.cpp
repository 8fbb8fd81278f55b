// Queries that look unscoped and are meant to be: a login, reference data, a look at the owner in order to compare it.
//
// In:  a query with its scoping.  Out: yes or no.
#include "judge/Entities.h"
#include "judge/Walk.h"
#include "rules/FetchParts.h"
#include <algorithm>

namespace crosstalk::rules {

using namespace ir;

bool isReferenceData(std::string_view Table) {
  return judge::hasWord(
      Table, {"product",  "products",  "category",    "categories",   "country",  "countries", "config",  "configs",
              "catalog",  "menu",      "food",        "fooditem",     "book",     "books",     "movie",   "movies",
              "language", "languages", "currency",    "currencies",   "tag",      "tags",      "genre",   "genres",
              "article",  "articles",  "news",        "city",         "cities",   "branches",  "rates",   "plans",
              "store",    "stores",    "shop",        "shops",        "venue",    "venues",    "station", "stations",
              "airport",  "airports",  "translation", "translations", "holidays", "faq"});
}

bool isPrivateData(std::string_view Table) {
  std::vector<std::string> Words = judge::wordsOf(Table);
  return std::any_of(Words.begin(), Words.end(), [](const std::string &W) {
    return judge::hasWord(sql::singular(W),
                          {"order",       "invoice",     "payment",    "transaction",  "receipt",      "prescription",
                           "diagnosis",   "payslip",     "salary",     "statement",    "wallet",       "cart",
                           "appointment", "booking",     "message",    "conversation", "notification", "mail",
                           "inbox",       "loan",        "deposit",    "claim",        "candidate",    "application",
                           "timesheet",   "reservation", "shipment",   "parcel",       "purchase",     "subscription",
                           "result",      "document",    "credential", "transfer",     "donation",     "note"});
  });
}

/// A name in small letters, so that "emailid" and "uPassword" are told by what they hold.
static bool holdsAny(std::string Name, std::initializer_list<const char *> Parts) {
  for (char &C : Name)
    C = static_cast<char>(std::tolower(static_cast<unsigned char>(C)));
  return std::any_of(Parts.begin(), Parts.end(),
                     [&](const char *Part) { return Name.find(Part) != std::string::npos; });
}

static bool mentionsPassword(const Program &P, ExprId E) {
  std::vector<ExprId> Open{E};
  for (size_t I = 0; I < Open.size() && I < 200; ++I) {
    if (Open[I] == NoExpr)
      continue;
    const Expr &X = P[Open[I]];
    std::string Name = P.text(X.Hint);
    if (X.Kind == Op::Call)
      Name += "_" + judge::calledName(P, X);
    if (X.Kind == Op::Literal && (X.Flags & LiteralIsString))
      Name += "_" + P.text(X.Text).substr(0, 40);
    if (holdsAny(Name, {"passw", "pwd", "bcrypt"}) ||
        judge::hasWord(Name, {"verify", "hash", "salt", "otp", "totp", "pass", "digest", "hmac"}))
      return true;
    for (ExprId O : X.Operands)
      if (std::find(Open.begin(), Open.end(), O) == Open.end())
        Open.push_back(O);
  }
  return false;
}

/// "orderid", "uid", "emailid": written together; not "paid" or "valid".
static bool endsAsId(const std::string &Word) {
  bool Ends = Word.ends_with("id") || Word.ends_with("ids") || Word.ends_with("email") || Word.ends_with("number");
  return Ends && !Word.ends_with("paid") && !Word.ends_with("valid") && !Word.ends_with("void");
}

static bool picksById(std::string_view Column) {
  std::vector<std::string> Words = judge::wordsOf(Column);
  return std::any_of(Words.begin(), Words.end(), endsAsId);
}

static bool isPassword(std::string_view Column) {
  return holdsAny(std::string(Column), {"passw", "pwd", "passphrase"}) ||
         judge::hasWord(Column, {"pass", "pin", "otp", "secret"});
}

/// "code", "share_code", "invite_token"; not "currency_code".
static bool isHandedOutCode(std::string_view Column) {
  std::vector<std::string> W = judge::wordsOf(Column);
  return !W.empty() && judge::hasWord(W.back(), {"code", "token"}) &&
         (W.size() == 1 || judge::hasWord(Column, {"share", "access", "invite", "invitation", "verification", "verify",
                                                   "confirmation", "secret", "reset", "login", "auth"}));
}

/// "WHERE account = ? AND password = ?", "WHERE share_id = ? AND code = ?": whoever asks knows what only those whom the
/// row is for can know.
static bool isShownSecret(const sql::TableScoping &T) {
  auto BySecret = [](const sql::Selector &By) { return isPassword(By.Column) || isHandedOutCode(By.Column); };
  return T.Selectors.size() >= 2 && std::any_of(T.Selectors.begin(), T.Selectors.end(), BySecret) &&
         !std::all_of(T.Selectors.begin(), T.Selectors.end(), BySecret);
}

bool makesAccount(const sql::Query &Read, const sql::TableScoping &T) {
  return Read.What == sql::Query::Kind::Insert && (T.Self || !picksById(T.OwnerColumn)) &&
         std::any_of(Read.Assignments.begin(), Read.Assignments.end(),
                     [](const sql::Assignment &A) { return isPassword(A.Column); });
}

bool asksKeyOnly(const sql::Query &Read, const std::vector<sql::Selector> &By) {
  return !Read.ResultColumns.empty() &&
         std::all_of(Read.ResultColumns.begin(), Read.ResultColumns.end(), [&](const std::string &Column) {
           std::string Name = Column.substr(Column.rfind('.') + 1);
           return std::any_of(By.begin(), By.end(), [&](const sql::Selector &S) { return S.Column == Name; });
         });
}

/// Looking a user up by the name they give, to compare a password: nobody is the caller yet.
bool isLogin(const Program &P, const SolvedFunction &F, const sql::TableScoping &T, uint32_t From) {
  bool ByName =
      !T.Selectors.empty() && std::all_of(T.Selectors.begin(), T.Selectors.end(), [](const sql::Selector &By) {
        return holdsAny(By.Column, {"email", "mail", "login"}) ||
               (judge::hasWord(By.Column, {"username", "name", "nickname", "phone", "handle", "mobile"}) &&
                !judge::hasWord(By.Column, {"id"}));
      });
  if (isShownSecret(T))
    return true;
  if (!ByName)
    return false;
  for (uint32_t I = From; I < F.Effects.size(); ++I) {
    if (F.Effects[I].What == Event::Kind::Call && mentionsPassword(P, F.Effects[I].Value))
      return true;
    for (const Condition &C : F.Effects[I].Conditions)
      if (mentionsPassword(P, C.Value))
        return true;
  }
  return false;
}

/// Contains what a query found under the claim.
static bool holdsStored(const Program &P, ExprId E, ExprId Claimed) {
  return judge::reaches(P, E, 60, [&](ExprId Part) {
    bool Query = P[Part].Kind == Op::Call && judge::isQueryCall(P, P[Part]);
    return Query && judge::mentions(P, Part, {Claimed}) ? judge::Step::Found : judge::Step::Into;
  });
}

/// A test of something that the requester gave: of a call against what is stored, of a comparison against any value.
static bool testsGiven(Judgement &J, const Expr &Test, ExprId Claimed) {
  const Program &P = J.P;
  if ((Test.Kind != Op::Compare && Test.Kind != Op::Call) || judge::isQueryCall(P, Test))
    return false;
  bool Against = false, Given = false;
  for (ExprId O : Test.Operands) {
    if (O == NoExpr || P[O].Kind == Op::Literal)
      continue;
    bool Stored = holdsStored(P, O, Claimed), Mine = !Stored && J.Who.fromRequester(O);
    Given |= Mine;
    Against |= Stored || (!Mine && Test.Kind == Op::Compare);
  }
  return Against && Given;
}

bool isProven(Judgement &J, const std::vector<Condition> &Conditions, ExprId Claimed) {
  return std::any_of(Conditions.begin(), Conditions.end(), [&](const Condition &C) {
    return mentionsPassword(J.P, C.Value) && holdsStored(J.P, C.Value, Claimed) &&
           judge::reaches(J.P, C.Value, 24, [&](ExprId Part) {
             return testsGiven(J, J.P[Part], Claimed) ? judge::Step::Found : judge::Step::Into;
           });
  });
}

/// "SELECT owner_id FROM ...": who owns the row is asked in order to compare it.
bool readsOwnerOnly(const sql::Query &Read, const sql::Scoping &S) {
  if (Read.What != sql::Query::Kind::Select || Read.ResultColumns.empty())
    return false;
  return std::all_of(Read.ResultColumns.begin(), Read.ResultColumns.end(), [&](const std::string &Column) {
    return std::any_of(S.Tables.begin(), S.Tables.end(), [&](const sql::TableScoping &T) {
      return !T.OwnerColumn.empty() && Column == Read.Tables[T.Use].Name + "." + T.OwnerColumn;
    });
  });
}

bool isTrait(std::string_view Column) {
  return judge::hasWord(Column,
                        {"locale", "lang", "language", "role", "plan", "country", "currency", "timezone", "theme",
                         "status", "type", "kind", "age", "city", "region", "level", "state", "active"});
}

bool picksOne(std::string_view Column) {
  std::vector<std::string> Words = judge::wordsOf(Column);
  return judge::hasWord(Column,
                        {"no",   "nr",   "num",  "key",  "code", "ref",  "slug", "token",   "name",      "mail",
                         "hash", "path", "file", "iban", "guid", "uuid", "pk",   "account", "reference", "handle"}) ||
         std::any_of(Words.begin(), Words.end(), endsAsId);
}

bool isListing(const std::vector<sql::Selector> &By, const sql::TableScoping &Table) {
  return Table.Everything || std::none_of(By.begin(), By.end(), [&](const sql::Selector &S) {
           return S.Column == Table.OwnerColumn || picksOne(S.Column);
         });
}

bool runsForOperators(const Program &P, const SolvedFunction &F) {
  std::string_view Rest = P.text(F.Qualified);
  while (!Rest.empty()) {
    size_t End = Rest.find("::");
    if (judge::hasWord(Rest.substr(0, End),
                       {"admin",       "admins",  "administrator", "backoffice", "internal",   "migrate",   "migration",
                        "cleanup",     "job",     "cron",          "stats",      "statistics", "metrics",   "dashboard",
                        "maintenance", "startup", "init",          "main",       "seed",       "scheduler", "worker"}))
      return true;
    Rest = End == std::string_view::npos ? "" : Rest.substr(End + 2);
  }
  return false;
}

} // namespace crosstalk::rules
