// Refuses a host of another LLVM version while the shared object is being loaded.
//
// A clang-tidy of another version would load the object, list its checks and report nothing: a silent pass. So the
// version that the host's own clang names is compared with the one of the headers here, before anything registers.
// A host without clang (a child process that inherited a preload) finds the library linked here, and is left alone.
#include "clang/Basic/Version.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"
#include <dlfcn.h>
#include <string>
#include <unistd.h>

namespace {

/// "22.1" out of "Debian clang version 22.1.8 (...)", or empty.
std::string majorMinor(llvm::StringRef Full) {
  llvm::StringRef Rest = Full.drop_until(llvm::isDigit);
  auto [Major, After] = Rest.split('.');
  llvm::StringRef Minor = After.take_while(llvm::isDigit);
  return Minor.empty() ? std::string() : (Major + "." + Minor).str();
}

/// What the first clang in the process says of itself: the host's, or else the one linked here. The plain call would
/// be bound to the library of the right version even where the host uses another.
std::string hostVersion() {
  using FullVersion = std::string (*)();
  void *Symbol = dlsym(RTLD_DEFAULT, "_ZN5clang19getClangFullVersionB5cxx11Ev");
  return Symbol ? reinterpret_cast<FullVersion>(Symbol)() : std::string();
}

struct VersionGuard {
  VersionGuard() {
    std::string Wanted = std::to_string(CLANG_VERSION_MAJOR) + "." + std::to_string(CLANG_VERSION_MINOR);
    std::string Host = hostVersion();
    if (majorMinor(Host) == Wanted)
      return;
    llvm::errs() << "crosstalk-tidy: built for clang " << Wanted << ", but loaded into "
                 << (Host.empty() ? "a program whose clang version is unknown" : Host) << "; use clang-tidy-"
                 << CLANG_VERSION_MAJOR << ", clangd-" << CLANG_VERSION_MAJOR << " or clang++-" << CLANG_VERSION_MAJOR
                 << "\n";
    llvm::errs().flush();
    _exit(2);
  }
};

// The earliest priority that user code may take: registration of the checks must not come first.
__attribute__((init_priority(101))) VersionGuard Guard;

} // namespace
