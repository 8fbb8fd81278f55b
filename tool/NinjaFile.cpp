// See NinjaFile.h. All paths are absolute, and commands run in the folder that check --ninja ran in: where ninja is
// started makes no difference.
#include "NinjaFile.h"
#include "driver/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace crosstalk::driver;

namespace crosstalk {

/// A word for the shell that ninja calls.
static std::string quoted(StringRef Word) {
  constexpr StringLiteral Plain = "-_./=+,:@%";
  if (!Word.empty() && all_of(Word, [&](char C) { return isAlnum(C) || Plain.contains(C); }))
    return Word.str();
  std::string Out = "'";
  for (char C : Word)
    Out += C == '\'' ? std::string("'\\''") : std::string(1, C);
  return Out + "'";
}

/// A value in a ninja file.
static std::string escaped(StringRef Text) {
  std::string Out;
  for (char C : Text)
    Out += C == '$' ? std::string("$$") : std::string(1, C);
  return Out;
}

/// A path in a "build" line of a ninja file.
static std::string pathInBuild(StringRef Path) {
  std::string Out;
  for (char C : Path) {
    if (C == '$' || C == ' ' || C == ':')
      Out += '$';
    Out += C;
  }
  return Out;
}

std::string makeRule(StringRef Target, ArrayRef<std::string> Files) {
  auto Escape = [](StringRef Path) {
    std::string Out;
    for (char C : Path) {
      if (C == ' ' || C == '#' || C == '\\')
        Out += '\\';
      else if (C == '$')
        Out += '$';
      Out += C;
    }
    return Out;
  };
  std::string Out = Escape(Target) + ":";
  for (const std::string &File : Files)
    Out += " \\\n  " + Escape(File);
  return Out + "\n";
}

namespace {

class NinjaWriter {
public:
  NinjaWriter(const CommandLine &Line, const Session &S, ArrayRef<OutputFile> Outputs)
      : Line(Line), S(S), Outputs(Outputs), Program(sys::fs::getMainExecutable(nullptr, nullptr)),
        Start("cd " + quoted(absolutePath(".")) + " && " + quoted(Program) + " ") {
    SmallString<256> Folder(absolutePath(Line.last(Option::Ninja)));
    sys::path::replace_extension(Folder, "summaries");
    SummaryFolder = std::string(Folder);
  }

  std::string text() {
    std::string Out = "# Made by 'crosstalk check --ninja'; run it with 'ninja -f'.\n"
                      "ninja_required_version = 1.5\nbuilddir = " +
                      escaped(SummaryFolder) + "\n\n" + rules();
    std::vector<std::string> Summaries;
    for (const Job &J : S.Jobs) {
      Summaries.push_back(summaryOf(J));
      Out += "build " + pathInBuild(Summaries.back()) + ": summarize" + neededBy({Program, S.Database.Path}) +
             "\n  unit = " + escaped(quoted(J.File)) + "\n";
    }
    return Out + report(Summaries) + itself();
  }

private:
  std::string rules() const {
    std::string Again = S.Database.Path.empty() ? "" : rule("regenerate", check(), "  generator = 1\n");
    return rule("summarize", summarize(), "  depfile = $out.d\n  deps = gcc\n  description = summarize $unit\n") +
           rule("link", link(), "  rspfile = $list\n  rspfile_content = $in_newline\n") + Again;
  }

  std::string rule(StringRef Name, const std::string &Command, StringRef More) const {
    return ("rule " + Name + "\n  command = " + escaped(Start) + Command + "\n" + More + "\n").str();
  }

  /// The source is no input of the edge: one that is gone fails its own unit, not the whole run.
  std::string summarize() const {
    std::string Command = "summarize $unit -o $out --depfile $out.d --incomplete-ok";
    if (!S.Database.Path.empty())
      Command += " -p " + escaped(quoted(S.Database.Path));
    Command += given({Option::Timeout, Option::CacheDir, Option::NoCache});
    if (Line.Flags)
      Command += words("--", *Line.Flags);
    return Command;
  }

