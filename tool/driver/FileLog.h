// Notes what one parse asks of the file system, so that it is known later whether it would be told the same.
//
// In:  a file system.  Out: the same one, watched; and each path that was asked for, with the answer.
// That a header is not in a folder counts too: when it appears there, it is found in place of another one.
#pragma once
#include "summary/Summary.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <chrono>
#include <map>

namespace crosstalk::driver {

/// The questions of one parse. For one thread.
class FileLog {
public:
  using Question = summary::FileUse::Question;

  /// The log must outlive the file system.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> watch(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files);

  /// Sorted by path.
  std::vector<summary::FileUse> uses() const;

  /// What is known last and most precisely about a path counts.
  void note(const std::string &Path, Question Asked);
  void noteContent(const std::string &Path, const llvm::vfs::Status &Status, llvm::StringRef Text);
  void noteListing(const std::string &Path);

private:
  int64_t Started = 0;
  std::map<std::string, summary::FileUse> Uses;
};

/// Nanoseconds since 1970.
int64_t nanoseconds(llvm::sys::TimePoint<> Time);

uint64_t hashOfText(llvm::StringRef Text);

/// Of the names in a folder on disk, whatever their order; of no name when there is no such folder.
uint64_t hashOfListing(const std::string &Folder);

} // namespace crosstalk::driver
