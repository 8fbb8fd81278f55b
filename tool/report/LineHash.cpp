// See LineHash.h.
#include "report/LineHash.h"
#include "report/Sources.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include <cstdint>
#include <unordered_map>

using namespace llvm;

namespace crosstalk::report {
namespace {

constexpr size_t Block = 100;
constexpr uint64_t Base = 37;
constexpr UTF16 EndMark = 0xFFFF;

/// What the hash sees of a text, and where in it the lines start.
struct Stream {
  std::vector<UTF16> Units;
  std::vector<size_t> LineStarts;
};

Stream streamOf(StringRef Text) {
  SmallVector<UTF16, 0> Raw;
  convertUTF8ToUTF16String(validUtf8(Text), Raw);
  Raw.push_back(EndMark);
  Stream S;
  bool AtLineStart = true, AfterReturn = false;
  for (UTF16 Unit : Raw) {
    bool SecondOfPair = AfterReturn && Unit == '\n';
    AfterReturn = false;
    if (Unit == ' ' || Unit == '\t' || SecondOfPair)
      continue;
    AfterReturn = Unit == '\r';
    if (AtLineStart)
      S.LineStarts.push_back(S.Units.size());
    AtLineStart = Unit == '\n' || Unit == '\r';
    S.Units.push_back(AtLineStart ? UTF16('\n') : Unit);
  }
  S.Units.resize(S.Units.size() + Block, 0);
  return S;
}

} // namespace

std::vector<std::string> lineHashes(StringRef Text) {
  Stream S = streamOf(Text);
  uint64_t Leaving = 1; // Base to the power of Block
  for (size_t I = 0; I < Block; ++I)
    Leaving *= Base;
  uint64_t Hash = 0;
  for (size_t I = 0; I < Block; ++I)
    Hash = Hash * Base + S.Units[I];

  std::vector<std::string> Out;
  std::unordered_map<uint64_t, unsigned> Seen;
  size_t At = 0; // Hash covers Units[At, At + Block)
  for (size_t Start : S.LineStarts) {
    for (; At < Start; ++At)
      Hash = Hash * Base + S.Units[At + Block] - Leaving * S.Units[At];
    Out.push_back(utohexstr(Hash, /*LowerCase=*/true) + ":" + utostr(++Seen[Hash]));
  }
  return Out;
}

} // namespace crosstalk::report
