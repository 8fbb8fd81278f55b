// See Database.h. The JSON is read here and not by clang, so that a defect is named with entry and field, and order is
// kept.
#include "driver/Database.h"
#include "driver/Paths.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"

using namespace llvm;

namespace crosstalk::driver {

static constexpr StringLiteral FileName = "compile_commands.json";

static std::vector<std::string> splitCommand(StringRef Command) {
  BumpPtrAllocator Allocator;
  StringSaver Saver(Allocator);
  SmallVector<const char *, 64> Words;
  cl::TokenizeGNUCommandLine(Command, Saver, Words);
  return {Words.begin(), Words.end()};
}

namespace {
/// Reads one entry after the other; the first defect ends it.
class EntryReader {
public:
  explicit EntryReader(StringRef Path) : Path(Path) {}

  Expected<Job> read(const json::Value &Entry, size_t Index) {
    this->Index = Index;
    const json::Object *Fields = Entry.getAsObject();
    if (!Fields)
      return wrong("", "object", Entry);
    Job Result;
    if (Error E = text(*Fields, "directory", Result.Directory))
      return E;
    if (Error E = text(*Fields, "file", Result.File))
      return E;
    if (Error E = command(*Fields, Result.Arguments))
      return E;
    Result.Directory = absolutePath(Result.Directory, sys::path::parent_path(Path));
    Result.File = absolutePath(Result.File, Result.Directory);
    return Result;
  }

private:
  static StringRef kindOf(const json::Value &V) {
    switch (V.kind()) {
    case json::Value::Null:
      return "null";
    case json::Value::Boolean:
      return "boolean";
    case json::Value::Number:
      return "number";
    case json::Value::String:
      return "string";
    case json::Value::Array:
      return "array";
    case json::Value::Object:
      return "object";
    }
    llvm_unreachable("all kinds are listed");
  }

  Error wrong(const Twine &Field, StringRef Expected, const json::Value &Found) {
    return failure(Path + ": [" + Twine(Index) + "]" + Field + ": expected " + Expected + ", found " + kindOf(Found));
  }

  Error text(const json::Object &Fields, StringRef Name, std::string &Out) {
    const json::Value *V = Fields.get(Name);
    if (!V)
      return failure(Path + ": [" + Twine(Index) + "]: '" + Name + "' is missing");
    if (auto S = V->getAsString()) {
      Out = S->str();
      return Error::success();
    }
    return wrong("." + Name, "string", *V);
  }

  Error command(const json::Object &Fields, std::vector<std::string> &Out) {
    const json::Value *Words = Fields.get("arguments");
    if (!Words) {
      std::string Line;
      if (!Fields.get("command"))
        return failure(Path + ": [" + Twine(Index) + "]: neither 'arguments' nor 'command' is there");
      if (Error E = text(Fields, "command", Line))
        return E;
      Out = splitCommand(Line);
      return Error::success();
    }
    const json::Array *List = Words->getAsArray();
    if (!List)
      return wrong(".arguments", "array", *Words);
    for (const json::Value &Word : *List) {
      auto S = Word.getAsString();
      if (!S)
        return wrong(".arguments", "string", Word);
      Out.push_back(S->str());
    }
    return Error::success();
  }

  std::string Path;
  size_t Index = 0;
};
} // namespace

static bool isOurLanguage(const Job &J) {
  return languageOf(J.File) != Language::None || is_contained(J.Arguments, "-x");
}

static void addOnce(Database &Result, Job J, StringSet<> &Seen, size_t &Repeated, size_t &Foreign) {
  if (!isOurLanguage(J)) {
    ++Foreign;
    return;
  }
  if (!Seen.insert(J.File).second) {
    ++Repeated;
    return;
  }
  Result.Jobs.push_back(std::move(J));
}

static Expected<Database> readEntries(StringRef Path, const json::Array &Entries) {
  Database Result;
  Result.Path = Path.str();
  Result.Folder = sys::path::parent_path(Path).str();
  EntryReader Reader(Path);
  StringSet<> Seen;
  size_t Repeated = 0, Foreign = 0;
  for (size_t I = 0; I != Entries.size(); ++I) {
    auto J = Reader.read(Entries[I], I);
    if (!J)
      return J.takeError();
    addOnce(Result, std::move(*J), Seen, Repeated, Foreign);
  }
  if (Result.Jobs.empty())
    return failure("the compilation database '" + Path + "' is empty: it names no C or C++ file");
  if (Repeated)
    Result.Notes.push_back(std::to_string(Repeated) +
                           " further command(s) for files that are listed twice were left out");
  if (Foreign)
    Result.Notes.push_back(std::to_string(Foreign) + " file(s) that are neither C nor C++ were left out");
  return Result;
}

Expected<Database> loadDatabase(StringRef FolderOrFile) {
  SmallString<256> Path(absolutePath(FolderOrFile));
  if (sys::fs::is_directory(Path))
    sys::path::append(Path, FileName);
  else if (!sys::fs::exists(Path))
    return failure("cannot find the folder '" + FolderOrFile + "'");
  if (!sys::fs::exists(Path))
    return failure("no compilation database in '" + FolderOrFile + "': expected " + FileName +
                   "; CMake writes it with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, other builds with bear");
  auto Text = readText(Path);
  if (!Text)
    return Text.takeError();
  auto Parsed = json::parse(*Text);
  if (!Parsed)
    return failure(Path + ": " + toString(Parsed.takeError()));
  const json::Array *Entries = Parsed->getAsArray();
  if (!Entries)
    return failure(Path + ": expected an array of compile commands");
  return readEntries(Path, *Entries);
}

std::optional<std::string> findDatabase(StringRef From) {
  std::string Found;
  auto Holds = [&](const Twine &Folder) {
    if (!sys::fs::exists(Folder + "/" + FileName))
      return false;
    Found = absolutePath(Folder.str());
    return true;
  };
  if (findUpward(From, [&](StringRef Folder) { return Holds(Folder) || Holds(Folder + "/build"); }))
    return Found;
  return std::nullopt;
}

static StringRef driverFor(Language L) { return L == Language::C || L == Language::ObjC ? "clang" : "clang++"; }

Expected<Database> fixedDatabase(ArrayRef<std::string> Files, ArrayRef<std::string> Flags) {
  Database Result;
  Result.Folder = absolutePath(".");
  StringSet<> Seen;
  for (const std::string &File : Files) {
    if (!sys::fs::exists(File))
      return failure("cannot find the file '" + File + "'");
    if (sys::fs::is_directory(File))
      return failure("'" + File + "' is a directory, expected a file");
    Language L = languageOf(File);
    if (L == Language::None && !is_contained(Flags, "-x"))
      return failure("'" + File + "' is not a C or C++ file by its extension; name the language with -x after --");
    Job J{absolutePath(File), Result.Folder, {driverFor(L).str()}};
    if (!Seen.insert(J.File).second)
      continue;
    J.Arguments.insert(J.Arguments.end(), Flags.begin(), Flags.end());
    Result.Jobs.push_back(std::move(J));
  }
  return Result;
}

} // namespace crosstalk::driver
