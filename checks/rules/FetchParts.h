// The parts of the fetch analysis: SQL (Fetch.cpp) and everything that is not SQL (FetchObjects.cpp).
#pragma once
#include "rules/Fetches.h"

namespace crosstalk::rules {

std::optional<Scope> principalInScope(Judgement &J, const ir::SolvedFunction &F);
/// The principal that the code around an effect knows: of its own handler, not of one registered beside it.
std::optional<Scope> principalAround(Judgement &J, const ir::SolvedFunction &F, uint32_t Effect);
/// Content of the guarded objects gets out of the function: returned, stored or sent.
bool escapes(Judgement &J, const ir::SolvedFunction &F, judge::Guards &Guard, uint32_t From);
/// The first later query that presumes the object to be there, concerns the same id or the object itself, and does not
/// name the caller.
std::optional<uint32_t> decides(Judgement &J, uint32_t Function, judge::Guards &Guard,
                                const std::vector<ir::ExprId> &Objects, const std::vector<ir::ExprId> &Selectors,
                                uint32_t From);
Finding findingOf(Judgement &J, Site S, const OpenFetch &Open);

void sqlFetches(Judgement &J, Findings &Out);
void objectFetches(Judgement &J, Findings &Out);

} // namespace crosstalk::rules
