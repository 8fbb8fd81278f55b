// See CacheFolder.h. Only files that end in .summary count: a mistaken --cache-dir must not cost anybody's data.
#include "driver/CacheFolder.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <vector>

using namespace llvm;

namespace crosstalk::driver {

namespace {
struct Entry {
  std::string Path;
  uint64_t Bytes;
  sys::TimePoint<> Used;
};
} // namespace

static std::vector<Entry> entriesIn(StringRef Folder) {
  std::vector<Entry> Entries;
  std::error_code Code;
  for (sys::fs::recursive_directory_iterator I(Folder, Code, /*follow_symlinks=*/false), E; I != E && !Code;
       I.increment(Code)) {
    auto Status = I->status();
    if (Status && Status->type() == sys::fs::file_type::regular_file && sys::path::extension(I->path()) == ".summary")
      Entries.push_back({I->path(), Status->getSize(), Status->getLastAccessedTime()});
  }
  return Entries;
}

/// Folder and those around it, up to Top. One that is not empty cannot be removed, and ends it.
static void removeEmptyFolders(StringRef Folder, StringRef Top) {
  while (Folder.size() > Top.size() && Folder.starts_with(Top) && !sys::fs::remove(Folder))
    Folder = sys::path::parent_path(Folder);
}

std::string CacheFolder::defaultPath() {
  SmallString<128> Path;
  if (!sys::path::cache_directory(Path))
    sys::path::system_temp_directory(/*ErasedOnReboot=*/true, Path);
  sys::path::append(Path, "crosstalk");
  return std::string(Path);
}

CacheContent CacheFolder::content() const {
  CacheContent Result;
  for (const Entry &E : entriesIn(Path)) {
    ++Result.Files;
    Result.Bytes += E.Bytes;
  }
  return Result;
}

uint64_t CacheFolder::trim(uint64_t Bytes) const {
  std::vector<Entry> Entries = entriesIn(Path);
  sort(Entries, [](const Entry &A, const Entry &B) { return A.Used != B.Used ? A.Used < B.Used : A.Path < B.Path; });
  uint64_t Left = 0, Removed = 0;
  for (const Entry &E : Entries)
    Left += E.Bytes;
  for (const Entry &E : Entries) {
    if (Left <= Bytes)
      break;
    if (!sys::fs::remove(E.Path)) {
      Left -= E.Bytes;
      ++Removed;
      removeEmptyFolders(sys::path::parent_path(E.Path), Path);
    }
  }
  return Removed;
}

} // namespace crosstalk::driver
