// One line on a terminal that says how far the run is, gone when the run ends.
#pragma once
#include "llvm/ADT/StringRef.h"
#include <string>

namespace crosstalk::driver {

enum class ProgressMode { Auto, Always, Never };

/// Writes to stderr; in Auto only when that is a terminal.
class Progress {
public:
  explicit Progress(ProgressMode Mode);
  ~Progress() { clear(); }
  Progress(const Progress &) = delete;
  Progress &operator=(const Progress &) = delete;

  /// "[12/84] src/orders.cpp"
  void show(size_t Done, size_t All, llvm::StringRef Text);
  void show(llvm::StringRef Text);
  void clear();

private:
  bool IsOn;
  bool IsShown = false;
};

} // namespace crosstalk::driver
