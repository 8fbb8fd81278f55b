// The unit in a summary whose layout was verified: each number is checked to be one of something that is there.
//
// In:  bytes::Unit.  Out: ir::Unit, or the first thing that is wrong, with the way to it.
#pragma once
#include "ir/Unit.h"
#include "summary_generated.h"
#include "llvm/Support/Error.h"
#include <memory>

namespace crosstalk::summary {

std::string textOf(const flatbuffers::String *From);

using Texts = flatbuffers::Vector<flatbuffers::Offset<flatbuffers::String>>;
std::vector<std::string> textsOf(const Texts *From);

/// Reads one unit. After the first defect nothing more is looked at.
class UnitReader {
public:
  llvm::Expected<std::shared_ptr<const ir::Unit>> read(const bytes::Unit &From);

private:
  /// One step of the way to what is being read, e.g. "values" 7; it ends with the scope.
  class Step {
  public:
    Step(UnitReader &R, const char *List, size_t Index) : R(R) { R.Way.emplace_back(List, Index); }
    ~Step() { R.Way.pop_back(); }
    Step(const Step &) = delete;
    Step &operator=(const Step &) = delete;

  private:
    UnitReader &R;
  };

  template <typename List, typename Fn> void each(const char *Name, const List *From, Fn Visit);
  void refuse(const llvm::Twine &Why);

  ir::Name name(uint32_t Number, const char *What);
  std::vector<ir::Name> names(const char *Name, const flatbuffers::Vector<uint32_t> *From);
  ir::Loc place(const bytes::Place &From);

  /// A list beside others: its next numbers belong to whatever is being read.
  struct Cursor {
    const flatbuffers::Vector<uint32_t> *List = nullptr;
    size_t Next = 0;
    size_t left() const { return (List ? List->size() : 0) - Next; }
    uint32_t take() { return List->Get(static_cast<uint32_t>(Next++)); }
  };

  ir::Function function(const bytes::Function &From);
  bool countPlaces(const char *Of, size_t Wanted, const flatbuffers::Vector<const bytes::Place *> *Found);
  ir::Expr value(const bytes::Value &From, size_t Own, Cursor &Operands);
  void checkShape(const bytes::Value &From, size_t Own, size_t OperandsLeft);
  ir::Event event(const bytes::Event &From, size_t Values, Cursor &Conditions);
  ir::ExprId valueId(uint32_t Number, size_t Values, const char *What);
  ir::Record record(const bytes::Record &From);
  ir::GlobalVariable global(const bytes::Global &From);
  ir::Holding holding(const bytes::Holding &From);
  void checkTables();

  ir::Unit Unit;
  std::vector<std::pair<const char *, size_t>> Way;
  std::string Problem; ///< the first; empty while there is none
};

} // namespace crosstalk::summary
