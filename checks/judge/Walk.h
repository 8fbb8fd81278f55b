// One walk over what a value is made of: each part once, nearest first.
//
// In:  a value, how deep to look, and a question about one part.  Out: whether some part answers it.
#pragma once
#include "ir/Program.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

namespace crosstalk::judge {

/// What to do at a part: stop with success, leave out what it is made of, or go on.
enum class Step : uint8_t { Found, Skip, Into };

/// Whether Look finds something in a value or its parts, at most Depth levels down. Shared parts are looked at once.
template <typename Question> bool reaches(const ir::Program &P, ir::ExprId From, int Depth, Question Look) {
  llvm::SmallVector<ir::ExprId, 32> Level{From}, Next;
  llvm::SmallDenseSet<uint32_t, 64> Seen;
  for (; Depth > 0 && !Level.empty(); --Depth) {
    Next.clear();
    for (ir::ExprId E : Level) {
      if (E == ir::NoExpr || !Seen.insert(static_cast<uint32_t>(E)).second)
        continue;
      Step How = Look(E);
      if (How == Step::Found)
        return true;
      if (How == Step::Into)
        Next.append(P[E].Operands.begin(), P[E].Operands.end());
    }
    std::swap(Level, Next);
  }
  return false;
}

/// Whether one of \p Wanted is a part of a value, or the value itself.
inline bool mentions(const ir::Program &P, ir::ExprId In, llvm::ArrayRef<ir::ExprId> Wanted, int Depth = 24) {
  return reaches(P, In, Depth,
                 [&](ir::ExprId Part) { return llvm::is_contained(Wanted, Part) ? Step::Found : Step::Into; });
}

} // namespace crosstalk::judge
