// See CommandTable.h.
#include "CommandTable.h"

using namespace llvm;

namespace crosstalk {

static constexpr CommandSpec Commands[] = {
    {Command::Check, "check", "[-p DIR] [FILE...] [-- FLAGS]", "analyse and report",
     "Without FILE, every translation unit of the compilation database is analysed. A FILE may be a source, a folder "
     "or a "
     "header: the units that include it are analysed then. With -- FLAGS the files are one program, compiled with "
     "these "
     "flags, and no database is needed."},
    {Command::Summarize, "summarize", "[-p DIR] FILE -o OUT [-- FLAGS]",
     "write the summary of one unit, for a build system",
     "A step of a build: what linking needs to know of one translation unit goes into one file. A unit that cannot be "
     "analysed has a summary too, which says so; the exit code is 3 then, or 0 with --incomplete-ok."},
    {Command::Link, "link", "SUMMARY...", "summaries to findings",
     "Reports what 'check' reports of the same units. @LIST stands for the summaries that the file LIST names, one a "
     "line."},
    {Command::Dump, "dump", "facts|summary|program|models|sql [-p DIR] [FILE...] [-- FLAGS]",
     "print a stage of the analysis",
     "Each stage is printed in a stable order: the first step of every bug hunt. A FILE may be a summary."},
    {Command::Why, "why", "FILE:LINE [-p DIR] [FILE...] [-- FLAGS]", "tell why a place was or was not reported",
     "Shows the principals that were seen at the store, write or fetch near this line, what covers them, and which "
     "unknown "
     "callee ended a flow. Where no database names the program's other files, list them after the place."},
    {Command::Baseline, "baseline", "[-p DIR] [FILE...] [-- FLAGS]", "list, accept and prune accepted findings",
     "Without --accept and --prune the accepted findings are listed. --accept analyses and adds the finding of that "
     "fingerprint; --prune analyses and drops the entries that no finding has any more."},
    {Command::Rules, "rules", "", "list the rules", "Each rule with its family, its CWE numbers and its summary."},
    {Command::Inventory, "inventory", "[-p DIR] [FILE...] [-- FLAGS]", "list what the analysis recognised",
     "Principals, storages, request entries, queries, guards and unknown callees, program by program."},
    {Command::Cache, "cache", "", "show or clear the kept summaries", "Where summaries are kept, how many, how large."},
    {Command::Serve, "serve", "[-p DIR]", "language server on stdin and stdout",
     "Diagnostics for editors: on open, change and save of a file."},
    {Command::Help, "help", "[COMMAND|man|bash|zsh]", "help on a command, the man page, completion scripts",
     "'crosstalk help bash' and 'crosstalk help zsh' print scripts that complete commands, options and files."},
};

static constexpr uint32_t on(Command C) { return 1u << static_cast<unsigned>(C); }
static constexpr uint32_t Reporting = on(Command::Check) | on(Command::Link);
static constexpr uint32_t Analysing = on(Command::Check) | on(Command::Dump) | on(Command::Why) |
                                      on(Command::Baseline) | on(Command::Inventory) | on(Command::Serve);
static constexpr uint32_t Parsing = Analysing | on(Command::Summarize);
static constexpr uint32_t Linking = Analysing | on(Command::Link);
static constexpr uint32_t Every = ~0u;

static constexpr OptionSpec Options[] = {
    {Option::Database, "database", 'p', ValueKind::Folder, "DIR", Parsing,
     "folder of compile_commands.json (default: found upward from the first FILE, or from here)"},
    {Option::Format, "format", 0, ValueKind::Choice, "text|sarif|json|html|github|gitlab|junit", Reporting,
     "what to write, also as FORMAT=OUT; may be given several times (default: text)"},
    {Option::Output, "output", 'o', ValueKind::File, "OUT",
     Reporting | on(Command::Summarize) | on(Command::Dump) | on(Command::Inventory) | on(Command::Rules),
     "where to write (default: standard output)"},
    {Option::Since, "since", 0, ValueKind::Text, "REV", on(Command::Check),
     "only findings that are new against this git revision; the whole program is still seen"},
    {Option::Baseline, "baseline", 0, ValueKind::File, "FILE", Reporting | on(Command::Baseline),
     "accepted findings (default: .crosstalk-baseline.yaml at the root, if present)"},
    {Option::FailOn, "fail-on", 0, ValueKind::Choice, "error|warning|note|never", Reporting,
     "the lowest level that makes the exit code 1 (default: warning)"},
    {Option::All, "all", 0, ValueKind::None, "", Reporting, "show findings of hidden ranks too"},
    {Option::Threads, "jobs", 'j', ValueKind::Text, "N", Linking, "units analysed at a time (default: one a core)"},
    {Option::Progress, "progress", 0, ValueKind::Choice, "auto|always|never", Linking,
     "show how far the run is (default: on a terminal)"},
    {Option::Config, "config", 0, ValueKind::File, "FILE", Linking,
     "configuration (default: .crosstalk.yaml, found upward)"},
    {Option::Schema, "schema", 0, ValueKind::File, "FILE", Linking,
     "SQL schema or migration; may be given several times (default: the .sql files below the root)"},
    {Option::Model, "model", 0, ValueKind::File, "FILE", Linking,
     "further library knowledge; may be given several times"},
    {Option::Infer, "infer", 0, ValueKind::File, "FILE", Reporting,
     "write what was recognised (principals, owners, guards, entries) as a configuration, to review and commit"},
    {Option::Root, "root", 0, ValueKind::Folder, "DIR", Linking,
     "what paths are relative to (default: the top of the git work tree, else the folder of the database)"},
    {Option::Timeout, "timeout", 0, ValueKind::Text, "SECONDS", Parsing,
     "give up a unit after this time; 0 is never (default: 300)"},
    {Option::IncompleteOk, "incomplete-ok", 0, ValueKind::None, "", Reporting | on(Command::Summarize),
     "exit with 0 or 1 although units failed"},
    {Option::Ninja, "ninja", 0, ValueKind::File, "OUT", on(Command::Check),
     "analyse nothing; write a file for ninja that does, unit by unit, and again only what changed"},
    {Option::DependencyFile, "depfile", 0, ValueKind::File, "FILE", on(Command::Summarize),
     "write the files that the unit reads, as a rule for make and ninja"},
    {Option::Accept, "accept", 0, ValueKind::Text, "FINGERPRINT", on(Command::Baseline), "accept this finding"},
    {Option::Reason, "reason", 0, ValueKind::Text, "TEXT", on(Command::Baseline), "why it is accepted"},
    {Option::Category, "category", 0, ValueKind::Text, "NAME", on(Command::Baseline), "kind of reason"},
    {Option::Expires, "expires", 0, ValueKind::Text, "YYYY-MM-DD", on(Command::Baseline), "last day that it holds"},
    {Option::Prune, "prune", 0, ValueKind::None, "", on(Command::Baseline),
     "drop entries that no finding has any more"},
    {Option::Markdown, "markdown", 0, ValueKind::None, "", on(Command::Rules), "as a table for documentation"},
    {Option::Json, "json", 0, ValueKind::None, "", on(Command::Rules), "as JSON"},
    {Option::Clear, "clear", 0, ValueKind::None, "", on(Command::Cache), "remove all kept summaries"},
    {Option::Trim, "trim", 0, ValueKind::Text, "SIZE", on(Command::Cache),
     "remove the oldest until SIZE is left, e.g. 500M"},
    {Option::CacheDir, "cache-dir", 0, ValueKind::Folder, "DIR", Parsing | on(Command::Cache),
     "where summaries are kept (default: crosstalk below the user's cache folder)"},
    {Option::NoCache, "no-cache", 0, ValueKind::None, "", Parsing, "parse every unit, and keep no summary"},
    {Option::Help, "help", 'h', ValueKind::None, "", Every, "show this"},
};

ArrayRef<CommandSpec> allCommands() { return Commands; }
ArrayRef<OptionSpec> allOptions() { return Options; }

const CommandSpec *findCommand(StringRef Name) {
  for (const CommandSpec &Spec : Commands)
    if (Spec.Name == Name)
      return &Spec;
  return nullptr;
}

const CommandSpec &specOf(Command C) { return Commands[static_cast<size_t>(C)]; }
const OptionSpec &specOf(Option O) { return Options[static_cast<size_t>(O)]; }

} // namespace crosstalk
