// Units of real sources, for tests.
#pragma once
#include "driver/ParsingSource.h"
#include "summary/Summary.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"

namespace crosstalk {

/// The summary of a file that is compiled with these flags.
inline summary::UnitSummary parsed(const std::string &File, std::vector<std::string> Flags = {}) {
  Flags.insert(Flags.begin(), llvm::StringRef(File).ends_with(".c") ? "clang" : "clang++");
  driver::ParsingSource Source(llvm::cantFail(driver::findToolchain()), driver::ParseLimits());
  driver::UnitResult Result = Source.get({File, llvm::sys::path::parent_path(File).str(), Flags});
  EXPECT_TRUE(Result.Unit) << File;
  summary::UnitSummary S;
  S.File = File;
  S.Status = Result.ErrorCount ? summary::UnitSummary::State::Incomplete : summary::UnitSummary::State::Complete;
  S.UserFiles = Result.UserFiles;
  S.Unit = Result.Unit;
  return S;
}

/// A file below test/.
inline std::string sourceFile(llvm::StringRef Name) { return CROSSTALK_TEST_DIR "/" + Name.str(); }

} // namespace crosstalk
