// The baseline's file, right and wrong, and what its entries do to findings.
#include "report/Baseline.h"
#include "Sample.h"
#include <algorithm>
#include <gtest/gtest.h>

using namespace crosstalk;
using namespace crosstalk::report;

namespace {

std::string errorOf(const std::string &Text) {
  auto Read = parseBaseline("b.yaml", Text);
  return Read ? "" : llvm::toString(Read.takeError());
}

Baseline read(const std::string &Text) {
  auto Read = parseBaseline("b.yaml", Text);
  if (Read)
    return *Read;
  ADD_FAILURE() << llvm::toString(Read.takeError());
  return {};
}

const std::string Head = "version: 1\naccepted:\n";
const std::string Entry =
    "  - fingerprint: 5f00000000000001\n    rule: crosstalk-shared-session-state\n    reason: one each\n";

TEST(BaselineFile, isRead) {
  Baseline B = read(Head + Entry +
                    "    function: \"OrderController::remember\"\n    category: false-positive\n"
                    "    expires: 2026-12-31\n    body: cc03\n");
  ASSERT_EQ(B.Entries.size(), 1u);
  EXPECT_EQ(B.Entries[0],
            (BaselineEntry{"5f00000000000001", "crosstalk-shared-session-state", "OrderController::remember",
                           "one each", "false-positive", "2026-12-31", "cc03"}));
  EXPECT_EQ(B.Entries[0].Line, 3u);
}

TEST(BaselineFile, mayBeEmpty) {
  for (const char *Text :
       {"", "# only this\n", "---\n", "version: 1\n", "version: 1\naccepted:\n", "version: 1\naccepted: []\n"})
    EXPECT_TRUE(read(Text).Entries.empty()) << Text;
}

TEST(BaselineFile, errorsNameThePlace) {
  EXPECT_EQ(errorOf("- a\n"), "b.yaml:1:1: a baseline is a mapping with 'version' and 'accepted', found a list");
  EXPECT_EQ(errorOf("accepted: []\n"), "b.yaml:1:1: 'version' is missing");
  EXPECT_EQ(errorOf("version: 2\n"), "b.yaml:1:10: version '2' is not known, expected 1");
  EXPECT_EQ(errorOf("version:\n  - 1\n"), "b.yaml:2:3: 'version' is to be a text, found a list");
  EXPECT_EQ(errorOf("version: 1\nacepted: []\n"),
            "b.yaml:2:1: unknown key 'acepted', expected 'version' or 'accepted'");
  EXPECT_EQ(errorOf("version: 1\naccepted: all\n"), "b.yaml:2:11: 'accepted' is to be a list, found a text");
  EXPECT_EQ(errorOf("version: 1\nversion: 1\n"), "b.yaml:2:1: 'version' is there twice");
  EXPECT_EQ(errorOf(Head + "  - x\n"), "b.yaml:3:5: an accepted finding is a mapping, found a text");
  EXPECT_EQ(errorOf(Head + Entry + "    why: x\n"), "b.yaml:6:5: unknown key 'why'");
  EXPECT_EQ(errorOf(Head + Entry + "    reason: x\n"), "b.yaml:6:5: 'reason' is there twice");
  EXPECT_EQ(errorOf(Head + Entry + "    function:\n      a: b\n"),
            "b.yaml:7:7: 'function' is to be a text, found a mapping");
  EXPECT_EQ(errorOf(Head + "  - fingerprint: a\n    rule: r\n"), "b.yaml:3:5: 'reason' is missing");
  EXPECT_EQ(errorOf(Head + "  - fingerprint: a\n    rule: r\n    reason: \"-\"\n"),
            "b.yaml:3:5: an accepted finding needs a reason");
  EXPECT_EQ(errorOf(Head + Entry + "    expires: tomorrow\n"),
            "b.yaml:3:5: 'tomorrow' is not a date of the form YYYY-MM-DD");
  EXPECT_EQ(errorOf(Head + Entry + "    category: Not So\n"),
            "b.yaml:3:5: category 'Not So' is not made of lower-case letters, digits and '-'");
  EXPECT_EQ(errorOf(Head + Entry + Entry), "b.yaml:6:5: fingerprint '5f00000000000001' is there twice");
}

TEST(BaselineFile, whatIsNotYamlIsAnError) {
  for (const char *Text : {"version: [1\n", "\"\n", "version: 1\n\tbad: x\n", "a: b: c\n", "{", "*x\n",
                           "version: \"\\q\"\n", "version: 1\n- x\n"}) {
    std::string Error = errorOf(Text);
    EXPECT_EQ(Error.find("b.yaml:"), 0u) << Text << " gave '" << Error << "'";
  }
}

TEST(BaselineFile, datesAreOfTheCalendar) {
  for (const char *Good : {"2024-02-29", "2000-02-29", "2026-01-31"})
    EXPECT_EQ(errorOf(Head + Entry + "    expires: " + Good + "\n"), "") << Good;
  for (const char *Bad :
       {"2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-01", "26-01-01", "2026/01/01"})
    EXPECT_NE(errorOf(Head + Entry + "    expires: " + Bad + "\n"), "") << Bad;
}

TEST(BaselineFile, writtenIsReadBack) {
  Baseline B;
  B.Entries = {{"b", "crosstalk-weak-key", "f<int>(const char *)", "line\none \"two\" \\ ü: #\t", "won-t-fix",
                "2026-02-28", "h"},
               {"a:2", "r", "", "  yes ", "", "", ""}};
  std::string Text = writeBaseline(B);
  std::vector<BaselineEntry> Sorted = {B.Entries[1], B.Entries[0]};
  EXPECT_EQ(read(Text).Entries, Sorted);
  EXPECT_EQ(writeBaseline(read(Text)), Text);
  std::reverse(B.Entries.begin(), B.Entries.end());
  EXPECT_EQ(writeBaseline(B), Text);
}

TEST(BaselineFile, anEmptyOneIsReadBack) { EXPECT_TRUE(read(writeBaseline({})).Entries.empty()); }

Baseline accepting(const BaselineEntry &Entry) { return {"b.yaml", {Entry}}; }

/// The sample's last finding is 5f00000000000001 with the body cc03; the others are new.
struct Outcome {
  Standing Last;
  std::vector<Frame> Remarks;
};

Outcome apply(const BaselineEntry &Entry, const char *Today = "2026-06-01") {
  RunRecord Run = sampleRecord();
  applyBaseline(Run, accepting(Entry), Today);
  for (size_t I = 0; I < Run.Findings.size(); ++I)
    if (Run.Findings[I].Fingerprint == "5f00000000000001")
      return {Run.standing(I), Run.Remarks};
  return {};
}

BaselineEntry entry() {
  return {"5f00000000000001", "crosstalk-shared-session-state", "f", "one each", "", "", "cc03", 3};
}

TEST(Baseline, accepts) {
  Outcome O = apply(entry());
  EXPECT_EQ(O.Last.Now, Standing::State::Accepted);
  EXPECT_EQ(O.Last.Justification, "one each");
  EXPECT_EQ(O.Last.Against, Compared::Unchanged);
  EXPECT_TRUE(O.Remarks.empty());
}

TEST(Baseline, anEditedBodyBringsTheFindingBack) {
  BaselineEntry E = entry();
  E.Body = "other";
  Outcome O = apply(E);
  EXPECT_TRUE(O.Last.open());
  EXPECT_EQ(O.Last.Against, Compared::Updated);
  EXPECT_EQ(O.Last.Returned, "it was accepted (\"one each\"), but the function's body has changed since");
}

TEST(Baseline, anEntryWithoutABodyHoldsForAny) {
  BaselineEntry E = entry();
  E.Body.clear();
  EXPECT_FALSE(apply(E).Last.open());
}

TEST(Baseline, holdsThroughItsLastDay) {
  BaselineEntry E = entry();
  E.Expires = "2026-06-01";
  EXPECT_FALSE(apply(E, "2026-06-01").Last.open());
  Outcome O = apply(E, "2026-06-02");
  EXPECT_TRUE(O.Last.open());
  EXPECT_EQ(O.Last.Returned, "it was accepted (\"one each\") until 2026-06-01");
  ASSERT_EQ(O.Remarks.size(), 1u);
  EXPECT_EQ(O.Remarks[0].At, (Place{"b.yaml", 3, 0}));
}

TEST(Baseline, deadEntriesAreRemarkedOn) {
  BaselineEntry E = entry();
  E.Fingerprint = "gone";
  Outcome O = apply(E);
  ASSERT_EQ(O.Remarks.size(), 1u);
  EXPECT_EQ(O.Remarks[0].Text,
            "dead baseline entry gone (crosstalk-shared-session-state in f): there is no such finding any more");
  RunRecord Partial = sampleRecord();
  applyBaseline(Partial, accepting(E), "2026-06-01", DeadEntries::Keep);
  EXPECT_TRUE(Partial.Remarks.empty());
  RunRecord Incomplete = sampleRecord();
  Incomplete.FailedUnits = 1;
  applyBaseline(Incomplete, accepting(E), "2026-06-01");
  EXPECT_TRUE(Incomplete.Remarks.empty());
}

TEST(Baseline, twoFindingsOfOneFingerprintAreTwo) {
  RunRecord Run = sampleRecord();
  Run.Findings.push_back(Run.Findings.back());
  Run.Findings.back().At.Line += 1;
  EXPECT_EQ(uniqueFingerprints(Run).back(), uniqueFingerprints(Run)[2] + ":2");
  RunRecord Before = Run;
  BaselineEntry E = entry();
  E.Fingerprint = uniqueFingerprints(Run).back();
  E.Body.clear();
  applyBaseline(Run, accepting(E), "2026-06-01");
  EXPECT_TRUE(Run.standing(2).open());
  EXPECT_FALSE(Run.standing(3).open());
}

TEST(Baseline, acceptAndPrune) {
  RunRecord Run = sampleRecord();
  Baseline B{"b.yaml", {{"dead", "r", "", "x", "", "", ""}}};
  ASSERT_FALSE(static_cast<bool>(acceptFinding(B, Run, "5f00000000000001", {"one each", "false-positive", ""})));
  ASSERT_EQ(B.Entries.size(), 2u);
  EXPECT_EQ(B.Entries[1].Body, "cc03");
  EXPECT_EQ(B.Entries[1].Function, "OrderController::remember");
  ASSERT_FALSE(static_cast<bool>(acceptFinding(B, Run, "5f00000000000001", {"better", "", ""})));
  EXPECT_EQ(B.Entries.size(), 2u);
  EXPECT_EQ(pruneBaseline(B, Run), 1u);
  ASSERT_EQ(B.Entries.size(), 1u);
  EXPECT_EQ(B.Entries[0].Reason, "better");
}

TEST(Baseline, whatCannotBeAccepted) {
  RunRecord Run = sampleRecord();
  Baseline B;
  auto Wrong = [&](llvm::StringRef Name, const Acceptance &How) {
    return llvm::toString(acceptFinding(B, Run, Name, How));
  };
  EXPECT_EQ(Wrong("nope", {"x", "", ""}), "no finding has the fingerprint 'nope'");
  EXPECT_EQ(Wrong("5f00000000000001", {" ", "", ""}), "an accepted finding needs a reason");
  EXPECT_EQ(Wrong("5f00000000000001", {"x", "A", ""}),
            "category 'A' is not made of lower-case letters, digits and '-'");
  EXPECT_EQ(Wrong("5f00000000000001", {"x", "", "soon"}), "'soon' is not a date of the form YYYY-MM-DD");
  EXPECT_TRUE(B.Entries.empty());
}

TEST(Since, comparesByFingerprintAndBody) {
  RunRecord Run = sampleRecord();
  std::vector<Finding> Before = Run.Findings;
  Before.erase(Before.begin());
  Before[0].BodyHash = "older";
  Before[1].At.Line += 100;
  compareWith(Run, Before);
  EXPECT_EQ(Run.standing(0).Against, Compared::New);
  EXPECT_EQ(Run.standing(1).Against, Compared::Updated);
  EXPECT_EQ(Run.standing(2).Against, Compared::Unchanged);
}

TEST(Since, namesStayWhenKnownFindingsAreTakenOut) {
  RunRecord Run = sampleRecord();
  Run.Findings.push_back(Run.Findings.back());
  std::string Second = uniqueFingerprints(Run).back();
  compareWith(Run, {});
  Run.Findings.erase(Run.Findings.begin(), Run.Findings.end() - 1);
  EXPECT_EQ(uniqueFingerprints(Run), std::vector<std::string>{Second});
}

} // namespace
