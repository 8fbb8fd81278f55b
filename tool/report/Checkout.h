// Which commit of which repository the analysed sources are, read from the .git folder without running git.
#pragma once
#include "report/Report.h"

namespace crosstalk::report {

/// The checkout that Root is in; nothing when there is none, it has no remote "origin", or no commit.
std::optional<Checkout> readCheckout(llvm::StringRef Root);

} // namespace crosstalk::report
