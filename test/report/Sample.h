// A run as a test sees it: a small shop's findings, one of each standing, with all that a finding can hold.
#pragma once
#include "report/Report.h"

namespace crosstalk::report {

/// The folder of test/report/Inputs/shop, which the sample's findings are in.
std::string sampleRoot();

/// Three findings, made by hand: a cache keyed by article alone, an order fetched by id, a customer in a handler.
/// The last is open; applySuppressions suppresses it.
RunRecord sampleRecord();

/// The sample after comments and a baseline, with a failed unit, notes, odd characters and places outside of the root:
/// everything that a renderer can meet.
RunRecord richRecord();

} // namespace crosstalk::report
