#include "rules/Rule.h"
#include "Pipeline.h"
namespace crosstalk::rules {
void cacheHitSkipsCheck(Judgement &J, Findings &Out) {}
void shareableResponse(Judgement &J, Findings &Out) {}
void unscopedFetch(Judgement &J, Findings &Out) {}
void unscopedWrite(Judgement &J, Findings &Out) {}
void forgedOwner(Judgement &J, Findings &Out) {}
}
namespace crosstalk { std::string dumpSql(const ir::Program&){return "";} Coverage coverageOf(const ir::Program&){return {};} std::string dumpInventory(const ir::Program&){return "";} std::string explain(const ir::Program&, const std::string&, unsigned){return "";} }
