// See Summaries.h.
#include "driver/Summaries.h"
#include "driver/Paths.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace crosstalk::driver {

static summary::UnitSummary::State stateOf(UnitResult::State State) {
  switch (State) {
  case UnitResult::State::Complete:
    return summary::UnitSummary::State::Complete;
  case UnitResult::State::Incomplete:
    return summary::UnitSummary::State::Incomplete;
  case UnitResult::State::Failed:
    return summary::UnitSummary::State::Failed;
  case UnitResult::State::TimedOut:
    return summary::UnitSummary::State::TimedOut;
  }
  llvm_unreachable("all states are listed");
}

static UnitResult::State stateOf(summary::UnitSummary::State State) {
  switch (State) {
  case summary::UnitSummary::State::Complete:
    return UnitResult::State::Complete;
  case summary::UnitSummary::State::Incomplete:
    return UnitResult::State::Incomplete;
  case summary::UnitSummary::State::Failed:
    return UnitResult::State::Failed;
  case summary::UnitSummary::State::TimedOut:
    return UnitResult::State::TimedOut;
  }
  llvm_unreachable("all states are listed");
}

summary::UnitSummary summaryOf(const UnitResult &Result, std::vector<summary::FileUse> Reads) {
  summary::UnitSummary S;
  S.File = Result.File;
  S.Status = stateOf(Result.Status);
  S.ErrorCount = Result.ErrorCount;
  S.Errors = Result.Errors;
  S.UserFiles = Result.UserFiles;
  S.Unit = Result.Unit;
  S.Reads = std::move(Reads);
  return S;
}

UnitResult resultOf(summary::UnitSummary Summary) {
  UnitResult R;
  R.File = std::move(Summary.File);
  R.Status = stateOf(Summary.Status);
  R.ErrorCount = Summary.ErrorCount;
  R.Errors = std::move(Summary.Errors);
  R.UserFiles = std::move(Summary.UserFiles);
  R.Unit = std::move(Summary.Unit);
  return R;
}

bool isSummaryFile(StringRef Path) {
  auto Start = MemoryBuffer::getFileSlice(Path, 16, 0);
  return Start && summary::looksLikeSummary((*Start)->getBuffer());
}

Expected<summary::UnitSummary> readSummaryFile(StringRef Path) {
  auto Bytes = readText(Path);
  if (!Bytes)
    return Bytes.takeError();
  return summary::read(Path, *Bytes);
}

} // namespace crosstalk::driver
