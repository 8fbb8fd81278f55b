// Which functions call each other: the strongly connected components of a call graph, and its order callee first.
//
// In:  the callees of each function.  Out: an order in which each function follows its callees, but for recursions; for
// each function its component, and how many functions that has. A function that only calls itself is one of its own.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace crosstalk::link {

class Components {
public:
  Components() = default;
  explicit Components(const std::vector<std::vector<uint32_t>> &Callees);

  const std::vector<uint32_t> &order() const { return Post; }
  uint32_t of(uint32_t Function) const { return Component[Function]; }
  /// Too many to be looked at as if each was called once more.
  bool isLarge(uint32_t Function) const { return sizeOf(Function) > 4; }
  size_t sizeOf(uint32_t Function) const { return Sizes[Component[Function]]; }

private:
  void visit(const std::vector<std::vector<uint32_t>> &Callees, uint32_t Root);
  void finish(uint32_t Function);

  std::vector<uint32_t> Post;
  std::vector<uint32_t> Component;
  std::vector<size_t> Sizes;

  // Of the walk; see Tarjan, Depth-first search and linear graph algorithms.
  std::vector<uint32_t> Entered; ///< when a function was entered, from 1 on
  std::vector<uint32_t> Lowest;  ///< the earliest entered function of its component that it reaches
  std::vector<uint32_t> Waiting; ///< entered, component not known yet
  uint32_t Clock = 0;
};

} // namespace crosstalk::link
