// The parts of the fetch analysis: SQL (Fetch.cpp), searches in memory (FetchSearch.cpp), and the other look-ups that
// are not SQL (FetchObjects.cpp).
#pragma once
#include "rules/Fetches.h"

namespace crosstalk::rules {

std::optional<Scope> principalInScope(Judgement &J, const ir::SolvedFunction &F);
/// The principal that the code around an effect knows: of its own handler, not of one registered beside it.
std::optional<Scope> principalAround(Judgement &J, const ir::SolvedFunction &F, uint32_t Effect);
/// Requests enter the function: it was registered for them, or takes one.
bool isEntered(Judgement &J, const ir::SolvedFunction &F);
/// The effect is that of a closure which is judged as the entry that it is registered as.
bool isJudgedAtEntry(Judgement &J, Site S);
/// Whether the handler is kept together with a policy or guard, e.g. {path, ownerPolicy(), handler}, or runs after a
/// step that lets only the owner through: use(loadOwnOrder()).use(handler).
bool behindPolicy(Judgement &J, const ir::SolvedFunction &Handler);
/// What the effect hands to whoever called the function: returned, stored or sent content.
std::vector<ir::ExprId> contentOut(Judgement &J, const ir::SolvedFunction &F, uint32_t Effect);
/// What holds at an effect: its conditions, and of every element that a loop before it saw, that none made it leave:
/// "for (row : rows) { if (row.owner != user) return denied; ... } return text;".
std::vector<ir::Condition> conditionsAt(const ir::Program &P, const ir::SolvedFunction &F, uint32_t Effect);
/// Content of the guarded objects gets out of the function: returned, stored or sent.
bool escapes(Judgement &J, const ir::SolvedFunction &F, judge::Guards &Guard, uint32_t From);
/// What the truth of a condition says about an object: true for "it is there", nothing when it says neither.
std::optional<bool> presence(const ir::Program &P, ir::ExprId E, const std::vector<ir::ExprId> &Objects, bool True);
/// The first later query that presumes the object to be there, concerns the same id or the object itself, and does not
/// name the caller.
std::optional<uint32_t> decides(Judgement &J, uint32_t Function, judge::Guards &Guard,
                                const std::vector<ir::ExprId> &Objects, const std::vector<ir::ExprId> &Selectors,
                                uint32_t From);
/// The judgement of a statement with what is bound to it.
/// Whom the request claims to be counts as the caller where the conditions compared the two.
sql::Scoping scopingOf(Judgement &J, const sql::Schema &Known, const judge::QuerySite &Q, const judge::QueryText &T,
                       const sql::Query &Read, const std::vector<ir::Condition> &Conditions = {});
/// The queries of the program on one table.
struct Siblings {
  unsigned Scoped = 0, All = 0;
  std::string Owner;        ///< the column that the first of them binds
  std::vector<Frame> Right; ///< some of those that bind it
};
std::map<std::string, Siblings> siblingsOf(Judgement &J, const sql::Schema &Known);
/// A new row gets the caller as its owner, and its key does not hold the owner.
bool ownsBeyondKey(const std::vector<std::string> &Key, const sql::Scoping &S);
/// Only adds to what is there: a counter, a payment received. Anybody may do that to another's row.
bool onlyIncreases(const sql::Query &Read);
/// "($5 OR owner_id = $4)": the value by which the request itself says that the owner does not matter.
std::optional<ir::ExprId> claimedRight(Judgement &J, const judge::QuerySite &Q, const judge::QueryText &T,
                                       const sql::Query &Read);
/// A value that picks rows of a table, and the column it is compared with.
struct RowSelector {
  std::string Table, Column;
  ir::ExprId By{};
};

/// An earlier query found a row of the caller's own, and this one is made only then: by the same id, or by what was
/// read from that row.
bool isReachedThroughOwn(Judgement &J, const sql::Schema &Known, uint32_t Function, const judge::QuerySite &Q,
                         const std::vector<RowSelector> &Selectors);
/// The row belongs to one, read before, that was compared with the caller: "AND order_id = <order.id>".
bool isInComparedParent(Judgement &J, uint32_t Function, const judge::QuerySite &Q,
                        const std::vector<RowSelector> &Selectors);
/// The calls before that found rows of other tables, by the same number as these rows are picked by.
std::vector<ir::ExprId> callsForOthers(Judgement &J, const sql::Schema &Known, uint32_t Function,
                                       const judge::QuerySite &Q, const std::vector<RowSelector> &Selectors);
/// A new row is put below a row of somebody else's: the request alone names the parent, e.g. the order of an item.
std::optional<OpenFetch> foreignParent(Judgement &J, const sql::Schema &Known, uint32_t Function,
                                       const judge::QuerySite &Q, const judge::QueryText &T, const sql::Scoping &S,
                                       const std::optional<Scope> &Scope);
/// The row is joined to one that the request names as well, and the caller was let in there: after
/// "insures(policyNo, caller)", "a.id = ? AND c.policy_no = ?".
bool isInAdmittedParent(Judgement &J, const judge::QuerySite &Q, const judge::QueryText &T, const sql::Query &Read,
                        const sql::Scoping &S, const std::vector<ir::Condition> &Conditions);
/// Looking a user up by the name they give, to compare a password: nobody is the caller yet.
bool isLogin(const ir::Program &P, const ir::SolvedFunction &F, const sql::TableScoping &T, uint32_t From);
/// "INSERT INTO users (account, password)": nobody has the account yet.
bool makesAccount(const sql::Query &Read, const sql::TableScoping &T);
/// "SELECT id FROM users WHERE id = ?": no more is asked than whether there is somebody.
bool asksKeyOnly(const sql::Query &Read, const std::vector<sql::Selector> &By);
/// Whoever claims to be somebody has shown it: a password or code was compared with what is stored under the claim.
bool isProven(Judgement &J, const std::vector<ir::Condition> &Conditions, ir::ExprId Claimed);
/// "SELECT owner_id FROM ...": who owns the row is asked in order to compare it.
bool readsOwnerOnly(const sql::Query &Read, const sql::Scoping &S);
/// Tables that by their name hold what everybody may see: products, countries, menus.
bool isReferenceData(std::string_view Table);
/// Tables that by their name hold what is between one person and the service: orders, messages, prescriptions.
bool isPrivateData(std::string_view Table);
/// What a person is, not who: their language, their plan.
bool isTrait(std::string_view Column);
/// A column or field that picks one row, e.g. "id", "order_no", "share_token"; not one that filters, e.g. "status".
bool picksOne(std::string_view Column);
/// No value picks a row: the whole table, or what a filter such as a status leaves of it.
bool isListing(const std::vector<sql::Selector> &By, const sql::TableScoping &Table);
/// Code that by its name runs for operators or for nobody: an admin page, a job, a migration.
bool runsForOperators(const ir::Program &P, const ir::SolvedFunction &F);
/// The field of a record that names its owner: Order::customerNo. Empty if it has none.
std::string ownerField(Judgement &J, ir::Name Type);
/// Some code takes an element out of the storage by a request's id, and compares it with the caller.
bool isOwnedStore(Judgement &J, const std::string &StorageId);
/// The storage that a model's external accesses are in: one for each library.
std::string externalId(const ir::Model &M);
/// An element of such a storage is put in anew under a request's id, whoever owns the one that is there.
std::optional<OpenFetch> overwrite(Judgement &J, Site S);
/// A new record is put in whose owner the request names.
std::optional<OpenFetch> forgedRecord(Judgement &J, Site S);
/// The reasons why an object of this type, not a row, is open.
void addObjectReasons(Judgement &J, OpenFetch &Open, const std::optional<Scope> &Scope, const std::string &Type,
                      double Base);
Finding findingOf(Judgement &J, Site S, const OpenFetch &Open);

void sqlFetches(Judgement &J, Findings &Out);
void objectFetches(Judgement &J, Findings &Out);
/// The fields by which some code tells the caller's records apart: they own, whatever they are called.
void learnOwnerFields(Judgement &J);
void searchedFetches(Judgement &J, Findings &Out);

} // namespace crosstalk::rules
