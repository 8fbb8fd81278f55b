// See Progress.h.
#include "driver/Progress.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace crosstalk::driver {

Progress::Progress(ProgressMode Mode)
    : IsOn(Mode == ProgressMode::Always || (Mode == ProgressMode::Auto && sys::Process::StandardErrIsDisplayed())) {}

void Progress::show(size_t Done, size_t All, StringRef Text) {
  show(("[" + Twine(Done) + "/" + Twine(All) + "] " + Text).str());
}

void Progress::show(StringRef Text) {
  if (!IsOn)
    return;
  unsigned Columns = sys::Process::StandardErrColumns();
  errs() << "\r\x1b[K" << Text.take_front(Columns ? Columns - 1 : 79);
  errs().flush();
  IsShown = true;
}

void Progress::clear() {
  if (IsShown)
    errs() << "\r\x1b[K";
  errs().flush();
  IsShown = false;
}

} // namespace crosstalk::driver
