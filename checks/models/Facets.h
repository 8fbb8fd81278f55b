// What an entry says, in words: for docs/models.md.
#pragma once
#include "ir/Model.h"
#include <string>

namespace crosstalk {

/// One line, e.g. "gets from the storage at its receiver under argument 0".
std::string knownOf(const ir::Model &M);

} // namespace crosstalk
