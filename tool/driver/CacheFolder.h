// The folder that keeps summaries between runs: its place, its size, and how it is made smaller.
//
// Not here: what a summary is found by and how it is read (the source that keeps them).
#pragma once
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <string>

namespace crosstalk::driver {

struct CacheContent {
  uint64_t Files = 0;
  uint64_t Bytes = 0;
};

class CacheFolder {
public:
  explicit CacheFolder(std::string Path) : Path(std::move(Path)) {}

  /// XDG_CACHE_HOME/crosstalk, else ~/.cache/crosstalk.
  static std::string defaultPath();

  const std::string &path() const { return Path; }
  CacheContent content() const;
  /// Removes the summaries used longest ago until at most this many bytes are left; returns how many.
  uint64_t trim(uint64_t Bytes) const;

private:
  std::string Path;
};

} // namespace crosstalk::driver