  std::string link() const {
    std::string Command =
        "link @$list" + given({Option::Format, Option::Output, Option::Baseline, Option::FailOn, Option::All,
                               Option::Config, Option::Schema, Option::Model, Option::Root, Option::IncompleteOk});
    return hasFiles() ? Command : Command + " && touch $out";
  }

  /// The command that made this file.
  std::string check() const {
    std::vector<Option> All;
    for (const OptionSpec &Spec : allOptions())
      All.push_back(Spec.Id);
    return "check" + given(All) + words("", Line.Operands);
  }

  std::string given(ArrayRef<Option> Wanted) const {
    std::string Out;
    for (const auto &[Id, Value] : Line.Given)
      if (is_contained(Wanted, Id)) {
        Out += " --" + specOf(Id).Long.str();
        if (specOf(Id).Kind != ValueKind::None)
          Out += " " + escaped(quoted(Value));
      }
    return Out;
  }

  static std::string words(StringRef First, ArrayRef<std::string> Words) {
    std::string Out = First.empty() ? "" : " " + First.str();
    for (const std::string &Word : Words)
      Out += " " + escaped(quoted(Word));
    return Out;
  }

  std::string report(ArrayRef<std::string> Summaries) const {
    std::string Targets, Inputs;
    for (const std::string &File : reportFiles())
      Targets += " " + pathInBuild(File);
    for (const std::string &Summary : Summaries)
      Inputs += " $\n  " + pathInBuild(Summary);
    return "\nbuild" + Targets + ": link" + Inputs + neededBy(knowledgeFiles()) +
           "\n  list = " + escaped(SummaryFolder + "/list") + "\ndefault" + Targets + "\n";
  }

  /// What the file itself is made from: ninja makes it again first.
  std::string itself() const {
    if (S.Database.Path.empty())
      return "";
    return "\nbuild " + pathInBuild(Line.last(Option::Ninja)) + ": regenerate" +
           neededBy({S.Database.Path, S.Config.File}) + "\n";
  }

  std::vector<std::string> knowledgeFiles() const {
    std::vector<std::string> Files{Program, S.Config.File};
    for (const auto *List : {&S.Known.Models, &S.Known.Schemas})
      for (const NamedText &Text : *List)
        Files.push_back(absolutePath(Text.Name));
    if (Line.has(Option::Baseline))
      Files.push_back(absolutePath(Line.last(Option::Baseline)));
    return Files;
  }

  static std::string neededBy(ArrayRef<std::string> Files) {
    std::string Out;
    for (const std::string &File : Files)
      if (!File.empty())
        Out += (Out.empty() ? " | " : " ") + pathInBuild(File);
    return Out;
  }

  bool hasFiles() const {
    return any_of(Outputs, [](const OutputFile &Output) { return Output.Path != "-"; });
  }

  /// What the last edge makes; without an output file, a mark that nothing was found.
  std::vector<std::string> reportFiles() const {
    std::vector<std::string> Files;
    for (const OutputFile &Output : Outputs)
      if (Output.Path != "-")
        Files.push_back(absolutePath(Output.Path));
    if (Files.empty())
      Files.push_back(SummaryFolder + "/clean");
    return Files;
  }

  std::string summaryOf(const Job &J) const {
    std::string Below = isBelow(J.File, S.Root) ? relativePath(J.File, S.Root) : "_" + J.File;
    return SummaryFolder + "/" + Below + ".summary";
  }

  const CommandLine &Line;
  const Session &S;
  ArrayRef<OutputFile> Outputs;
  std::string Program, Start, SummaryFolder;
};

} // namespace

Error writeNinjaFile(const CommandLine &Line, const Session &S, ArrayRef<OutputFile> Outputs) {
  if (Line.has(Option::Since))
    return failure("--ninja and --since exclude each other: a build has no earlier tree");
  return writeText(Line.last(Option::Ninja), NinjaWriter(Line, S, Outputs).text());
}

} // namespace crosstalk
