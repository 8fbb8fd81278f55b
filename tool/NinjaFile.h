// A file for ninja that analyses unit by unit: an edge each that summarizes it, and a last one that links.
//
// In:  the session and the command line of check --ninja.  Out: the file. Running it needs the program and ninja only:
// a unit is summarized again when its command or a file that it reads has changed.
#pragma once
#include "Outputs.h"
#include "Session.h"

namespace crosstalk {

/// Writes the file that --ninja names. Summaries are to go into a folder beside it.
llvm::Error writeNinjaFile(const CommandLine &Line, const Session &S, llvm::ArrayRef<OutputFile> Outputs);

/// "target: file file", as make and ninja read it.
std::string makeRule(llvm::StringRef Target, llvm::ArrayRef<std::string> Files);

} // namespace crosstalk
