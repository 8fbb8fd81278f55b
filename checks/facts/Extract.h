// AST -> Unit: the only folder that includes clang/.
//
// In:  a parsed translation unit.  Out: ir::Unit, plain values.
// Not here: callees' bodies and library models. What a call means is for the link step.
#pragma once
#include "ir/Unit.h"
#include <memory>

namespace clang {
class ASTContext;
}

namespace crosstalk::facts {

/// Extracts all functions that the main file defines or reaches. Never fails: what it does not understand
/// becomes an Unknown value and is counted.
std::shared_ptr<ir::Unit> extractUnit(clang::ASTContext &Context);

} // namespace crosstalk::facts
