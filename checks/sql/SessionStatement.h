// Statements about the session rather than rows: SET, RESET, PRAGMA, USE, CALL, transactions, DDL.
//
// In:  a statement's tokens as written; no rewriting is needed.
// Out: a Query of kind SetVariable, Pragma, Call, Ddl or Other; nothing for statements about rows.
#pragma once
#include "sql/Rewriter.h"
#include <optional>

namespace crosstalk::sql {

std::optional<Query> readSessionStatement(const Statement &Tokens, const std::vector<Operand> &Params);

/// What a single token amounts to as a value.
Operand valueOf(const Token &T, const std::vector<Operand> &Params);

} // namespace crosstalk::sql
