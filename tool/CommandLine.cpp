// See CommandLine.h.
#include "CommandLine.h"
#include "driver/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace crosstalk {

using driver::failure;

bool CommandLine::has(Option O) const {
  return any_of(Given, [&](const auto &G) { return G.first == O; });
}

std::string CommandLine::last(Option O, StringRef Default) const {
  for (const auto &[Id, Value] : reverse(Given))
    if (Id == O)
      return Value;
  return Default.str();
}

std::vector<std::string> CommandLine::all(Option O) const {
  std::vector<std::string> Values;
  for (const auto &[Id, Value] : Given)
    if (Id == O)
      Values.push_back(Value);
  return Values;
}

Expected<unsigned> CommandLine::number(Option O, unsigned Default) const {
  if (!has(O))
    return Default;
  unsigned Value = 0;
  if (!to_integer(last(O), Value, 10))
    return failure("--" + specOf(O).Long + ": expected a number, found '" + last(O) + "'");
  return Value;
}

namespace {

/// " (did you mean 'check'?)" when a known name is near.
template <typename Range, typename Fn> std::string nearest(StringRef Word, const Range &Known, Fn NameOf) {
  StringRef Best;
  unsigned BestDistance = Word.size() / 3 + 2;
  for (const auto &Entry : Known)
    if (unsigned Distance = Word.edit_distance(NameOf(Entry), true, BestDistance); Distance < BestDistance)
      Best = NameOf(Entry), BestDistance = Distance;
  return Best.empty() ? "" : (" (did you mean '" + Best + "'?)").str();
}

class Parser {
public:
  explicit Parser(ArrayRef<const char *> Words) : Words(Words) {}

  Expected<CommandLine> parse() {
    if (Words.empty()) {
      Result.What = CommandLine::Request::Help;
      return Result;
    }
    if (Error E = command(Words[Next++]))
      return E;
    while (Next != Words.size() && Result.Name)
      if (Error E = word(Words[Next++]))
        return E;
    return std::move(Result);
  }

private:
  Error command(StringRef Word) {
    if (Word == "--help" || Word == "-h")
      Result.What = CommandLine::Request::Help;
    else if (Word == "--version" || Word == "-V")
      Result.What = CommandLine::Request::Version;
    else if (const CommandSpec *Spec = findCommand(Word))
      Result.Name = Spec->Id;
    else
      return failure("unknown command '" + Word + "'" +
                     nearest(Word, allCommands(), [](const CommandSpec &S) { return S.Name; }) +
                     "; 'crosstalk --help' lists them");
    return Error::success();
  }

  Error word(StringRef Word) {
    if (Word == "--") {
      Result.Flags.emplace(Words.begin() + Next, Words.end());
      Next = Words.size();
      return Error::success();
    }
    if (Word.consume_front("--"))
      return longOption(Word);
    if (Word.size() > 1 && Word.starts_with("-"))
      return shortOption(Word);
    Result.Operands.push_back(Word.str());
    return Error::success();
  }

  /// "format=sarif", "format" "sarif", "all"
  Error longOption(StringRef Word) {
    auto [Name, Value] = Word.split('=');
    const OptionSpec *Spec = find([&](const OptionSpec &S) { return S.Long == Name; });
    if (!Spec)
      return unknown(("--" + Name).str());
    bool HasValue = Name.size() != Word.size();
    return take(*Spec, "--" + Name.str(), HasValue ? std::optional(Value) : std::nullopt);
  }

  /// "-p" "DIR", "-pDIR", "-p=DIR"
  Error shortOption(StringRef Word) {
    const OptionSpec *Spec = find([&](const OptionSpec &S) { return S.Short && S.Short == Word[1]; });
    if (!Spec)
      return unknown(Word.str());
    StringRef Rest = Word.drop_front(2);
    Rest.consume_front("=");
    return take(*Spec, Word.take_front(2).str(), Rest.empty() ? std::nullopt : std::optional(Rest));
  }

  Error take(const OptionSpec &Spec, const std::string &Name, std::optional<StringRef> Value) {
    if (Spec.Kind == ValueKind::None) {
      if (Value)
        return failure(Name + " takes no value");
      if (Spec.Id == Option::Help)
        Result.What = CommandLine::Request::Help;
      Result.Given.emplace_back(Spec.Id, "");
      return Error::success();
    }
    if (!Value && Next != Words.size() && StringRef(Words[Next]) != "--")
      Value = Words[Next++];
    if (!Value || Value->empty())
      return failure(Name + " needs a value: " + Spec.Value);
    if (Error E = checkChoice(Spec, Name, *Value))
      return E;
    Result.Given.emplace_back(Spec.Id, Value->str());
    return Error::success();
  }

  static Error checkChoice(const OptionSpec &Spec, const std::string &Name, StringRef Value) {
    if (Spec.Kind != ValueKind::Choice)
      return Error::success();
    StringRef Chosen = Spec.Id == Option::Format ? Value.split('=').first : Value;
    SmallVector<StringRef, 8> Known;
    Spec.Value.split(Known, '|');
    if (is_contained(Known, Chosen))
      return Error::success();
    return failure(Name + ": expected one of " + join(Known, ", ") + ", found '" + Chosen + "'");
  }

  template <typename Fn> const OptionSpec *find(Fn Wanted) const {
    for (const OptionSpec &Spec : allOptions())
      if (Spec.belongsTo(*Result.Name) && Wanted(Spec))
        return &Spec;
    return nullptr;
  }

  Error unknown(const std::string &Name) const {
    StringRef Command = specOf(*Result.Name).Name;
    return failure("unknown option '" + Name + "' of 'crosstalk " + Command + "'" +
                   nearest(StringRef(Name).ltrim('-'), allOptions(), [](const OptionSpec &S) { return S.Long; }) +
                   "; 'crosstalk " + Command + " --help' lists them; compiler flags go after '--'");
  }

  ArrayRef<const char *> Words;
  size_t Next = 0;
  CommandLine Result;
};

} // namespace

Expected<CommandLine> parseCommandLine(ArrayRef<const char *> Words) { return Parser(Words).parse(); }

} // namespace crosstalk
