// Files: one storage by extraction, many by what a program keeps where.
//
// In:  the path of a file, as a value.  Out: which of the program's collections of files it is one of.
#pragma once
#include "ir/Program.h"

namespace crosstalk::judge {

/// Whether a value is a file: an element of the storage that all files are in.
bool isFile(const ir::Program &P, ir::ExprId E);

/// Where the path begins and how it ends, e.g. "Archive::root_*.pdf": files of one place and kind are read by the same
/// code.
std::string collectionOf(const ir::Program &P, ir::ExprId Path);

} // namespace crosstalk::judge
