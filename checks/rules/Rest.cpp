#include "rules/Rule.h"
namespace crosstalk::rules {
void cacheHitSkipsCheck(Judgement &J, Findings &Out) {}
void shareableResponse(Judgement &J, Findings &Out) {}
}
