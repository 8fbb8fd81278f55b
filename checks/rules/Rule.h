// What the rules share: the program with the questions they ask of it, and the making of findings.
//
// In:  a solved program.  Out: findings, by one function a rule (Rules.def names them).
#pragma once
#include "ir/Finding.h"
#include "judge/Cover.h"
#include "judge/Queries.h"
#include "judge/Storage.h"
#include <memory>

namespace crosstalk::rules {

/// One effect in one function, and the same effect further down.
struct Site {
  uint32_t Function = 0, Effect = 0;
};

/// A value that names the caller.
struct Scope {
  ir::ExprId Node{};
  judge::Identity Who;
};

/// What a reader of a storage compares: a path inside the stored element, or inside the key it is stored under.
struct ComparedPart {
  std::vector<ir::Name> Path;
  bool OfKey = false;
  friend bool operator==(const ComparedPart &A, const ComparedPart &B) = default;
};

/// The fields that some value is made of, and the types that code which was not seen gets as a whole.
struct GivenOut {
  std::set<std::pair<ir::Name, ir::Name>> Fields; ///< record and field
  std::set<ir::Name> Types;
};

struct CachePut;
struct SlotWrite;

/// Everything a rule may ask.
struct Judgement {
  explicit Judgement(const ir::Program &P) : P(P), Who(P), Where(P, Who) {}
  const ir::Program &P;
  judge::Identities Who;
  judge::Storages Where;
  /// The queries of a function, remembered.
  const std::vector<judge::QuerySite> &queries(uint32_t Function);
  std::map<uint32_t, std::vector<judge::QuerySite>> Queries;
  std::optional<judge::PreparedStatements> Prepared;                        ///< made by the first question for queries
  std::map<const ir::SolvedFunction *, std::optional<Scope>> Scopes;        ///< the caller, by function
  std::optional<std::map<std::string, std::vector<ComparedPart>>> Compared; ///< by storage, see Recheck.cpp
  std::optional<GivenOut> Given;                                            ///< see GivenOut.cpp
  std::optional<std::set<std::string>> AskedFor; ///< storages whose elements are asked for somebody before their use
  std::set<std::string> HandedOut;               ///< storages whose elements are handed out after such a comparison
  std::map<std::tuple<ir::Op, ir::Name, ir::Name>, std::vector<Frame>> Readers; ///< see readerFlow
  /// Whether a value holds what a field or variable held on entry, by field, then by value; see Slots.cpp.
  std::map<std::tuple<ir::Op, ir::Name, ir::Name>, std::unordered_map<uint32_t, bool>> Mentioned;
  std::optional<std::set<std::string>> OwnedStores;     ///< some code compares the owner of what it takes out of them
  std::map<ir::Name, ir::Name> OwnerFields;             ///< record -> the field that is compared with the caller
  std::optional<std::set<std::string>> ReadBelow;       ///< tables whose rows are read by the owner of their parent
  std::optional<std::set<ir::Name>> Entered;            ///< closures that are judged as registered entries
  std::optional<std::set<ir::Name>> Pooled, TableSlots; ///< records whose objects are used again, see Recycled.cpp
  std::optional<std::map<ir::Name, std::vector<ir::ExprId>>> Kept; ///< closures: the values that they are kept in
  /// What picks the rows or records of a function's open fetches: one finding for each, whatever it opens.
  std::set<std::pair<uint32_t, ir::ExprId>> OpenBy;
  /// What several rules ask of one effect, by function and effect; null for "nothing".
  std::map<std::pair<uint32_t, uint32_t>, std::shared_ptr<const CachePut>> Puts;
  std::map<std::pair<uint32_t, uint32_t>, std::shared_ptr<const SlotWrite>> Writes;
  std::map<ir::Event::Kind, std::map<std::string, std::vector<Site>>> Accessed; ///< by storage, see accesses()
  std::optional<std::vector<Finding>> Fetches; ///< of the three fetch rules, made by the first of them
};

using Findings = std::vector<Finding>;

#define RULE(Id, Family, Cwes, Severity, Precision, Function, Summary) void Function(Judgement &J, Findings &Out);
#include "rules/Rules.def"

/// Every effect of a kind on a storage, in the program's order.
const std::vector<Site> &accesses(Judgement &J, ir::Event::Kind What, const std::string &StorageId);

Place placeOf(const ir::Program &P, ir::Loc At);
/// The function no code of the program calls: where the last word is spoken.
bool isRoot(const ir::Program &P, uint32_t Function);
/// The same effect one call further down, if there is one.
std::optional<Site> below(const ir::Program &P, Site S);
const ir::Effect &effect(const ir::Program &P, Site S);

/// Where the code of an effect, or what it calls, has a value. Equal values are one node: its own place may be
/// elsewhere.
ir::Whereabouts whereabouts(const ir::Program &P, Site S, ir::ExprId Value);
ir::Loc whereIs(const ir::Program &P, Site S, ir::ExprId Value);

/// Whether both are the same field, of whatever objects.
bool isSameField(const ir::Expr &A, const ir::Expr &B);

/// Whether a value is what the place held before, after some call used it: a lock that was taken, a handle, a buffer.
bool isSameHandle(const ir::Program &P, ir::ExprId Value, ir::ExprId Place);

/// "file->references++": one more or one less, which changes nothing that somebody has written there.
bool countsUses(const ir::Program &P, const ir::Effect &E);

/// "++connections[peer]", "cache->used += size": a number that is counted on, or the highest yet, is no answer.
bool countsOn(const ir::Program &P, const ir::Effect &E);

/// "destroy(session)": what a call that was not seen leaves in an object that it was given to end.
bool isGivenUp(const ir::Program &P, const ir::Effect &E);

/// Drops the principals that only decided whether a call that was not seen was given an object, or which.
void dropDecided(const ir::Program &P, const ir::Effect &E, std::vector<judge::Leftover> &Left);

/// Rank from the weights of the reasons: a logistic curve, capped where callers were not seen.
unsigned rankOf(const std::vector<Evidence> &Reasons, const ir::Program &P);

/// A finding with its place, function, body hash and fingerprint filled in.
Finding make(const ir::Program &P, std::string_view RuleId, Site At, std::string Storage, std::string Principal);
void finish(const ir::Program &P, Finding &F);

/// Takes some rank from findings in functions that were not followed to the end, and says so.
void weakenCutShort(const ir::Program &P, Findings &All);

/// Whether a value is made of what is stored in the storage that "Base" stands for.
bool isMadeOf(const ir::Program &P, const ir::Expr &Base, ir::ExprId E);

/// How a principal reaches the value: from the principal to the place where it is stored.
Flow valueFlow(const ir::Program &P, const judge::Leftover &L, Site At);
Flow keyFlow(const ir::Program &P, const std::vector<ir::ExprId> &Keys, Site At);
Flow readerFlow(Judgement &J, const judge::Storage &S, Site At);

/// Categories of data by the names and types in a value; "financial (masked)" where no part of it is whole.
std::vector<std::string> exposed(const ir::Program &P, ir::ExprId Value);

/// Whether a function may be one that requests enter: nobody in the program calls it, and it takes something.
bool mayBeEntered(const ir::Program &P, uint32_t Function);
/// The route of an entry, else what a person would call it.
std::string entryName(const ir::Program &P, const ir::SolvedFunction &F);
/// Whether a closure is judged in the context of its registration, and not by itself.
bool isRegistered(Judgement &J, const ir::SolvedFunction &F);

enum class Access { Read, Write };
/// Through which entries requests write and read a storage, or come to a function that does so with rows.
void addReach(Judgement &J, Finding &To, const judge::Storage &S);
void addReach(Judgement &J, Finding &To, uint32_t Function, Access How);

} // namespace crosstalk::rules
