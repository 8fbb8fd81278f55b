// The only list of subcommands and options. Parsing, --help, the man page and the shell completions derive from it.
//
// Not here: what a command does (Commands.h).
#pragma once
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>

namespace crosstalk {

enum class Command : uint8_t { Check, Summarize, Link, Dump, Why, Baseline, Rules, Inventory, Cache, Serve, Help };

enum class Option : uint8_t {
  Database,
  Format,
  Output,
  Since,
  Baseline,
  FailOn,
  All,
  Threads,
  Progress,
  Config,
  Schema,
  Model,
  Infer,
  Root,
  Timeout,
  IncompleteOk,
  Ninja,
  DependencyFile,
  Accept,
  Reason,
  Category,
  Expires,
  Prune,
  Markdown,
  Json,
  Clear,
  Trim,
  CacheDir,
  NoCache,
  Help
};

/// What completes an option's value or an operand.
enum class ValueKind : uint8_t { None, Text, File, Folder, Choice };

struct CommandSpec {
  Command Id;
  llvm::StringRef Name;
  llvm::StringRef Operands; ///< as shown in the synopsis
  llvm::StringRef Summary;
  llvm::StringRef Details; ///< for --help and the man page
};

struct OptionSpec {
  Option Id;
  llvm::StringRef Long;
  char Short; ///< 0: none
  ValueKind Kind;
  llvm::StringRef Value; ///< the value's name, or for Choice "a|b|c"
  uint32_t Commands;     ///< bit set of Command
  llvm::StringRef Summary;

  bool belongsTo(Command C) const { return Commands >> static_cast<unsigned>(C) & 1; }
};

llvm::ArrayRef<CommandSpec> allCommands();
llvm::ArrayRef<OptionSpec> allOptions();

const CommandSpec *findCommand(llvm::StringRef Name);
const CommandSpec &specOf(Command C);
const OptionSpec &specOf(Option O);

} // namespace crosstalk
