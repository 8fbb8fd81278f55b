// Prepared statements as objects that are used again: see Statements.cpp.
#pragma once
#include "rules/Slots.h"

namespace crosstalk::rules {

/// Reports values that stay bound to a statement of all requests.
void reusedStatements(Judgement &J, Findings &Out);

} // namespace crosstalk::rules
