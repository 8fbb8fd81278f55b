// Help, man page and completion scripts, all from CommandTable.
#include "CommandLine.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace crosstalk {

static constexpr StringLiteral Headline =
    "crosstalk finds code in C++ and C servers where one user's data can reach another user";

static constexpr StringLiteral ExitCodes[] = {
    "0  nothing at or above --fail-on",
    "1  findings",
    "2  wrong usage or configuration; nothing was analysed",
    "3  the analysis is incomplete: a unit failed; the findings of all others are written",
};

/// Text in lines of at most 100 columns, each but the first indented.
static std::string wrapped(StringRef Text, unsigned Indent) {
  std::string Out;
  size_t Column = Indent;
  SmallVector<StringRef, 32> Words;
  Text.split(Words, ' ');
  for (StringRef Word : Words) {
    if (Column > Indent && Column + 1 + Word.size() > 100) {
      Out += "\n" + std::string(Indent, ' ');
      Column = Indent;
    } else if (Column > Indent) {
      Out += ' ';
      ++Column;
    }
    Out += Word;
    Column += Word.size();
  }
  return Out;
}

static std::string row(StringRef Left, StringRef Right, unsigned Width) {
  std::string Out = "  " + Left.str();
  if (Left.size() + 4 > Width)
    Out += "\n" + std::string(Width, ' ');
  else
    Out += std::string(Width - Left.size() - 2, ' ');
  return Out + wrapped(Right, Width) + "\n";
}

static std::string spelling(const OptionSpec &Spec) {
  std::string Text = Spec.Short ? std::string("-") + Spec.Short + ", --" + Spec.Long.str() : "    --" + Spec.Long.str();
  return Spec.Kind == ValueKind::None ? Text : Text + " " + Spec.Value.str();
}

std::string programHelp() {
  std::string Out = Headline.str() + "\n\nusage: crosstalk COMMAND [OPTION...]\n\ncommands:\n";
  for (const CommandSpec &Spec : allCommands())
    Out += row(Spec.Name, Spec.Summary, 14);
  Out += "\noptions:\n" + row("-h, --help", "show this; after a command, help on it", 18) +
         row("-V, --version", "show the version and the LLVM it was built with", 18) + "\nexit codes:\n";
  for (StringRef Line : ExitCodes)
    Out += "  " + Line.str() + "\n";
  return Out;
}

std::string commandHelp(Command C) {
  const CommandSpec &Spec = specOf(C);
  std::string Out = "usage: crosstalk " + Spec.Name.str() + " " + Spec.Operands.str();
  Out = StringRef(Out).rtrim().str() + "\n\n" + wrapped(Spec.Details, 0) + "\n\noptions:\n";
  for (const OptionSpec &O : allOptions())
    if (O.belongsTo(C))
      Out += row(spelling(O), O.Summary, 30);
  return Out;
}

/// Text as roff takes it: a backslash, a hyphen and a leading dot or quote mean something there.
static std::string roff(StringRef Text) {
  std::string Out;
  for (char C : Text) {
    if (C == '\\' || C == '-')
      Out += '\\';
    Out += C;
  }
  return Out.starts_with('.') || Out.starts_with('\'') ? "\\&" + Out : Out;
}

std::string manPage() {
  std::string Out = ".TH CROSSTALK 1\n.SH NAME\n" + roff("crosstalk - ") + roff(Headline) +
                    "\n.SH SYNOPSIS\n.B crosstalk\n.I COMMAND\n[OPTION...]\n.SH COMMANDS\n";
  for (const CommandSpec &Spec : allCommands()) {
    Out += ".SS \"crosstalk " + Spec.Name.str() + " " + roff(Spec.Operands) + "\"\n" + roff(Spec.Details) + "\n";
    for (const OptionSpec &O : allOptions())
      if (O.belongsTo(Spec.Id) && O.Id != Option::Help)
        Out += ".TP\n.B " + roff(StringRef(spelling(O)).trim()) + "\n" + roff(O.Summary) + "\n";
  }
  Out += ".SH EXIT STATUS\n";
  for (StringRef Line : ExitCodes)
    Out += ".TP\n.B " + Line.take_front(1).str() + "\n" + roff(Line.drop_front(3)) + "\n";
  Out += ".SH FILES\n.TP\n.I .crosstalk.yaml\nconfiguration, found upward\n.TP\n.I " +
         roff(".crosstalk-baseline.yaml") + "\naccepted findings\n";
  return Out;
}

static std::string choices(const OptionSpec &Spec) {
  std::string Out = Spec.Value.str();
  std::replace(Out.begin(), Out.end(), '|', ' ');
  return Out;
}

