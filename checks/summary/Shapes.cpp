// See Shapes.h. A kind that is new in ir/ is a warning here; give it its place in summary.fbs too.
#include "summary/Shapes.h"
#include "summary_generated.h"

namespace crosstalk::summary {

using ir::Op;

static_assert(static_cast<int>(bytes::Op::MAX) == static_cast<int>(Op::Unknown), "summary.fbs lists other kinds");

Arity arityOf(Op Kind) {
  switch (Kind) {
  case Op::None:
  case Op::Param:
  case Op::This:
  case Op::Global:
  case Op::Local:
  case Op::Literal:
  case Op::Function:
  case Op::Fresh:
    return {0, 0};
  case Op::Field:
  case Op::Each:
  case Op::KeyOf:
  case Op::Not:
    return {1, 1};
  case Op::Element:
  case Op::Out:
  case Op::With:
  case Op::Compare:
  case Op::And:
  case Op::Or:
    return {2, 2};
  case Op::Insert:
  case Op::Choice:
    return {3, 3};
  case Op::Call:
  case Op::Construct:
    return {1}; // the receiver, or nothing in its place
  case Op::Record:
  case Op::Concat:
  case Op::Join:
  case Op::Arith:
  case Op::Lossy:
  case Op::Hash:
  case Op::Lambda:
  case Op::Unknown:
    return {};
  }
  return {0, 0};
}

} // namespace crosstalk::summary
