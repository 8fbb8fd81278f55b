// Writes the rich sample in one format to standard output: report-sample FORMAT [sample|all|color]
#include "Sample.h"
#include "llvm/Support/raw_ostream.h"

using namespace crosstalk;
using namespace crosstalk::report;

int main(int Argc, char **Argv) {
  auto How = parseFormat(Argc > 1 ? Argv[1] : "");
  llvm::StringRef Which = Argc > 2 ? Argv[2] : "";
  if (!How) {
    llvm::errs() << "usage: report-sample text|sarif|json|html|github|gitlab|junit [sample|all|color]\n";
    return 2;
  }
  RenderOptions Options;
  Options.Minimum = Which == "all" ? Level::Hidden : Level::Note;
  Options.Color = Which == "color";
  llvm::outs() << render(Which == "sample" ? sampleRecord() : richRecord(), *How, Options);
  return 0;
}
