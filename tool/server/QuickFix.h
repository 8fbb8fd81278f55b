// The quick fix: accept the findings of a line with a comment.
//
// In:  the diagnostics of one line and the document's text.  Out: an LSP CodeAction.
#pragma once
#include "llvm/Support/JSON.h"
#include <optional>
#include <string>
#include <vector>

namespace crosstalk::server {

/// An action that puts "// NOLINTNEXTLINE(rule, ...): reason" above Line (0-based), indented as Line is. None where a
/// comment cannot stand: inside a macro that goes on over several lines.
std::optional<llvm::json::Value> suppressAction(const std::string &Uri, llvm::StringRef Text, int64_t Line,
                                                const std::vector<llvm::json::Value> &Diagnostics);

} // namespace crosstalk::server
