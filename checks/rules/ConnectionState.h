// The SQL side of shared session state.
#pragma once
#include "judge/Queries.h"
#include "rules/Rule.h"

namespace crosstalk::rules {

void connectionState(Judgement &J, Findings &Out);

} // namespace crosstalk::rules
