// crosstalk check --since REV: what is new in the work tree against a revision, the whole program seen on both sides.
//
// In:  a session of all units, a revision.  Out: the record with the new findings only.
// The revision is not checked out: its texts stand for the files that changed, and only the units that read one of
// these are parsed a second time.
#pragma once
#include "Run.h"

namespace crosstalk {

llvm::Expected<report::RunRecord> analyseSince(const Session &S, llvm::StringRef Revision);

} // namespace crosstalk
