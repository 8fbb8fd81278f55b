// A command line as values: the command, its options, its operands, and the compiler flags after "--".
//
// In:  argv.  Out: CommandLine, or what is wrong with it, with the nearest name where one was mistyped.
#pragma once
#include "CommandTable.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace crosstalk {

struct CommandLine {
  enum class Request : uint8_t { Run, Help, Version };
  Request What = Request::Run;
  std::optional<Command> Name; ///< none only for --help and --version of the program itself
  std::vector<std::pair<Option, std::string>> Given;
  std::vector<std::string> Operands;
  std::optional<std::vector<std::string>> Flags; ///< what follows "--"; none when there is no "--"

  bool has(Option O) const;
  /// The value given last, or Default.
  std::string last(Option O, llvm::StringRef Default = "") const;
  std::vector<std::string> all(Option O) const;
  /// The value as a number. Wrong text is an error that names the option.
  llvm::Expected<unsigned> number(Option O, unsigned Default) const;
};

llvm::Expected<CommandLine> parseCommandLine(llvm::ArrayRef<const char *> Words);

/// The text of "crosstalk --help".
std::string programHelp();
/// The text of "crosstalk COMMAND --help".
std::string commandHelp(Command C);
std::string manPage();
std::string bashCompletion();
std::string zshCompletion();

} // namespace crosstalk
