// Loops that serve one request after the other: a FastCGI worker, a server that takes one client at a time.
//
// In:  an effect of a solved function.  Out: the call before it that waited for the request at hand.
// What lives outside such a loop is found by the next request as this one left it.
#pragma once
#include "ir/Program.h"
#include <optional>

namespace crosstalk::judge {

/// The index of the call in the same loop that waits for the next request or client; nothing for other effects.
std::optional<uint32_t> acceptedAt(const ir::Program &P, const ir::SolvedFunction &F, uint32_t Effect);

} // namespace crosstalk::judge
