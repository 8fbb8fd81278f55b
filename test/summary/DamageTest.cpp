// Bytes that were damaged: never a crash; an error, or a unit that the stages after it can work with.
#include "Parsed.h"
#include "Pipeline.h"

using namespace crosstalk;

static std::string bytes() {
  return summary::write(parsed(sourceFile("rules/unkeyed-cache/cross-tu/pricing.cpp"), {"-std=c++20"}));
}

TEST(Damage, cut_off_at_any_length) {
  std::string Whole = bytes();
  // The last bytes may be padding that nothing refers to.
  for (size_t Length = 0; Length + 8 < Whole.size(); ++Length) {
    auto Read = summary::read("unit", llvm::StringRef(Whole).take_front(Length));
    EXPECT_FALSE(static_cast<bool>(Read)) << Length;
    llvm::consumeError(Read.takeError());
  }
}

TEST(Damage, any_bit_flipped) {
  std::string Whole = bytes();
  size_t Accepted = 0, Refused = 0;
  for (size_t Bit = 0; Bit != Whole.size() * 8; ++Bit) {
    std::string Broken = Whole;
    Broken[Bit / 8] ^= static_cast<char>(1 << Bit % 8);
    auto Read = summary::read("unit", Broken);
    if (!Read) {
      ++Refused;
      EXPECT_FALSE(llvm::toString(Read.takeError()).empty());
      continue;
    }
    ++Accepted;
    if (Read->Unit && Accepted % 16 == 0) {
      EXPECT_FALSE(dumpSummary(*Read->Unit).empty()) << Bit;
    }
  }
  EXPECT_GT(Accepted, 0u);
  EXPECT_GT(Refused, Whole.size());
}

TEST(Damage, a_damaged_unit_can_be_linked_and_judged) {
  std::string Whole = bytes();
  size_t Judged = 0;
  for (size_t Byte = 0; Byte < Whole.size(); Byte += 7) {
    std::string Broken = Whole;
    Broken[Byte] = static_cast<char>(Broken[Byte] + 1 + Byte % 5);
    auto Read = summary::read("unit", Broken);
    if (!Read) {
      llvm::consumeError(Read.takeError());
    } else if (Read->Unit) {
      std::vector<std::string> Errors;
      (void)runRules(*linkProgram({Read->Unit}, Knowledge(), Errors));
      ++Judged;
    }
  }
  EXPECT_GT(Judged, 0u);
}
