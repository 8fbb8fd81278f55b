// What the fetch rules share: rows, elements and objects that a request's id selects, judged once for all three rules.
#pragma once
#include "judge/Guard.h"
#include "judge/Queries.h"
#include "rules/Rule.h"

namespace crosstalk::rules {

/// Where a selector comes from.
sql::HoleNature natureOf(Judgement &J, ir::ExprId E);
/// The caller's own value in "request.has("member") ? request.get("member") : caller.id": the request may name somebody
/// else, whoever asks. NoExpr if the value is no such choice.
ir::ExprId ownUnlessNamed(Judgement &J, ir::ExprId E);

/// A fetch that is not tied to the caller.
struct OpenFetch {
  std::string Rule;
  std::string Entity;   ///< "table 'notes'", "'m_orders'"
  std::string Owner;    ///< owner column or field, or empty
  std::string Parent;   ///< a new row is put below a row of this table; else empty
  std::string Selector; ///< what selects, as text
  std::vector<Evidence> Reasons;
  std::vector<ir::ExprId> Objects;
  ir::ExprId Picked{}; ///< the value that selects
  ir::Loc PickedAt;    ///< where it is, when known in the function that was judged
  /// What is at Text: the words of a statement, or the collection that is searched.
  enum class Written : uint8_t { Statement, Search };
  Written How = Written::Search;
  ir::Loc Text;          ///< where the statement is written, or what is searched
  std::vector<Site> Way; ///< down which the id came from the code that was judged to where it is reported
  ir::Loc Decides;       ///< the access that presumes the object, when the object itself does not get out
};

/// Findings of unscoped-fetch, unscoped-write and forged-owner, made once a program.
const Findings &fetchFindings(Judgement &J);

/// The tables the program is known to use, from its schema files, its own DDL and its queries.
sql::Schema schemaOf(Judgement &J);

} // namespace crosstalk::rules
