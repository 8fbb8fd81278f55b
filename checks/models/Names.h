// The names of entries: qualified, without template arguments and inline namespaces, with alternatives in braces.
#pragma once
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace crosstalk {

/// All names that \p Pattern stands for: "n::{A,B}::get" is n::A::get and n::B::get. The error says what was expected.
llvm::Expected<std::vector<std::string>> expandName(llvm::StringRef Pattern);

} // namespace crosstalk
