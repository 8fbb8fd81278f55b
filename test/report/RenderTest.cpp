// Every format of the rich sample against its golden, and the laws that hold for all of them.
#include "Goldens.h"
#include "Sample.h"
#include "report/Sources.h"
#include <algorithm>
#include <nlohmann/json.hpp>

using namespace crosstalk;
using namespace crosstalk::report;

namespace {

constexpr Format AllFormats[] = {Format::Text,   Format::Sarif,  Format::Json, Format::Html,
                                 Format::Github, Format::Gitlab, Format::Junit};

std::string text(const RunRecord &Run, RenderOptions Options = {}) { return render(Run, Format::Text, Options); }

TEST(Render, formatsAreFoundByName) {
  EXPECT_EQ(parseFormat("text"), Format::Text);
  EXPECT_EQ(parseFormat("sarif"), Format::Sarif);
  EXPECT_EQ(parseFormat("json"), Format::Json);
  EXPECT_EQ(parseFormat("html"), Format::Html);
  EXPECT_EQ(parseFormat("github"), Format::Github);
  EXPECT_EQ(parseFormat("gitlab"), Format::Gitlab);
  EXPECT_EQ(parseFormat("junit"), Format::Junit);
  EXPECT_EQ(parseFormat("SARIF"), std::nullopt);
  EXPECT_EQ(parseFormat(""), std::nullopt);
}

TEST(Render, textOfTheSample) { expectGolden("sample.txt", text(sampleRecord())); }
TEST(Render, text) { expectGolden("rich.txt", text(richRecord())); }

TEST(Render, textInColour) {
  RenderOptions Options;
  Options.Color = true;
  std::string Coloured = text(sampleRecord(), Options);
  EXPECT_NE(Coloured.find("\x1b[1;31merror: "), std::string::npos);
  std::string Plain; // without the colours it is the same text
  for (size_t I = 0; I < Coloured.size(); ++I)
    if (Coloured[I] == '\x1b')
      I = Coloured.find('m', I);
    else
      Plain += Coloured[I];
  EXPECT_EQ(Plain, text(sampleRecord()));
}

TEST(Render, textRelativeToAnotherFolder) {
  RenderOptions Options;
  Options.PathBase = CROSSTALK_TEST_INPUTS;
  EXPECT_EQ(text(sampleRecord(), Options).find("shop/orders.cpp:4:21: warning: "), 0u);
}

TEST(Render, textCutsLongFlows) {
  RunRecord Run = sampleRecord();
  Run.Findings.resize(1);
  Frame Step = Run.Findings[0].Flows[0].Frames[0];
  Run.Findings[0].Flows[0].Frames.assign(40, Step);
  std::string Text = text(Run);
  EXPECT_NE(Text.find("(28 more hops"), std::string::npos);
  size_t Shown = 0;
  for (size_t At = Text.find(Step.Text); At != std::string::npos; At = Text.find(Step.Text, At + 1))
    ++Shown;
  EXPECT_EQ(Shown, 12u);
}

TEST(Render, json) {
  RenderOptions All;
  All.Minimum = Level::Hidden;
  auto Document = nlohmann::ordered_json::parse(render(richRecord(), Format::Json, All), nullptr, false);
  ASSERT_FALSE(Document.is_discarded());
  Document["tool"].erase("version");
  expectGolden("rich.json", Document.dump(1) + "\n");
}

TEST(Render, html) { expectGolden("rich.html", render(richRecord(), Format::Html, {})); }
TEST(Render, github) { expectGolden("rich.github", render(richRecord(), Format::Github, {})); }
TEST(Render, gitlab) { expectGolden("rich.gitlab.json", render(richRecord(), Format::Gitlab, {})); }
TEST(Render, junit) { expectGolden("rich.junit.xml", render(richRecord(), Format::Junit, {})); }

TEST(Render, gitlabFingerprintsAreUnique) {
  auto Report = nlohmann::json::parse(render(richRecord(), Format::Gitlab, {}), nullptr, false);
  std::vector<std::string> Names;
  for (const auto &One : Report)
    Names.push_back(One["fingerprint"]);
  std::sort(Names.begin(), Names.end());
  EXPECT_EQ(std::adjacent_find(Names.begin(), Names.end()), Names.end());
}

TEST(Render, noAbsolutePathOfTheTree) {
  for (Format How : AllFormats)
    EXPECT_EQ(render(richRecord(), How, {}).find(sampleRoot()), std::string::npos) << static_cast<int>(How);
}

TEST(Render, everyFormatIsUtf8AndEndsWithANewline) {
  for (Format How : AllFormats) {
    std::string Text = render(richRecord(), How, {});
    EXPECT_EQ(Text, validUtf8(Text)) << static_cast<int>(How);
    EXPECT_EQ(Text.back(), '\n') << static_cast<int>(How);
  }
}

TEST(Render, hiddenFindingsOnlyOnRequest) {
  for (Format How : AllFormats) {
    RenderOptions All;
    All.Minimum = Level::Hidden;
    EXPECT_EQ(render(richRecord(), How, {}).find("ardly a finding"), std::string::npos) << static_cast<int>(How);
    EXPECT_NE(render(richRecord(), How, All).find("ardly a finding"), std::string::npos) << static_cast<int>(How);
  }
}

TEST(Render, anEmptyRunIsWellFormed) {
  RunRecord Run;
  for (Format How : AllFormats)
    if (How != Format::Text)
      EXPECT_FALSE(render(Run, How, {}).empty()) << static_cast<int>(How);
  EXPECT_EQ(text(Run), "");
}

TEST(Render, aFindingWithNothingButAPlaceIsShown) {
  RunRecord Run;
  Run.Root = "/nowhere";
  Finding F;
  F.RuleId = "crosstalk-of-another-version";
  F.At = {"/nowhere/a.cpp", 3, 0};
  F.Message = "m";
  F.Rank = 90;
  Run.Findings = {F};
  for (Format How : AllFormats)
    EXPECT_NE(render(Run, How, {}).find("a.cpp"), std::string::npos) << static_cast<int>(How);
  EXPECT_EQ(text(Run).find("a.cpp:3: error: m [crosstalk-of-another-version]\n"), 0u);
}

TEST(Render, theSourceMayComeFromAnEditor) {
  RenderOptions Options;
  Options.Texts = std::make_shared<Sources>([](const std::string &) { return std::optional<std::string>("edited\n"); });
  RunRecord Run = sampleRecord();
  Run.Findings.resize(1);
  Run.Findings[0].At.Line = 1;
  EXPECT_NE(text(Run, Options).find("    1 | edited\n"), std::string::npos);
}

TEST(Summary, saysWhatWasSeen) {
  RunRecord Run = sampleRecord();
  Run.Units = 14;
  EXPECT_EQ(summaryLine(Run), "14 units (0 failed), 3 principal types, 12 storages, 7 entries, 40 queries (38 parsed): "
                              "1 error, 2 warnings; 0 accepted");
  Run.standing(0).Now = Standing::State::Accepted;
  Run.standing(1).Now = Standing::State::Suppressed;
  Run.Units = Run.Seen.PrincipalTypes = Run.Seen.Storages = Run.Seen.Entries = Run.Seen.Queries = 1;
  EXPECT_EQ(summaryLine(Run), "1 unit (0 failed), 1 principal type, 1 storage, 1 entry, 1 query (38 parsed): "
                              "1 error, 0 warnings; 1 accepted, 1 suppressed");
}

TEST(Summary, countsNotesButNotHiddenRanks) {
  RunRecord Run = sampleRecord();
  Run.Findings[0].Rank = 35;
  Run.Findings[1].Rank = 34;
  EXPECT_NE(summaryLine(Run).find(": 1 error, 0 warnings, 1 note; 0 accepted"), std::string::npos);
  EXPECT_EQ(countOpen(Run, Level::Note), 2u);
  EXPECT_EQ(countOpen(Run, Level::Error), 1u);
}

TEST(Summary, aForcedLevelCounts) {
  RunRecord Run = sampleRecord();
  Run.standing(0).Forced = Level::Error;
  EXPECT_EQ(countOpen(Run, Level::Error), 2u);
  Run.standing(0).Forced = Level::Hidden;
  EXPECT_EQ(countOpen(Run, Level::Note), 2u);
}

TEST(Summary, nothingRecognisedIsAWarning) {
  EXPECT_TRUE(coverageWarnings(sampleRecord()).empty());
  EXPECT_EQ(coverageWarnings(RunRecord()).size(), 3u);
}

TEST(Findings, theSameFromTwoProgramsIsOne) {
  std::vector<Finding> Twice = sampleRecord().Findings;
  std::vector<Finding> Again = Twice;
  Again[0].Rank = 99;
  Twice.insert(Twice.begin(), Again.begin(), Again.end());
  std::reverse(Twice.begin(), Twice.end());
  sortFindings(Twice);
  ASSERT_EQ(Twice.size(), Again.size());
  EXPECT_EQ(Twice[0].Rank, 99u);
  EXPECT_TRUE(std::is_sorted(Twice.begin(), Twice.end(), [](auto &A, auto &B) { return A.At < B.At; }));
}

} // namespace
