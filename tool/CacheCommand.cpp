// crosstalk cache: where summaries are kept, how many, how large; clearing and trimming.
#include "Commands.h"
#include "driver/CacheFolder.h"
#include "driver/Paths.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace crosstalk {

/// "500M", "2G", "800" (bytes).
static Expected<uint64_t> sizeIn(StringRef Text) {
  StringRef Digits = Text;
  uint64_t Unit = 1, Value = 0;
  if (Digits.consume_back("K"))
    Unit = 1 << 10;
  else if (Digits.consume_back("M"))
    Unit = 1 << 20;
  else if (Digits.consume_back("G"))
    Unit = 1 << 30;
  if (!to_integer(Digits, Value, 10))
    return driver::failure("--trim: expected a size such as 500M, found '" + Text + "'");
  return Value * Unit;
}

ExitCode runCache(const CommandLine &Line) {
  driver::CacheFolder Cache(Line.last(Option::CacheDir, driver::CacheFolder::defaultPath()));
  if (Line.has(Option::Trim)) {
    auto Size = sizeIn(Line.last(Option::Trim));
    if (!Size)
      return refuse(Size.takeError());
    outs() << Cache.trim(*Size) << " summaries removed\n";
  } else if (Line.has(Option::Clear)) {
    outs() << Cache.trim(0) << " summaries removed\n";
  }
  driver::CacheContent Content = Cache.content();
  outs() << Cache.path() << ": " << Content.Files << (Content.Files == 1 ? " summary, " : " summaries, ")
         << Content.Bytes << " bytes\n";
  return ExitCode::Clean;
}

} // namespace crosstalk
