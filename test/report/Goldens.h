// Compares a text with a file under golden/, or writes the file when CROSSTALK_UPDATE_GOLDENS is set.
#pragma once
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>
#include <gtest/gtest.h>
#include <string>

namespace crosstalk::report {

inline void expectGolden(const std::string &Name, const std::string &Text) {
  std::string File = std::string(CROSSTALK_TEST_GOLDENS) + "/" + Name;
  if (std::getenv("CROSSTALK_UPDATE_GOLDENS")) {
    std::error_code Wrong;
    llvm::raw_fd_ostream(File, Wrong) << Text;
    ASSERT_FALSE(Wrong) << File;
    return;
  }
  auto Golden = llvm::MemoryBuffer::getFile(File);
  ASSERT_TRUE(static_cast<bool>(Golden)) << File;
  EXPECT_EQ((*Golden)->getBuffer().str(), Text) << Name << ": CROSSTALK_UPDATE_GOLDENS=1 writes it anew";
}

} // namespace crosstalk::report
