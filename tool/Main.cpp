// The program: reads its command line, runs one subcommand, ends with its exit code.
#include "Commands.h"
#include "driver/Parallel.h"
#include "driver/Paths.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

using namespace llvm;

namespace crosstalk {

ExitCode refuse(Error Why) {
  std::string Text = toString(std::move(Why));
  SmallVector<StringRef, 4> Lines;
  StringRef(Text).split(Lines, '\n', -1, /*KeepEmpty=*/false);
  for (StringRef Line : Lines)
    errs() << "crosstalk: error: " << Line << '\n';
  return ExitCode::WrongUsage;
}

ExitCode deliver(const CommandLine &Line, StringRef Text, ExitCode Result) {
  if (Error E = driver::writeText(Line.last(Option::Output, "-"), Text))
    return refuse(std::move(E));
  return Result;
}

ExitCode runHelp(const CommandLine &Line) {
  StringRef Topic = Line.Operands.empty() ? "" : StringRef(Line.Operands.front());
  if (Topic.empty())
    outs() << programHelp();
  else if (Topic == "man")
    outs() << manPage();
  else if (Topic == "bash")
    outs() << bashCompletion();
  else if (Topic == "zsh")
    outs() << zshCompletion();
  else if (const CommandSpec *Spec = findCommand(Topic))
    outs() << commandHelp(Spec->Id);
  else
    return refuse(driver::failure("no help on '" + Topic + "'; 'crosstalk --help' lists the commands"));
  return ExitCode::Clean;
}

static ExitCode dispatch(const CommandLine &Line) {
  switch (*Line.Name) {
  case Command::Check:
    return runCheck(Line);
  case Command::Summarize:
    return runSummarize(Line);
  case Command::Link:
    return runLink(Line);
  case Command::Dump:
    return runDump(Line);
  case Command::Why:
    return runWhy(Line);
  case Command::Baseline:
    return runBaseline(Line);
  case Command::Rules:
    return runRulesList(Line);
  case Command::Inventory:
    return runInventory(Line);
  case Command::Cache:
    return runCache(Line);
  case Command::Serve:
    return runServe(Line);
  case Command::Help:
    return runHelp(Line);
  }
  llvm_unreachable("all commands are listed");
}

static ExitCode run(ArrayRef<const char *> Words) {
  auto Line = parseCommandLine(Words);
  if (!Line)
    return refuse(Line.takeError());
  switch (Line->What) {
  case CommandLine::Request::Run:
    return dispatch(*Line);
  case CommandLine::Request::Help:
    outs() << (Line->Name ? commandHelp(*Line->Name) : programHelp());
    return Words.empty() ? ExitCode::WrongUsage : ExitCode::Clean;
  case CommandLine::Request::Version:
    outs() << "crosstalk " CROSSTALK_VERSION " (LLVM " LLVM_VERSION_STRING ")\n";
    return ExitCode::Clean;
  }
  llvm_unreachable("all requests are listed");
}

} // namespace crosstalk

int main(int Count, const char **Words) {
  CrashRecoveryContext::Enable();
  InitializeAllTargetInfos();
  crosstalk::ExitCode Code = crosstalk::run(ArrayRef(Words + 1, Words + Count));
  outs().flush();
  errs().flush();
  // A thread that was given up still runs: nothing it may use must be taken down.
  if (crosstalk::driver::leftThreads())
    std::_Exit(Code);
  return Code;
}
