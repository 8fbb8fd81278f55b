// Runs the pipeline of Pipeline.h on one unit, with callers in other units unseen.
#include "plugin/UnitReport.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/Path.h"

namespace crosstalk::plugin {
namespace {

std::optional<std::string> readFile(clang::FileManager &Files, llvm::StringRef Path) {
  auto Buffer = Files.getBufferForFile(Path);
  return Buffer ? std::optional<std::string>((*Buffer)->getBuffer().str()) : std::nullopt;
}

/// A relative path is looked for where the compiler runs and then beside the source and in the folders above it, as
/// .clang-tidy is: the option is usually written there.
std::optional<std::string> readNear(const clang::SourceManager &Sources, llvm::StringRef Path) {
  clang::FileManager &Files = Sources.getFileManager();
  if (std::optional<std::string> Text = readFile(Files, Path))
    return Text;
  clang::OptionalFileEntryRef Main = Sources.getFileEntryRefForID(Sources.getMainFileID());
  if (!Main || llvm::sys::path::is_absolute(Path))
    return std::nullopt;
  llvm::SmallString<256> Folder(Main->getName());
  Files.makeAbsolutePath(Folder);
  do {
    llvm::sys::path::remove_filename(Folder);
    llvm::SmallString<256> Candidate(Folder);
    llvm::sys::path::append(Candidate, Path);
    if (std::optional<std::string> Text = readFile(Files, Candidate))
      return Text;
  } while (llvm::sys::path::has_relative_path(Folder));
  return std::nullopt;
}

} // namespace

void UnitReport::startUnit() {
  Unit = nullptr;
  Cache.clear();
}

Verdict UnitReport::judge(clang::ASTContext &Context, const RuleOptions &Options) {
  for (const Judged &Known : Cache)
    if (Known.Options.sameKnowledge(Options))
      return {Known.Findings, {}};
  if (!Unit)
    Unit = summarizeTU(Context);

  Verdict Result;
  auto Read = [&](llvm::StringRef Path) { return readNear(Context.getSourceManager(), Path); };
  Knowledge Known = knowledgeOf(Options, Read, Result.Errors);
  Result.Findings = runRules(*linkProgram({Unit}, Known, Result.Errors));
  Cache.push_back({Options, Result.Findings});
  return Result;
}

} // namespace crosstalk::plugin
