// A folder of files for one test, gone when the test ends.
#pragma once
#include "driver/Paths.h"
#include "llvm/Support/FileSystem.h"
#include "gtest/gtest.h"

namespace crosstalk::driver {

class TempTree {
public:
  TempTree() {
    llvm::SmallString<128> Made;
    EXPECT_FALSE(llvm::sys::fs::createUniqueDirectory("crosstalk-test", Made));
    Folder = canonicalPath(Made);
  }
  ~TempTree() { llvm::sys::fs::remove_directories(Folder); }

  /// Writes a file below the folder and returns its path.
  std::string write(llvm::StringRef Name, llvm::StringRef Text) const {
    std::string Path = path(Name);
    EXPECT_EQ("", toString(writeText(Path, Text)));
    return Path;
  }

  std::string path(llvm::StringRef Name) const { return Folder + "/" + Name.str(); }
  const std::string &folder() const { return Folder; }

private:
  std::string Folder;
};

/// The value, or a failed test and a default one.
template <typename T> T get(llvm::Expected<T> Value) {
  if (Value)
    return std::move(*Value);
  ADD_FAILURE() << llvm::toString(Value.takeError());
  return T();
}

/// The message of an expected error.
template <typename T> std::string errorOf(llvm::Expected<T> Value) {
  return Value ? "no error" : llvm::toString(Value.takeError());
}

} // namespace crosstalk::driver
