// The SQL readers on any bytes: queries, schemas, the judgement, and the dumps.
//
// The first byte chooses the dialect. In the rest a byte 2 is a hole, 3 a hole that is known to be SQL text.
#include "sql/Scoping.h"
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace crosstalk::sql;

static Template templateOf(std::string_view Bytes, Dialect Style) {
  Template Result;
  Result.Style = Style;
  size_t Begin = 0;
  int Holes = 0;
  for (size_t I = 0; I <= Bytes.size(); ++I) {
    bool Hole = I < Bytes.size() && (Bytes[I] == 2 || Bytes[I] == 3);
    if (I < Bytes.size() && !Hole)
      continue;
    if (I > Begin)
      Result.Pieces.push_back({std::string(Bytes.substr(Begin, I - Begin)), -1, false});
    if (Hole)
      Result.Pieces.push_back({"", Holes++, Bytes[I] == 3});
    Begin = I + 1;
  }
  return Result;
}

/// What callers rely on: indices stay in range.
static void check(const Query &Q) {
  auto Operands = [&](const Operand &O) {
    if (O.Use >= static_cast<int>(Q.Tables.size()))
      std::abort();
  };
  for (const Equality &E : Q.Equalities) {
    Operands(E.Left);
    Operands(E.Right);
  }
  for (const Alternative &A : Q.Alternatives) {
    for (unsigned E : A.Equalities)
      if (E >= Q.Equalities.size())
        std::abort();
    for (unsigned U : A.Uses)
      if (U >= Q.Tables.size())
        std::abort();
  }
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  if (Size < 2 || Size > 4096)
    return 0;
  Dialect Style = static_cast<Dialect>(Data[0] % 10);
  std::string_view Bytes(reinterpret_cast<const char *>(Data) + 1, Size - 1);
  Template Text = templateOf(Bytes, Style);
  Schema Known;
  std::vector<std::string> Errors;
  Known.read("input", Bytes, Errors, Style);
  for (const Query &Q : readQueries(Text, &Known)) {
    check(Q);
    Known.learn(Q);
    Scoping Judged = judge(
        Q, Known, [](const Operand &O) { return static_cast<HoleNature>(static_cast<unsigned>(O.Index + 1) % 6); });
    if (dump(Q).empty() || summary(Q).empty() || dump(Judged, Q).empty())
      std::abort();
  }
  check(readCondition("t", Text));
  looksLikeSql(Bytes);
  dump(Known);
  return 0;
}
