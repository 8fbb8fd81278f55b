// What the kinds of values have to look like for the stages after extraction to walk over them.
#pragma once
#include "ir/Expr.h"

namespace crosstalk::summary {

/// How many operands a value of this kind has.
struct Arity {
  uint32_t Least = 0;
  uint32_t Most = ~0u;
};

/// For a kind that does not exist: none.
Arity arityOf(ir::Op Kind);

} // namespace crosstalk::summary
