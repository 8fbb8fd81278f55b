// The NOLINT comments of a C or C++ source text, wherever a comment may stand; texts in string literals are none.
//
// In:  a file's text.
// Out: one entry a NOLINT word, with its line, globs and reason.
// Not here: which findings they suppress (Suppress.cpp).
#pragma once
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace crosstalk::report {

/// One NOLINT word of a comment, e.g. "NOLINT(crosstalk-*): generated code".
struct LintComment {
  enum class Kind : uint8_t {
    Line,     ///< NOLINT: the line it stands on
    NextLine, ///< NOLINTNEXTLINE: the line after
    Begin,    ///< NOLINTBEGIN: up to the NOLINTEND of the same globs
    End
  };
  Kind What = Kind::Line;
  unsigned Line = 0, Column = 0;
  std::vector<std::string> Globs; ///< what stands in parentheses, e.g. "crosstalk-*"
  std::string Reason;             ///< what stands after the colon, to the end of the comment's line
};

/// "NOLINT", "NOLINTNEXTLINE", "NOLINTBEGIN" or "NOLINTEND".
llvm::StringRef wordOf(LintComment::Kind What);

/// All NOLINT words of the text's comments, in their order.
std::vector<LintComment> lintComments(llvm::StringRef Text);

} // namespace crosstalk::report
