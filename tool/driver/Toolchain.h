// Where clang's own headers (stddef.h, immintrin.h, ...) are on this machine.
//
// Out: what Adjust.h puts on each command line. The folder is looked for where the build found LLVM, then beside
// the libclang-cpp that is loaded and beside the program itself, so that an installed program works when moved.
#pragma once
#include "llvm/Support/Error.h"
#include <string>

namespace crosstalk::driver {

struct Toolchain {
  std::string ResourceDir; ///< e.g. ".../lib/clang/22"
  std::string Program;     ///< stands for argv[0]: the clang that belongs to it, e.g. ".../bin/clang"
};

llvm::Expected<Toolchain> findToolchain();

} // namespace crosstalk::driver
