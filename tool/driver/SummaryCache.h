// Summaries that earlier runs left behind, found by the unit's command and by what the parse read.
//
// In:  a key that stands for the command.  Out: the summary, if every file is as the parse found it.
// A cache is never an error: an entry that cannot be read is none, one that cannot be written is not kept. Entries are
// written beside their place and renamed, so that several runs may share a folder.
#pragma once
#include "driver/CacheFolder.h"
#include "driver/FileStates.h"
#include "summary/Summary.h"

namespace crosstalk::driver {

/// Safe to use from several threads and processes.
class SummaryCache {
public:
  explicit SummaryCache(std::string Path) : Folder(std::move(Path)) {}

  std::optional<summary::UnitSummary> find(const std::string &Key, FileStates &Now) const;

  /// The summary has its Reads. The oldest of several for one key go: each branch of a tree that is switched between
  /// has its own.
  void keep(const std::string &Key, const summary::UnitSummary &Summary) const;

private:
  CacheFolder Folder;
};

} // namespace crosstalk::driver
