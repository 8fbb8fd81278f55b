// The one door to libpg_query.
//
// In:  one or more statements as PostgreSQL text.  Out: libpg_query's tree as JSON, or its message.
// Not here: any knowledge of the tree (Tree.h and the readers).
#pragma once
#include "nlohmann/json.hpp"
#include <string>

namespace crosstalk::sql {

struct PgResult {
  nlohmann::json Tree; ///< {"stmts": [{"stmt": {...}}]}; null if there is an error
  std::string Error;
  size_t Position = 0; ///< 0-based byte of the text where the error is
};

/// Never fails otherwise than by PgResult::Error; texts that are too long or too deep are refused.
PgResult parsePostgres(const std::string &Text);

} // namespace crosstalk::sql
