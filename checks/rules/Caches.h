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

/// The store as a cache with an uncovered principal, or nothing.
std::optional<CachePut> cachePut(Judgement &J, Site S);

/// Whether the storage keeps values to answer later requests, and why.
std::optional<Evidence> keptOnPurpose(Judgement &J, Site S, const judge::Storage &At);

/// Parts of the stored value that every reader compares with its own before it uses the rest.
std::vector<ir::ExprId> recheckedParts(Judgement &J, const judge::Storage &At, ir::ExprId Value, ir::ExprId Key);

} // namespace crosstalk::rules
