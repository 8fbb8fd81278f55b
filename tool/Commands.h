// The subcommands: each takes a parsed command line and returns the exit code of the program.
#pragma once
#include "CommandLine.h"
#include "ExitCode.h"

namespace crosstalk {

ExitCode runCheck(const CommandLine &Line);
ExitCode runSummarize(const CommandLine &Line);
ExitCode runLink(const CommandLine &Line);
ExitCode runDump(const CommandLine &Line);
ExitCode runWhy(const CommandLine &Line);
ExitCode runBaseline(const CommandLine &Line);
ExitCode runRulesList(const CommandLine &Line);
ExitCode runInventory(const CommandLine &Line);
ExitCode runCache(const CommandLine &Line);
ExitCode runServe(const CommandLine &Line);
ExitCode runHelp(const CommandLine &Line);

/// Says what is wrong on stderr: the error's lines, each with the program's name.
ExitCode refuse(llvm::Error Why);

/// Writes a command's text to -o or standard output.
ExitCode deliver(const CommandLine &Line, llvm::StringRef Text, ExitCode Result);

} // namespace crosstalk
