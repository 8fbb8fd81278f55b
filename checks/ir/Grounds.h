// A finding's grounds in one line, for places that have room for no more: a note of clang-tidy, an editor's list.
//
// In:  a finding.  Out: text.  Not here: the full layout of a report (tool/report).
#pragma once
#include "ir/Finding.h"

namespace crosstalk {

/// E.g. "rank 91: 'Customer' is an identity type; exposed: financial; written by GET /quote; read by GET /quote".
std::string grounds(const Finding &Found);

} // namespace crosstalk
