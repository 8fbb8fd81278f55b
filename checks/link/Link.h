// Units -> program: names, call graph, and every function's effects with those of its callees put in.
//
// In:  units in any order.  Out: a solved program. The order of the units changes nothing.
// Not here: what is a finding (rules/), questions about values (judge/).
#pragma once
#include "ir/Program.h"
#include <memory>

namespace crosstalk::link {

/// Joins units: one string table, one declaration a symbol, one body a function.
void mergeUnits(ir::Program &P, const std::vector<std::shared_ptr<const ir::Unit>> &Units,
                std::vector<ir::Function> &Bodies);

/// Marks all functions of this qualified name, as if their declarations had the annotation.
void markFunctions(ir::Program &P, std::vector<ir::Function> &Bodies, std::string_view Qualified, uint32_t Mark);

/// Solves callee first; fills P.Functions.
void solve(ir::Program &P, std::vector<ir::Function> &Bodies);

} // namespace crosstalk::link
