// See FileLog.h.
#include "driver/FileLog.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace crosstalk::driver {

int64_t nanoseconds(sys::TimePoint<> Time) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(Time.time_since_epoch()).count();
}

uint64_t hashOfText(StringRef Text) { return xxh3_64bits(Text); }

uint64_t hashOfListing(const std::string &Folder) {
  std::vector<std::string> Names;
  std::error_code Code;
  for (sys::fs::directory_iterator I(Folder, Code), E; I != E && !Code; I.increment(Code))
    Names.push_back(sys::path::filename(I->path()).str());
  sort(Names);
  std::string All;
  for (const std::string &Name : Names)
    All.append(Name).push_back('\0');
  return hashOfText(All);
}

namespace {

/// An open file whose text is noted when it is read.
class WatchedFile : public vfs::File {
public:
  WatchedFile(std::unique_ptr<vfs::File> Inner, std::string Path, FileLog &Log)
      : Inner(std::move(Inner)), Path(std::move(Path)), Log(Log) {}

  ErrorOr<vfs::Status> status() override { return Inner->status(); }
  ErrorOr<std::string> getName() override { return Inner->getName(); }
  std::error_code close() override { return Inner->close(); }

  ErrorOr<std::unique_ptr<MemoryBuffer>> getBuffer(const Twine &Name, int64_t FileSize, bool RequiresNullTerminator,
                                                   bool IsVolatile) override {
    // Before the text is read: a file that is written to meanwhile has a later time than the one that is noted.
    auto Status = Inner->status();
    auto Text = Inner->getBuffer(Name, FileSize, RequiresNullTerminator, IsVolatile);
    if (Status && Text)
      Log.noteContent(Path, *Status, (*Text)->getBuffer());
    return Text;
  }

private:
  std::unique_ptr<vfs::File> Inner;
  std::string Path;
  FileLog &Log;
};

class WatchedFiles : public vfs::ProxyFileSystem {
public:
  WatchedFiles(IntrusiveRefCntPtr<vfs::FileSystem> Inner, FileLog &Log) : ProxyFileSystem(std::move(Inner)), Log(Log) {}

  ErrorOr<vfs::Status> status(const Twine &Path) override {
    auto Result = ProxyFileSystem::status(Path);
    note(Path, static_cast<bool>(Result));
    return Result;
  }

  bool exists(const Twine &Path) override {
    bool Result = ProxyFileSystem::exists(Path);
    note(Path, Result);
    return Result;
  }

  ErrorOr<std::unique_ptr<vfs::File>> openFileForRead(const Twine &Path) override {
    auto Result = ProxyFileSystem::openFileForRead(Path);
    note(Path, static_cast<bool>(Result));
    if (!Result)
      return Result;
    return std::make_unique<WatchedFile>(std::move(*Result), absolute(Path), Log);
  }

  vfs::directory_iterator dir_begin(const Twine &Folder, std::error_code &Code) override {
    Log.noteListing(absolute(Folder));
    return ProxyFileSystem::dir_begin(Folder, Code);
  }

private:
  std::string absolute(const Twine &Path) const {
    SmallString<256> Result;
    Path.toVector(Result);
    (void)makeAbsolute(Result);
    return std::string(Result);
  }

  void note(const Twine &Path, bool Exists) {
    Log.note(absolute(Path), Exists ? FileLog::Question::Present : FileLog::Question::Missing);
  }

  FileLog &Log;
};

} // namespace

IntrusiveRefCntPtr<vfs::FileSystem> FileLog::watch(IntrusiveRefCntPtr<vfs::FileSystem> Files) {
  Started = nanoseconds(std::chrono::system_clock::now());
  return makeIntrusiveRefCnt<WatchedFiles>(std::move(Files), *this);
}

void FileLog::note(const std::string &Path, Question Asked) {
  summary::FileUse &Use = Uses.try_emplace(Path, summary::FileUse{Path, Asked, 0, 0, 0}).first->second;
  Use.Asked = std::max(Use.Asked, Asked);
}

void FileLog::noteContent(const std::string &Path, const vfs::Status &Status, StringRef Text) {
  Uses[Path] = {Path, Question::Content, Text.size(), nanoseconds(Status.getLastModificationTime()), hashOfText(Text)};
}

void FileLog::noteListing(const std::string &Path) {
  Uses[Path] = {Path, Question::Listing, 0, 0, hashOfListing(Path)};
}

std::vector<summary::FileUse> FileLog::uses() const {
  // Clocks of file systems are coarse: what is this young may be written again without a new time.
  constexpr int64_t Young = 2'000'000'000;
  std::vector<summary::FileUse> Result;
  for (const auto &[Path, Use] : Uses) {
    Result.push_back(Use);
    if (Use.Asked == Question::Content && Use.Modified > Started - Young)
      Result.back().Modified = 0;
  }
  return Result;
}

} // namespace crosstalk::driver
