// See SummaryCache.h. An entry is FOLDER/ab/cdef.../0123.summary: the key, then the hash of what was read.
#include "driver/SummaryCache.h"
#include "driver/FileLog.h"
#include "driver/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Compression.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace crosstalk::driver {

static constexpr size_t MostEntriesOfAKey = 4;
static constexpr uint64_t LargestSummary = 1u << 30;

/// How an entry begins: a mark that says how the rest is kept, then size and hash of the summary. Without the hash a
/// damaged entry could pass for another unit.
static constexpr StringLiteral Compressed = "XTLZ", Plain = "XTLP";
static constexpr size_t NumberBytes = 8, HeadBytes = 4 + 2 * NumberBytes;

static std::string headOf(StringRef Mark, StringRef Bytes) {
  char Numbers[2 * NumberBytes];
  support::endian::write64le(Numbers, Bytes.size());
  support::endian::write64le(Numbers + NumberBytes, hashOfText(Bytes));
  return (Mark + StringRef(Numbers, sizeof Numbers)).str();
}

static std::string packed(StringRef Bytes) {
  if (!compression::zstd::isAvailable())
    return (headOf(Plain, Bytes) + Bytes).str();
  SmallVector<uint8_t, 0> Small;
  compression::zstd::compress(arrayRefFromStringRef(Bytes), Small, /*Level=*/3);
  return (headOf(Compressed, Bytes) + toStringRef(Small)).str();
}

/// Fills Result; whether the rest of an entry could be decompressed to its full size.
static bool decompress(StringRef Rest, std::string &Result) {
  size_t Written = Result.size();
  Error E =
      compression::zstd::decompress(arrayRefFromStringRef(Rest), reinterpret_cast<uint8_t *>(Result.data()), Written);
  bool Failed = static_cast<bool>(E);
  consumeError(std::move(E));
  return !Failed && Written == Result.size();
}

/// Empty when the bytes are not what packed() made.
static std::string unpacked(StringRef Entry) {
  bool IsCompressed = Entry.starts_with(Compressed);
  if (Entry.size() < HeadBytes || (!IsCompressed && !Entry.starts_with(Plain)))
    return {};
  uint64_t Size = support::endian::read64le(Entry.data() + 4);
  uint64_t Hash = support::endian::read64le(Entry.data() + 4 + NumberBytes);
  StringRef Rest = Entry.drop_front(HeadBytes);
  if (Size > LargestSummary || (IsCompressed && !compression::zstd::isAvailable()))
    return {};
  std::string Result = IsCompressed ? std::string(Size, '\0') : Rest.str();
  if ((IsCompressed && !decompress(Rest, Result)) || hashOfText(Result) != Hash)
    return {};
  return Result;
}

static std::string folderOf(const CacheFolder &Folder, const std::string &Key) {
  return Folder.path() + "/" + Key.substr(0, 2) + "/" + Key.substr(2);
}

static std::vector<std::string> entriesIn(const std::string &Folder) {
  std::vector<std::string> Entries;
  std::error_code Code;
  for (sys::fs::directory_iterator I(Folder, Code), E; I != E && !Code; I.increment(Code))
    if (sys::path::extension(I->path()) == ".summary")
      Entries.push_back(I->path());
  sort(Entries);
  return Entries;
}

/// The summary in one entry when it still holds.
static std::optional<summary::UnitSummary> readEntry(const std::string &Path, FileStates &Now) {
  auto File = expectedToOptional(readText(Path));
  std::string Bytes = File ? unpacked(*File) : std::string();
  auto Reads = expectedToOptional(summary::readReads(Path, Bytes));
  if (!Reads || Reads->empty() || !Now.hold(*Reads))
    return std::nullopt;
  return expectedToOptional(summary::read(Path, Bytes));
}

std::optional<summary::UnitSummary> SummaryCache::find(const std::string &Key, FileStates &Now) const {
  for (const std::string &Path : entriesIn(folderOf(Folder, Key)))
    if (auto Found = readEntry(Path, Now))
      return Found;
  return std::nullopt;
}

static std::string nameFor(const summary::UnitSummary &Summary) {
  std::string Text;
  for (const summary::FileUse &Use : Summary.Reads)
    Text += Use.Path + '\0' + std::to_string(static_cast<int>(Use.Asked)) + ' ' + std::to_string(Use.Hash) + '\n';
  return utohexstr(hashOfText(Text), /*LowerCase=*/true, /*Width=*/16) + ".summary";
}

/// Another run may do the same at the same time: what is gone already is gone.
static void dropOldest(const std::string &Folder) {
  std::vector<std::pair<sys::TimePoint<>, std::string>> Entries;
  for (const std::string &Path : entriesIn(Folder)) {
    sys::fs::file_status Status;
    if (!sys::fs::status(Path, Status))
      Entries.emplace_back(Status.getLastModificationTime(), Path);
  }
  sort(Entries);
  for (size_t I = 0; I + MostEntriesOfAKey < Entries.size(); ++I)
    sys::fs::remove(Entries[I].second);
}

void SummaryCache::keep(const std::string &Key, const summary::UnitSummary &Summary) const {
  std::string Path = folderOf(Folder, Key);
  consumeError(writeText(Path + "/" + nameFor(Summary), packed(summary::write(Summary))));
  dropOldest(Path);
}

} // namespace crosstalk::driver