/// What the first operand of a command may be besides files.
static StringRef operandChoices(Command C) {
  if (C == Command::Dump)
    return "facts summary program models sql";
  if (C == Command::Help)
    return "man bash zsh check summarize link dump why baseline rules inventory cache serve";
  return "";
}

static std::string bashValueCase(const OptionSpec &Spec) {
  std::string Pattern = "--" + Spec.Long.str() + (Spec.Short ? std::string("|-") + Spec.Short : "");
  switch (Spec.Kind) {
  case ValueKind::None:
    return "";
  case ValueKind::Text:
    return "    " + Pattern + ") return ;;\n";
  case ValueKind::File:
    return "    " + Pattern + ") COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n";
  case ValueKind::Folder:
    return "    " + Pattern + ") COMPREPLY=($(compgen -d -- \"$word\")); return ;;\n";
  case ValueKind::Choice:
    return "    " + Pattern + ") COMPREPLY=($(compgen -W \"" + choices(Spec) + "\" -- \"$word\")); return ;;\n";
  }
  llvm_unreachable("all kinds are listed");
}

std::string bashCompletion() {
  std::string Names, Words;
  for (const CommandSpec &Spec : allCommands()) {
    Names += (Names.empty() ? "" : " ") + Spec.Name.str();
    Words += "    " + Spec.Name.str() + ") words=\"" + operandChoices(Spec.Id).str();
    for (const OptionSpec &O : allOptions())
      if (O.belongsTo(Spec.Id))
        Words += " --" + O.Long.str();
    Words += "\" ;;\n";
  }
  std::string Values;
  for (const OptionSpec &O : allOptions())
    Values += bashValueCase(O);
  return "# Completion of crosstalk for bash; made by 'crosstalk help bash'.\n_crosstalk() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words=\n  COMPREPLY=()\n"
         "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W \"" +
         Names + " --help --version\" -- \"$word\"))\n    return\n  fi\n  case $before in\n" + Values +
         "  esac\n  case ${COMP_WORDS[1]} in\n" + Words +
         "  esac\n  COMPREPLY=($(compgen -W \"$words\" -- \"$word\") $(compgen -f -- \"$word\"))\n}\n"
         "complete -o filenames -F _crosstalk crosstalk\n";
}

/// Text inside of a zsh specification between single quotes.
static std::string zshText(StringRef Text) {
  std::string Out;
  for (char C : Text) {
    if (C == '\'')
      Out += "'\\''";
    else if (C == '[' || C == ']' || C == ':' || C == '\\')
      Out += std::string("\\") + C;
    else
      Out += C;
  }
  return Out;
}

static std::string zshAction(const OptionSpec &Spec) {
  switch (Spec.Kind) {
  case ValueKind::None:
    return "";
  case ValueKind::Text:
    return ":" + zshText(Spec.Value) + ":";
  case ValueKind::File:
    return ":" + zshText(Spec.Value) + ":_files";
  case ValueKind::Folder:
    return ":" + zshText(Spec.Value) + ":_files -/";
  case ValueKind::Choice:
    return ":" + Spec.Long.str() + ":(" + choices(Spec) + ")";
  }
  llvm_unreachable("all kinds are listed");
}

std::string zshCompletion() {
  std::string Names, Cases;
  for (const CommandSpec &Spec : allCommands()) {
    Names += "    '" + Spec.Name.str() + ":" + zshText(Spec.Summary) + "'\n";
    Cases += "    " + Spec.Name.str() + ")\n      _arguments \\\n";
    for (const OptionSpec &O : allOptions())
      if (O.belongsTo(Spec.Id)) {
        std::string Tail = "[" + zshText(O.Summary) + "]" + zshAction(O) + "' \\\n";
        Cases += "        '*--" + O.Long.str() + (O.Kind == ValueKind::None ? "" : "=") + Tail;
        if (O.Short)
          Cases += std::string("        '*-") + O.Short + (O.Kind == ValueKind::None ? "" : "+") + Tail;
      }
    StringRef Words = operandChoices(Spec.Id);
    Cases += (Words.empty() ? "" : "        '1:what:(" + Words.str() + ")' \\\n") + "        '*:file:_files' ;;\n";
  }
  return "#compdef crosstalk\n# Completion of crosstalk for zsh; made by 'crosstalk help zsh'.\n_crosstalk() {\n"
         "  local -a commands\n  commands=(\n" +
         Names +
         "  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n"
         "  local command=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $command in\n" +
         Cases + "  esac\n}\n_crosstalk \"$@\"\n";
}

} // namespace crosstalk
