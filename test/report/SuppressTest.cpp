// Comments that suppress, that do not count, and that suppress nothing.
#include "report/Suppress.h"
#include "report/Comments.h"
#include "report/Report.h"
#include "report/Sources.h"
#include <gtest/gtest.h>

using namespace crosstalk;
using namespace crosstalk::report;

namespace {

struct Judged {
  std::vector<std::string> Lines;   ///< "3: reason" for each suppressed finding
  std::vector<std::string> Remarks; ///< "3: text"
};

/// One finding of crosstalk-weak-key on each line that holds "BUG".
Judged judge(const std::string &Text, UnusedComments Unused = UnusedComments::Report, unsigned FailedUnits = 0) {
  RunRecord Run;
  Run.Root = "/src";
  Run.AnalysedFiles = {"/src/a.cpp"};
  Run.FailedUnits = FailedUnits;
  unsigned Line = 1;
  for (size_t At = 0; At < Text.size(); ++At) {
    Line += At && Text[At - 1] == '\n';
    if (Text.compare(At, 3, "BUG") != 0)
      continue;
    Finding F;
    F.RuleId = "crosstalk-weak-key";
    F.At = {"/src/a.cpp", Line, 1};
    Run.Findings.push_back(F);
  }
  Sources Texts([&](const std::string &) { return std::optional(Text); });
  applySuppressions(Run, Texts, Unused);
  Judged Out;
  for (size_t I = 0; I < Run.Findings.size(); ++I)
    if (!Run.standing(I).open())
      Out.Lines.push_back(std::to_string(Run.Findings[I].At.Line) + ": " + Run.standing(I).Justification);
  for (const Frame &Remark : Run.Remarks)
    Out.Remarks.push_back(std::to_string(Remark.At.Line) + ": " + Remark.Text);
  return Out;
}

using Texts = std::vector<std::string>;

TEST(Suppress, aRuleAndAReason) {
  Judged J = judge("BUG; // NOLINT(crosstalk-weak-key): ids are unique\n");
  EXPECT_EQ(J.Lines, Texts{"1: ids are unique"});
  EXPECT_TRUE(J.Remarks.empty());
}

TEST(Suppress, aGlobIsARule) {
  EXPECT_EQ(judge("BUG; // NOLINT(crosstalk-*): why\n").Lines.size(), 1u);
  EXPECT_EQ(judge("BUG; // NOLINT( bugprone-x , crosstalk-weak-* ): why\n").Lines.size(), 1u);
}

TEST(Suppress, aCommentOfC) {
  EXPECT_EQ(judge("BUG; /* NOLINT(crosstalk-weak-key): why */ f();\n").Lines, Texts{"1: why"});
  EXPECT_EQ(judge("/* NOLINTNEXTLINE(crosstalk-weak-key): why */\nBUG;\n").Lines, Texts{"2: why"});
}

TEST(Suppress, theNextLineAlone) {
  Judged J = judge("// NOLINTNEXTLINE(crosstalk-weak-key): why\nBUG;\nBUG;\n");
  EXPECT_EQ(J.Lines, Texts{"2: why"});
}

TEST(Suppress, aRegion) {
  Judged J = judge("BUG;\n// NOLINTBEGIN(crosstalk-*): why\nBUG;\nBUG;\n// NOLINTEND(crosstalk-*)\nBUG;\n");
  EXPECT_EQ(J.Lines, (Texts{"3: why", "4: why"}));
  EXPECT_TRUE(J.Remarks.empty());
}

TEST(Suppress, regionsNest) {
  Judged J = judge("// NOLINTBEGIN(crosstalk-*): a\n// NOLINTBEGIN(crosstalk-weak-key): b\nBUG;\n"
                   "// NOLINTEND(crosstalk-weak-key)\nBUG;\n// NOLINTEND(crosstalk-*)\n");
  EXPECT_EQ(J.Lines.size(), 2u);
  EXPECT_TRUE(J.Remarks.empty());
}

TEST(Suppress, aRegionWithoutItsOtherHalf) {
  EXPECT_EQ(judge("// NOLINTBEGIN(crosstalk-*): why\nBUG;\n").Remarks,
            Texts{"1: NOLINTBEGIN without a NOLINTEND of the same rules does not suppress anything"});
  Judged J = judge("// NOLINTEND(crosstalk-*)\nBUG;\n");
  EXPECT_EQ(J.Remarks, Texts{"1: NOLINTEND without a NOLINTBEGIN of the same rules"});
  EXPECT_TRUE(J.Lines.empty());
}

TEST(Suppress, withoutAReasonItDoesNotCount) {
  for (const char *Tail : {"", ":", ": --", " because", " - why"}) {
    Judged J = judge("BUG; // NOLINT(crosstalk-weak-key)" + std::string(Tail) + "\n");
    EXPECT_TRUE(J.Lines.empty()) << Tail;
    EXPECT_EQ(J.Remarks,
              Texts{"1: NOLINT without a reason does not count: write 'NOLINT(crosstalk-weak-key): reason'"});
  }
}

TEST(Suppress, withoutARuleItDoesNotCount) {
  for (const char *Comment : {"NOLINT", "NOLINT: why", "NOLINT(): why", "NOLINT(*): why"}) {
    Judged J = judge("BUG; // " + std::string(Comment) + "\n");
    EXPECT_TRUE(J.Lines.empty()) << Comment;
    EXPECT_EQ(J.Remarks, Texts{"1: NOLINT without a rule does not count: write 'NOLINT(crosstalk-weak-key): reason'"});
  }
  EXPECT_TRUE(judge("f(); // NOLINT\n").Remarks.empty()); // where we find nothing, it is another tool's
}

TEST(Suppress, anotherRuleDoesNotCount) {
  EXPECT_TRUE(judge("BUG; // NOLINT(bugprone-*): why\n").Lines.empty());
  EXPECT_TRUE(judge("BUG; // NOLINT(bugprone-*): why\n").Remarks.empty());
  EXPECT_TRUE(judge("BUG; // NOLINT(crosstalk-stale-identity): why\n").Lines.empty());
}

TEST(Suppress, unusedIsRemarkedOn) {
  Judged J = judge("f(); // NOLINT(crosstalk-weak-key): why\n");
  EXPECT_EQ(J.Remarks, Texts{"1: unused NOLINT(crosstalk-weak-key): it suppresses no finding any more"});
  EXPECT_TRUE(judge("f(); // NOLINT(crosstalk-weak-key): why\n", UnusedComments::Keep).Remarks.empty());
  EXPECT_TRUE(judge("f(); // NOLINT(crosstalk-weak-key): why\n", UnusedComments::Report, 1).Remarks.empty());
}

TEST(Suppress, aRuleThatDoesNotExist) {
  EXPECT_EQ(judge("f(); // NOLINT(crosstalk-weak-kee): why\n", UnusedComments::Keep).Remarks,
            Texts{"1: 'crosstalk-weak-kee' names no rule"});
}

TEST(Comments, literalsHoldNone) {
  for (const char *Text : {"f(\"// NOLINT(crosstalk-*): x\");", "f(R\"a(// NOLINT(crosstalk-*): x)\" )a\");",
                           "f(\"\\\"// NOLINT(crosstalk-*): x\");", "f(u8R\"(/* NOLINT(crosstalk-*): x */)\");"})
    EXPECT_TRUE(lintComments(Text).empty()) << Text;
}

TEST(Comments, literalsEndWhereTheyEnd) {
  for (const char *Before : {"f('\"');", "f(1'000'000);", "f(0xAB'CD);", "f(u8'a');", "f(\"\\\\\");", "f(R\"(\")\");",
                             "#error don't\n", "f(LR\"x(')x\");"}) {
    auto Found = lintComments(std::string(Before) + " // NOLINT(crosstalk-*): x\n");
    EXPECT_EQ(Found.size(), 1u) << Before;
  }
}

TEST(Comments, everyPart) {
  auto Found = lintComments("a;\n\t/* text NOLINT(a, b): why so */ // NOLINTBEGIN(c): z NOLINT(d): y\n");
  ASSERT_EQ(Found.size(), 3u);
  EXPECT_EQ(Found[0].Line, 2u);
  EXPECT_EQ(Found[0].Column, 10u);
  EXPECT_EQ(Found[0].Globs, (Texts{"a", "b"}));
  EXPECT_EQ(Found[0].Reason, "why so");
  EXPECT_EQ(Found[1].What, LintComment::Kind::Begin);
  EXPECT_EQ(Found[1].Reason, "z");
  EXPECT_EQ(Found[2].Reason, "y");
}

TEST(Comments, wordsThatContainItAreNone) {
  EXPECT_TRUE(lintComments("// NOLINTED XNOLINT NOLINT_ NOLINTNEXTLINES\n").empty());
}

TEST(Comments, aLineCommentGoesOnAfterABackslash) {
  auto Found = lintComments("// first \\\n NOLINT(crosstalk-*): why\nf();");
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Line, 2u);
}

TEST(Comments, unendedTextsAreRead) {
  for (const char *Text : {"/* NOLINT(", "// NOLINT", "\"NOLINT", "R\"(NOLINT", "R\"NOLINT", "'NOLINT", "/* NOLINT(a",
                           "\"NOLINT\\", "// NOLINT\\"})
    (void)lintComments(Text);
}

} // namespace
