// The SQL side of shared session state.
#pragma once
#include "judge/Queries.h"
#include "rules/Rule.h"

namespace crosstalk::rules {

/// The connection that a call runs on was made by this very request.
bool isOwnConnection(const ir::Program &P, const ir::Expr &Call);

void temporaryTables(Judgement &J, Findings &Out);
void connectionState(Judgement &J, Findings &Out);

} // namespace crosstalk::rules
