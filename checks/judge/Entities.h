// Entities: rows that a mapper or a document store reads and writes without SQL text, as the statement they come to.
//
// In:  a call with a model that says where its id, criteria and object are.
// Out: a query as if it were written: SELECT * FROM "order" WHERE "id" = <Id> AND "user_id" = <User>.
#pragma once
#include "judge/Queries.h"

namespace crosstalk::judge {

/// The statement that a call comes to; nothing for a call that is none, or whose criteria were not understood.
std::optional<QuerySite> entitySite(const ir::Program &P, ir::ExprId Call);

/// The mapped types of the program with their columns, as tables.
std::vector<sql::Table> mappedTables(const ir::Program &P, Identities &Who);

/// A call that reads or changes rows, by SQL text or through a mapper.
bool isQueryCall(const ir::Program &P, const ir::Expr &Call);

} // namespace crosstalk::judge
