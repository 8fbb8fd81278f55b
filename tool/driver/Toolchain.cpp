// See Toolchain.h.
#include "driver/Toolchain.h"
#include "driver/Paths.h"
#include "clang/Basic/Version.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <dlfcn.h>
#include <vector>

using namespace llvm;

namespace crosstalk::driver {

/// The file that this address was loaded from.
static std::string loadedFrom(void *Address) {
  Dl_info Info;
  if (!dladdr(Address, &Info) || !Info.dli_fname)
    return {};
  return canonicalPath(Info.dli_fname);
}

static void addBeside(std::vector<std::string> &Folders, StringRef Binary) {
  if (Binary.empty())
    return;
  StringRef Prefix = sys::path::parent_path(sys::path::parent_path(Binary));
  Folders.push_back((Prefix + "/lib/clang/" CLANG_VERSION_MAJOR_STRING).str());
  Folders.push_back((Prefix + "/lib/llvm-" CLANG_VERSION_MAJOR_STRING "/lib/clang/" CLANG_VERSION_MAJOR_STRING).str());
  Folders.push_back((sys::path::parent_path(Prefix) + "/lib/llvm-" CLANG_VERSION_MAJOR_STRING
                                                      "/lib/clang/" CLANG_VERSION_MAJOR_STRING)
                        .str());
}

static std::vector<std::string> candidates() {
  std::vector<std::string> Folders = {CROSSTALK_CLANG_RESOURCE_DIR};
  addBeside(Folders, loadedFrom(reinterpret_cast<void *>(&clang::getClangFullVersion)));
  addBeside(Folders, loadedFrom(reinterpret_cast<void *>(&findToolchain)));
  Folders.push_back("/usr/lib/llvm-" CLANG_VERSION_MAJOR_STRING "/lib/clang/" CLANG_VERSION_MAJOR_STRING);
  return Folders;
}

Expected<Toolchain> findToolchain() {
  for (const std::string &Folder : candidates()) {
    if (!sys::fs::exists(Folder + "/include/stddef.h"))
      continue;
    StringRef Prefix = sys::path::parent_path(sys::path::parent_path(sys::path::parent_path(Folder)));
    return Toolchain{Folder, (Prefix + "/bin/clang").str()};
  }
  return failure("cannot find the headers of clang " CLANG_VERSION_MAJOR_STRING
                 " (stddef.h and others): install the package libclang-common-" CLANG_VERSION_MAJOR_STRING "-dev");
}

} // namespace crosstalk::driver
