// Lists that are written out in the program: tables of statements, and what is made of some element of one.
//
// In:  a value that is made of some element of such a list.  Out: the value for each of the elements.
#pragma once
#include "ir/Program.h"

namespace crosstalk::judge {

/// "prepare(entry.name, entry.text)" of some entry of a list: the same for each entry. Nothing if no list is in it.
std::vector<ir::ExprId> overList(const ir::Program &P, ir::ExprId E);

} // namespace crosstalk::judge
