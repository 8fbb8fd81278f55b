// AST -> Unit: the only folder that includes clang/.
//
// In:  a parsed translation unit.  Out: ir::Unit, plain values.
// Not here: callees' bodies and library models. What a call means is for the link step.
#pragma once
#include "ir/Unit.h"
#include <map>
#include <memory>
#include <set>
#include <string>

namespace clang {
class ASTContext;
}

namespace crosstalk::facts {

/// The outermost namespace of a library, e.g. "nlohmann", and the names of files that declare it, e.g. "json.hpp".
using LibraryHeaders = std::map<std::string, std::set<std::string>>;

/// Extracts all functions that the main file defines or reaches. Never fails: what it does not understand
/// becomes an Unknown value and is counted. Bodies of
/// \p Libraries are left out, wherever the unit has them from.
std::shared_ptr<ir::Unit> extractUnit(clang::ASTContext &Context, const LibraryHeaders &Libraries);

} // namespace crosstalk::facts
