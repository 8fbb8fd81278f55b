// Findings as LSP diagnostics.
//
// In:  findings with 1-based lines and byte columns, and the texts that they speak of.
// Out: LSP's JSON, with 0-based lines and UTF-16 columns, grouped by file.
#pragma once
#include "ir/Finding.h"
#include "report/Sources.h"
#include "llvm/Support/JSON.h"
#include <map>

namespace crosstalk::server {

/// Diagnostics by the absolute path of the file that they are shown in.
using DiagnosticsByFile = std::map<std::string, std::vector<llvm::json::Value>>;

/// The URI of a path; relative paths are taken from the working directory.
std::string uriOf(llvm::StringRef File);

/// All findings that are not hidden, as diagnostics.
DiagnosticsByFile diagnosticsOf(const std::vector<Finding> &Findings, report::Sources &Texts);

} // namespace crosstalk::server
