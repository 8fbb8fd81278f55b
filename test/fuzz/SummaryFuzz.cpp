// The reader of summaries on any bytes: an error, or a unit that can be written, dumped, linked and judged.
//
// Most bytes end at the header, which names who made them: the corpus is made by the program of the same build.
#include "Pipeline.h"
#include "summary/Summary.h"
#include <cstdlib>

using namespace crosstalk;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  llvm::StringRef Bytes(reinterpret_cast<const char *>(Data), Size);
  llvm::consumeError(summary::readReads("input", Bytes).takeError());
  auto Read = summary::read("input", Bytes);
  if (!Read) {
    if (llvm::toString(Read.takeError()).empty())
      std::abort();
    return 0;
  }
  std::string Written = summary::write(*Read);
  auto Again = summary::read("written", Written);
  if (!Again || summary::write(*Again) != Written)
    std::abort();
  if (!Read->Unit)
    return 0;
  if (dumpSummary(*Read->Unit) != dumpSummary(*Again->Unit))
    std::abort();
  std::vector<std::string> Errors;
  (void)runRules(*linkProgram({Read->Unit}, Knowledge(), Errors));
  return 0;
}
