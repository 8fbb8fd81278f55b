// The language server: findings in any editor that speaks LSP, on open, change and save.
//
// In:  LSP messages on stdin, and a function that analyses one file as the editor has it.
// Out: diagnostics with their trace, and a quick fix that suppresses, on stdout; the log on stderr.
// Not here: how a file is analysed (tool/driver hands that in).
#pragma once
#include "ir/Finding.h"
#include "llvm/Support/Error.h"
#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace crosstalk::server {

/// What the server needs from the program.
struct ServerOptions {
  /// Findings of the units that File takes part in, with Text in place of what is on disk. Called on a thread of its
  /// own, never twice at a time. Suppressed and excluded findings are left out; an error is shown to the user.
  std::function<llvm::Expected<std::vector<Finding>>(const std::string &File, const std::string &Text)> Analyse;
  std::string Version; ///< what the server calls itself, e.g. "0.1.0"
  /// How long to wait for the next keystroke before a changed text is analysed.
  std::chrono::milliseconds Debounce{400};
};

/// Serves until the client says exit or closes stdin. The process's exit code: 0 after a shutdown request, else 1.
int serve(const ServerOptions &Options);

} // namespace crosstalk::server
