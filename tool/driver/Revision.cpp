// See Revision.h.
#include "driver/Revision.h"
#include "driver/Paths.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Program.h"

using namespace llvm;

namespace crosstalk::driver {

namespace {
/// A file that is gone when the object is.
class ScratchFile {
public:
  ScratchFile() {
    if (!sys::fs::createTemporaryFile("crosstalk", "txt", Path))
      Remover.setFile(Path);
  }
  StringRef path() const { return Path; }

private:
  SmallString<128> Path;
  FileRemover Remover;
};
} // namespace

static Expected<std::string> runGit(StringRef Folder, ArrayRef<StringRef> Arguments, StringRef Input = "") {
  auto Git = sys::findProgramByName("git");
  if (!Git)
    return failure("cannot find the program 'git'");
  ScratchFile In, Out, Err;
  if (Error E = writeText(In.path(), Input))
    return E;
  SmallVector<StringRef, 16> Words = {"git", "-C", Folder};
  Words.append(Arguments.begin(), Arguments.end());
  int Code = sys::ExecuteAndWait(*Git, Words, std::nullopt, {In.path(), Out.path(), Err.path()});
  auto Text = readText(Code == 0 ? Out.path() : Err.path());
  if (!Text)
    return Text.takeError();
  if (Code != 0)
    return failure("git " + Arguments.front() + " failed: " + StringRef(*Text).rtrim());
  return Text;
}

/// "M\0a.cpp\0D\0b.cpp\0"
static void readStatus(StringRef Output, TreeDifference &Result) {
  SmallVector<StringRef, 64> Words;
  Output.split(Words, '\0', -1, /*KeepEmpty=*/false);
  for (size_t I = 0; I + 1 < Words.size(); I += 2) {
    std::string Path = absolutePath(Words[I + 1], Result.Top);
    if (Words[I] == "A")
      Result.Added.insert(Path);
    else if (Words[I] == "D")
      Result.Deleted.insert(Path);
    else
      Result.Changed.insert(Path);
  }
}

static void readUntracked(StringRef Output, TreeDifference &Result) {
  SmallVector<StringRef, 64> Words;
  Output.split(Words, '\0', -1, /*KeepEmpty=*/false);
  for (StringRef Word : Words)
    Result.Added.insert(absolutePath(Word, Result.Top));
}

Expected<TreeDifference> differenceFrom(StringRef Folder, StringRef Revision) {
  TreeDifference Result;
  auto Top = runGit(Folder, {"rev-parse", "--show-toplevel"});
  if (!Top)
    return failure("--since needs a git work tree: " + toString(Top.takeError()));
  Result.Top = canonicalPath(StringRef(*Top).rtrim());
  auto Commit =
      runGit(Result.Top, {"rev-parse", "--verify", "--quiet", "--end-of-options", (Revision + "^{commit}").str()});
  if (!Commit) {
    consumeError(Commit.takeError());
    return failure("--since: git knows no revision '" + Revision + "'");
  }
  Result.Commit = StringRef(*Commit).rtrim().str();
  auto Status =
      runGit(Result.Top, {"diff", "--name-status", "--no-renames", "--no-ext-diff", "-z", Result.Commit, "--"});
  if (!Status)
    return Status.takeError();
  readStatus(*Status, Result);
  auto Untracked = runGit(Result.Top, {"ls-files", "--others", "--exclude-standard", "-z"});
  if (!Untracked)
    return Untracked.takeError();
  readUntracked(*Untracked, Result);
  return Result;
}

/// One answer of cat-file --batch: "HASH blob SIZE\nTEXT\n", or "NAME missing\n". Consumes it.
static std::optional<StringRef> takeAnswer(StringRef &Output) {
  StringRef Header;
  std::tie(Header, Output) = Output.split('\n');
  SmallVector<StringRef, 3> Words;
  Header.split(Words, ' ');
  size_t Size = 0;
  if (Words.size() != 3 || !to_integer(Words[2], Size) || Size > Output.size())
    return std::nullopt;
  StringRef Text = Output.take_front(Size);
  Output = Output.drop_front(std::min(Size + 1, Output.size()));
  return Words[1] == "blob" ? std::optional(Text) : std::nullopt;
}

Expected<Overlay> textsAt(const TreeDifference &Difference, ArrayRef<std::string> Files) {
  std::string Questions;
  for (const std::string &File : Files)
    Questions += Difference.Commit + ":" + relativePath(File, Difference.Top) + "\n";
  auto Answers = runGit(Difference.Top, {"cat-file", "--batch"}, Questions);
  if (!Answers)
    return Answers.takeError();
  Overlay Result;
  StringRef Rest = *Answers;
  for (const std::string &File : Files)
    if (auto Text = takeAnswer(Rest))
      Result[File] = Text->str();
  return Result;
}

} // namespace crosstalk::driver
