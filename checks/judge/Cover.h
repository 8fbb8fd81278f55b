// COVER: is every principal that a value may depend on encoded by the key?
//
// In:  a value and the keys it is stored under.  Out: the principals that are left over, each with its path to the
// value. Covered means cut: no way from a principal to the value that avoids what the key encodes.
#pragma once
#include "judge/Facts.h"
#include "judge/Identity.h"

namespace crosstalk::judge {

/// What a key tells apart.
class KeyCode {
public:
  KeyCode(const ir::Program &P, Identities &Who) : P(P), Who(Who) {}

  void add(ir::ExprId Key);

  bool encodes(ir::ExprId E) const { return Exact.count(E); }
  bool mayEncode(ir::ExprId E) const { return Maybe.count(E); }
  bool isLossy(ir::ExprId E) const { return Lossy.count(E); }
  const std::set<ir::ExprId> &exact() const { return Exact; }
  /// The object whose record is identified by the key: X when X.id is encoded.
  bool identifies(ir::ExprId Object, PrincipalKind Attribute, std::string_view Field) const;
  /// Whether an id of the whole is that of somebody it holds: "context.userId" beside "context.user".
  bool namesBeside(ir::ExprId Whole, ir::ExprId Held) const;
  /// The record of somebody that was found, by the id of that record: "mapping.umid" of a UserMapping.
  bool holdsOwnId(ir::ExprId Object) const;
  /// An id of the object is in the key, but not told apart.
  bool identifiesLossily(ir::ExprId Object) const;
  bool isHashed() const { return Hashed; }

private:
  struct Set {
    std::set<ir::ExprId> Exact, Maybe, Lossy;
  };
  Set encode(ir::ExprId E, int Depth);
  /// What a part holds that many values have in common.
  Set lossy(const ir::Expr &X, int Depth);
  Set flowed(Set Inner, ir::Propagation How);
  void merge(Set &Into, const Set &From) const;
  Set meet(const Set &A, const Set &B) const;

  const ir::Program &P;
  Identities &Who;
  std::set<ir::ExprId> Exact, Maybe, Lossy;
  bool Hashed = false;
};

/// A principal that reaches the value past the key.
struct Leftover {
  ir::ExprId Node{};
  Identity Who;
  bool Maybe = false;           ///< a function that was not seen may have put it into the key
  bool Stale = false;           ///< covered only by what it may change under
  bool Lossy = false;           ///< in the key, but not told apart
  std::vector<ir::ExprId> Path; ///< from the value down to the principal
};

/// A field that tells one principal from another: an id, a name, a login; not a rebate or a locale.
bool tellsApart(const Identities &Who, const std::string &Field);

/// The principals of Value that Key does not cover, the strongest first.
std::vector<Leftover> leftovers(const ir::Program &P, Identities &Who, ir::ExprId Value, const KeyCode &Key);

} // namespace crosstalk::judge
