// A compilation database: where it is found, and the jobs it holds, in its own order.
//
// In:  compile_commands.json as CMake, Meson, Bear and Bazel extractors write it; or FILE... -- FLAGS.
// Out: Jobs.  Not here: what makes a command clang's (Adjust.h), which jobs a FILE selects (Selection.h).
#pragma once
#include "driver/Job.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>

namespace crosstalk::driver {

/// The jobs of one build. Each file is there once: with the first of its commands.
struct Database {
  std::string Path;   ///< the JSON file; empty for FILE... -- FLAGS
  std::string Folder; ///< the folder that holds it: the build folder; for FILE... -- FLAGS the current one
  std::vector<Job> Jobs;
  std::vector<std::string> Notes; ///< what was left out, in words
};

/// Reads DIR/compile_commands.json, or the file itself when a file is named. An empty database is an error.
llvm::Expected<Database> loadDatabase(llvm::StringRef FolderOrFile);

/// The folder of the nearest database: From, From/build, then the same in each parent.
std::optional<std::string> findDatabase(llvm::StringRef From);

/// FILE... -- FLAGS. A C++ file gets the C++ driver, a C file the C driver, a header is read as C++.
llvm::Expected<Database> fixedDatabase(llvm::ArrayRef<std::string> Files, llvm::ArrayRef<std::string> Flags);

} // namespace crosstalk::driver
