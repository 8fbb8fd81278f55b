// See Includers.h. clang's dependency scanner reads only what preprocessor directives need, and shares what it read.
#include "driver/Includers.h"
#include "driver/Adjust.h"
#include "driver/Paths.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/DependencyScanning/DependencyScanningService.h"
#include "clang/Tooling/DependencyScanningTool.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/ThreadPool.h"

using namespace llvm;
using clang::dependencies::DependencyScanningService;
using clang::dependencies::ScanningMode;
using clang::dependencies::ScanningOutputFormat;

namespace crosstalk::driver {

/// The words of a make rule "out: a.cpp b.h \\\n c.h"; blanks in names are escaped by a backslash.
static std::vector<std::string> prerequisitesIn(StringRef Rule) {
  std::vector<std::string> Words(1);
  for (size_t I = 0; I != Rule.size(); ++I) {
    if (Rule[I] == '\\' && I + 1 != Rule.size() && Rule[I + 1] == ' ')
      Words.back() += Rule[++I];
    else if (isSpace(Rule[I]) || (Rule[I] == '\\' && I + 1 != Rule.size() && Rule[I + 1] == '\n'))
      Words.emplace_back();
    else
      Words.back() += Rule[I];
  }
  return Words;
}

static bool reads(const Job &J, StringRef Header, const Toolchain &Tools, DependencyScanningService &Service) {
  clang::tooling::DependencyScanningTool Scanner(Service);
  clang::IgnoringDiagConsumer Ignored;
  auto Rule = Scanner.getDependencyFile(adjustForClang(J, Tools), J.Directory, Ignored);
  if (!Rule)
    return false;
  StringRef Name = sys::path::filename(Header);
  for (const std::string &File : prerequisitesIn(*Rule))
    if (sys::path::filename(File) == Name && canonicalPath(absolutePath(File, J.Directory)) == Header)
      return true;
  return false;
}

std::vector<size_t> includersOf(StringRef Header, ArrayRef<Job> Jobs, const Toolchain &Tools, unsigned Threads) {
  DependencyScanningService Service(ScanningMode::DependencyDirectivesScan, ScanningOutputFormat::Make);
  std::vector<char> Reads(Jobs.size(), 0);
  DefaultThreadPool Pool(hardware_concurrency(Threads));
  for (size_t I = 0; I != Jobs.size(); ++I)
    Pool.async([&, I] { Reads[I] = reads(Jobs[I], Header, Tools, Service); });
  Pool.wait();
  std::vector<size_t> Result;
  for (size_t I = 0; I != Jobs.size(); ++I)
    if (Reads[I])
      Result.push_back(I);
  return Result;
}

} // namespace crosstalk::driver
