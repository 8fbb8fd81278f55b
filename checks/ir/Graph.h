// A table of symbolic values in which equal values are one node.
//
// In:  operations ("field f of v", "v or w, by condition c").  Out: the simplified node.
// Invariant: an operand's id is smaller than the id of the node that uses it.
//   Graph G; ExprId K = G.concat({User, Colon, Query}, At);
#pragma once
#include "ir/Unit.h"
#include <algorithm>
#include <deque>
#include <iterator>
#include <optional>
#include <unordered_map>

namespace crosstalk::ir {

/// The relation of a Compare node, kept in Expr::Index.
enum class Relation : int32_t { Equal, NotEqual, Less, Other, EqualNoCase };

/// Expr::Index of a Lossy node that asks whether a text is empty.
constexpr int32_t EmptinessTest = 1;
/// The index of an Out that is no argument's: what a finished list of bound variables left in one of them.
constexpr int32_t OutOfBoundList = 900;
/// From this index on, an Out is what a closure left in a variable: the closure is argument Index - OutOfClosure.
constexpr int32_t OutOfClosure = 1000;

class Graph {
public:
  Graph() : Fixed(1, true) { Nodes.emplace_back(); }

  const Expr &operator[](ExprId E) const { return Nodes[static_cast<uint32_t>(E)]; }
  Op kind(ExprId E) const { return (*this)[E].Kind; }
  size_t size() const { return Nodes.size(); }
  /// How many values had too many parts and became Unknown of them.
  unsigned narrowed() const { return Narrowed; }
  std::vector<Expr> take() { return {std::make_move_iterator(Nodes.begin()), std::make_move_iterator(Nodes.end())}; }

  /// Adds a node, or finds the equal one. Its place and hint are those of the first.
  ExprId add(Expr E);
  void hint(ExprId E, Name Hint);

  ExprId field(ExprId Base, const Expr &Prototype);
  ExprId element(ExprId Container, ExprId Key, Loc At, Name Type, uint32_t Flags = 0);
  ExprId with(ExprId Base, const Expr &Field, ExprId Value);
  ExprId insert(ExprId Container, ExprId Key, ExprId Value, Loc At);
  ExprId choice(ExprId Condition, ExprId Then, ExprId Else, Loc At);
  ExprId join(std::vector<ExprId> Alternatives, Loc At);
  ExprId concat(std::vector<ExprId> Parts, Loc At);
  ExprId negate(ExprId E);
  ExprId compare(Relation R, ExprId Left, ExprId Right, Loc At);
  ExprId logic(Op AndOr, ExprId Left, ExprId Right, Loc At);
  ExprId nary(Op Kind, Name Text, std::vector<ExprId> Operands, Loc At);
  ExprId conjunction(const std::vector<Condition> &Conditions, Loc At);

  /// Whether a value is the same whoever calls: it holds neither parameters nor the object of a method.
  bool isFixed(ExprId E) const { return Fixed[static_cast<uint32_t>(E)]; }
  bool isBoolean(ExprId E) const;
  /// Whether a text is known to be empty, or known not to be.
  std::optional<bool> emptiness(ExprId E) const;
  /// Where a value is kept once the history of its changes is taken off: With and Insert lead to what they changed.
  ExprId origin(ExprId E) const;
  /// The outermost object of a path of fields and elements.
  ExprId root(ExprId E) const;

private:
  /// A text or join of more parts is Unknown of them: texts that are doubled call by call stay within bounds.
  static constexpr size_t MaxWidth = 1024;

  ExprId addBounded(Expr E);
  static size_t hashOf(const Expr &E);
  static bool same(const Expr &A, const Expr &B);

  std::optional<bool> computeEmptiness(ExprId E) const;
  ExprId computeField(ExprId Base, const Expr &Prototype);
  ExprId computeElement(ExprId Container, ExprId Key, Loc At, Name Type, uint32_t Flags);

  /// Selections from values with many ways to be, remembered: shared parts are looked at once.
  struct Selection {
    ExprId From{}, Key{};
    Name Text{}, Type{};
    friend bool operator==(const Selection &, const Selection &) = default;
  };
  struct SelectionHash {
    size_t operator()(const Selection &S) const {
      return (static_cast<size_t>(S.From) * 0x9E3779B97F4A7C15ull) ^
             (static_cast<size_t>(S.Key) * 0xff51afd7ed558ccdull) ^ (static_cast<size_t>(S.Text) << 20) ^
             static_cast<size_t>(S.Type);
    }
  };
  std::unordered_map<Selection, ExprId, SelectionHash> Selected;
  mutable std::unordered_map<uint32_t, std::optional<bool>> Emptiness;

  std::deque<Expr> Nodes;  ///< a deque: references stay valid while nodes are added
  std::vector<bool> Fixed; ///< beside each node
  unsigned Narrowed = 0;
  std::unordered_multimap<size_t, ExprId> Index;
};

} // namespace crosstalk::ir
