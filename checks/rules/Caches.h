// What the cache rules share: a store that keeps something for later, with the principals its key leaves out.
#pragma once
#include "rules/Rule.h"

namespace crosstalk::rules {

struct CachePut {
  judge::Storage At;
  std::vector<ir::ExprId> Keys;
  ir::ExprId Value{};
  std::vector<judge::Leftover> Left; ///< never empty
  Evidence Kept;                     ///< why it is a cache
  bool Hashed = false;
};

/// The store as a cache with an uncovered principal, or nothing. \p KnownAbove: how shared the callers know it to be,
/// as Storage::Shared.
std::optional<CachePut> cachePut(Judgement &J, Site S, double KnownAbove = 0);

void reportUnkeyed(Judgement &J, Site S, const CachePut &Put, Findings &Out);
/// The same for tables that a function reads and fills like a cache.
void tableCaches(Judgement &J, Findings &Out);

/// Storage, keys and value of a store that keeps something for later, and why it does; \p Out gets them.
std::optional<Evidence> storedForLater(Judgement &J, Site S, CachePut &Out);
/// The principals of \p Value that the keys of \p Out, as they are where that value is stored, leave out: into \p Out.
/// \p Code gets all that the keys hold.
void leftUncovered(Judgement &J, const ir::Effect &E, ir::ExprId Value, CachePut &Out, judge::KeyCode &Code);

/// The request that the value was made of as a whole, where the keys are parts of it that do not tell who asks.
std::optional<judge::Leftover> ofWholeRequest(Judgement &J, const ir::Effect &E, const CachePut &Put);

/// Whether the storage keeps values to answer later requests, and why.
std::optional<Evidence> keptOnPurpose(Judgement &J, Site S, const judge::Storage &At);

/// A call that stores into, or looks up in, a storage that a library model describes.
struct KeptCall {
  judge::Storage At;
  std::vector<ir::ExprId> Keys;
  ir::ExprId Value{};
  bool Puts = false, Gets = false, Expires = false;
};

std::optional<KeptCall> keptCall(Judgement &J, const ir::SolvedFunction &F, const ir::Effect &E);
/// keptOnPurpose, for such a store.
std::optional<Evidence> keptByCall(Judgement &J, Site S, const KeptCall &Put);
/// Whether the program keeps anything in the storage that a library gives access to.
bool cachesIn(Judgement &J, const ir::Model &M);
/// Whether a function also stores under a key that it looks up: a cache, not a store of records.
bool isCacheOf(Judgement &J, const ir::SolvedFunction &F, ir::ExprId Key);

/// A value under some conditions.
struct Alternative {
  ir::ExprId Value{};
  std::vector<ir::Condition> When;
};

/// What a value may be, by the conditions that choose: "scope == Mine ? own(user) : all()".
std::vector<Alternative> alternatives(const ir::Program &P, ir::ExprId Value);

/// The value without the fields of a record that are compared with the caller's and given to nobody.
ir::ExprId contentOf(Judgement &J, ir::ExprId Value);
/// Whether anything but such a comparison reads the field.
bool isGivenOut(Judgement &J, ir::Name Record, ir::Name Field);

/// Parts of the stored value that every reader compares with its own before it uses the rest.
std::vector<ir::ExprId> recheckedParts(Judgement &J, const judge::Storage &At, ir::ExprId Value, ir::ExprId Key);

/// "if (entry.secret != asked.secret) entry.client = connect(asked);": what is stored is asked for all that went into
/// it before it is used again.
bool isReplacedWhereUnlike(Judgement &J, Site S);

/// The parts of an element by which readers find it in a collection, to hand it out: its key. None for other
/// collections.
std::vector<ir::ExprId> matchedParts(Judgement &J, const judge::Storage &At, ir::ExprId Element);

} // namespace crosstalk::rules
