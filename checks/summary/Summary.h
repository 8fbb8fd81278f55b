// A unit on its way through bytes: what link/ needs of it, and what the driver must know about how it was made.
//
// In:  a unit that was extracted.  Out: bytes, and from bytes the same unit again: read(write(x)) is x.
// Bytes come from a disk that anybody may have written to: each is checked before it is used, and a wrong one is an
// error that says where. The format is described in summary.fbs. Not here: files, and when a summary is out of date.
#pragma once
#include "ir/Unit.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <string>
#include <vector>

namespace crosstalk::summary {

/// What a parse asked the file system about one path, and was told.
struct FileUse {
  enum class Question : uint8_t {
    Missing, ///< there is nothing of this name
    Present, ///< there is something
    Content, ///< a file with this text
    Listing  ///< a folder with these names in it
  };
  std::string Path; ///< absolute
  Question Asked = Question::Missing;
  uint64_t Size = 0;
  int64_t Modified = 0; ///< nanoseconds since 1970; 0: not to be relied on
  uint64_t Hash = 0;
  friend bool operator==(const FileUse &, const FileUse &) = default;
};

struct UnitSummary {
  enum class State : uint8_t { Complete, Incomplete, Failed, TimedOut };
  std::string File;        ///< the unit's source, absolute
  std::string BuildFolder; ///< that of the compilation database; empty for FILE -- FLAGS
  State Status = State::Failed;
  uint32_t ErrorCount = 0;
  std::vector<std::string> Errors;
  std::vector<std::string> UserFiles;
  std::shared_ptr<const ir::Unit> Unit; ///< null when Failed or TimedOut
  std::vector<FileUse> Reads;           ///< in a cache only; sorted by path
};

/// The same summary gives the same bytes.
std::string write(const UnitSummary &Summary);

/// Whether the bytes claim to be a summary, of whatever version.
bool looksLikeSummary(llvm::StringRef Bytes);

/// Name is what errors call the bytes: "orders.summary: functions[3].values[7]: operand 9 does not come before it".
llvm::Expected<UnitSummary> read(llvm::StringRef Name, llvm::StringRef Bytes);

/// UnitSummary::Reads alone, for a cache that has yet to see whether the rest is of use.
llvm::Expected<std::vector<FileUse>> readReads(llvm::StringRef Name, llvm::StringRef Bytes);

} // namespace crosstalk::summary
