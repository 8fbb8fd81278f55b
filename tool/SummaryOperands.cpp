// See SummaryOperands.h.
#include "SummaryOperands.h"
#include "driver/Paths.h"
#include "driver/Summaries.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/StringSaver.h"
#include <set>

using namespace llvm;
using namespace crosstalk::driver;

namespace crosstalk {

/// Adds the names in a list file, with blanks or line ends between them, quoted as for a shell.
static Error addListed(StringRef List, std::vector<std::string> &Files) {
  auto Text = readText(List);
  if (!Text)
    return Text.takeError();
  BumpPtrAllocator Allocator;
  StringSaver Saver(Allocator);
  SmallVector<const char *, 64> Names;
  cl::TokenizeGNUCommandLine(*Text, Saver, Names);
  Files.insert(Files.end(), Names.begin(), Names.end());
  return Error::success();
}

Expected<std::vector<summary::UnitSummary>> readSummaries(const CommandLine &Line) {
  std::vector<std::string> Files;
  for (const std::string &Operand : Line.Operands)
    if (!StringRef(Operand).starts_with("@"))
      Files.push_back(Operand);
    else if (Error E = addListed(StringRef(Operand).drop_front(), Files))
      return E;
  if (Line.Flags)
    return failure("link compiles nothing: flags after '--' belong to summarize");
  if (Files.empty())
    return failure("link: expected at least one SUMMARY, as 'crosstalk summarize' writes them");
  return readSummaries(Files);
}

Expected<std::vector<summary::UnitSummary>> readSummaries(ArrayRef<std::string> Files) {
  std::vector<summary::UnitSummary> Units;
  std::set<std::string> Seen;
  for (const std::string &File : Files) {
    auto Unit = readSummaryFile(File);
    if (!Unit)
      return Unit.takeError();
    if (!Units.empty() && Unit->BuildFolder != Units.front().BuildFolder)
      return failure(File + ": this unit is of the build '" + Unit->BuildFolder + "', the first one of '" +
                     Units.front().BuildFolder + "'; link the units of one build");
    if (Seen.insert(Unit->File).second)
      Units.push_back(std::move(*Unit));
  }
  return Units;
}

bool areSummaries(ArrayRef<std::string> Files) { return !Files.empty() && all_of(Files, isSummaryFile); }

} // namespace crosstalk
