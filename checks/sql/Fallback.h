// What can be said of a statement that libpg_query does not parse.
//
// In:  a statement's tokens as written.
// Out: a Query read as Tokens: tables after FROM, JOIN, INTO, UPDATE, and "column = value" pairs of the outermost
// WHERE,
//      if no OR stands beside them. Nothing in brackets, no joins' conditions: what is said here is little, but holds.
#pragma once
#include "sql/Rewriter.h"

namespace crosstalk::sql {

Query readTokens(const Statement &Tokens, const std::vector<Operand> &Params);

} // namespace crosstalk::sql
