// The messages that LLVM's LSP support has no struct for, or only one that leaves out what is needed here.
#pragma once
#include "llvm/Support/JSON.h"
#include "llvm/Support/LSP/Protocol.h"
#include <optional>
#include <string>
#include <vector>

namespace crosstalk::server {

/// textDocument/didSave.
struct DidSaveParams {
  llvm::lsp::TextDocumentIdentifier Document;
  std::optional<std::string> Text;
};
bool fromJSON(const llvm::json::Value &Value, DidSaveParams &Result, llvm::json::Path Path);

/// textDocument/codeAction. The diagnostics are the server's own, since not every client sends them back whole.
struct ActionParams {
  llvm::lsp::TextDocumentIdentifier Document;
  llvm::lsp::Range Range;
  std::optional<std::vector<std::string>> Only;

  /// Whether the client wants quick fixes.
  bool wantsQuickFix() const;
};
bool fromJSON(const llvm::json::Value &Value, ActionParams &Result, llvm::json::Path Path);

/// A message that was none (Input.h).
struct MalformedParams {
  std::string Why;
};
bool fromJSON(const llvm::json::Value &Value, MalformedParams &Result, llvm::json::Path Path);

} // namespace crosstalk::server
