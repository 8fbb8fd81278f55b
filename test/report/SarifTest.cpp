// SARIF beyond validity: what consumers read is there, and in the form that they read it in.
#include "Goldens.h"
#include "Sample.h"
#include "rules/Rules.h"
#include <nlohmann/json.hpp>
#include <regex>

using namespace crosstalk;
using namespace crosstalk::report;
using Json = nlohmann::ordered_json;

namespace {

Json logOf(const RunRecord &Run, Level Minimum = Level::Note) {
  RenderOptions Options;
  Options.Minimum = Minimum;
  return Json::parse(render(Run, Format::Sarif, Options), nullptr, false);
}

Json runOf(const RunRecord &Run, Level Minimum = Level::Note) { return logOf(Run, Minimum)["runs"][0]; }

/// The result whose message holds Words.
Json resultWith(const Json &Run, const std::string &Words) {
  for (const Json &Result : Run["results"])
    if (Result["message"]["text"].get<std::string>().find(Words) != std::string::npos)
      return Result;
  return nullptr;
}

TEST(Sarif, goldenWithoutTheRules) {
  Json Log = logOf(richRecord(), Level::Hidden);
  Json &Driver = Log["runs"][0]["tool"]["driver"];
  Driver.erase("rules"); // what is the same in every run has tests of its own
  Driver.erase("version");
  Driver.erase("semanticVersion");
  Driver.erase("informationUri");
  Log["runs"][0].erase("taxonomies");
  // How far up a system header lies depends on where the checkout is.
  std::string Text = std::regex_replace(Log.dump(1) + "\n", std::regex("(\\.\\./)+usr/"), "../usr/");
  expectGolden("rich.sarif", Text);
}

TEST(Sarif, everyRuleIsDescribed) {
  Json Rules = runOf(RunRecord())["tool"]["driver"]["rules"];
  ASSERT_EQ(Rules.size(), allRules().size());
  for (size_t I = 0; I < Rules.size(); ++I) {
    const RuleInfo &Info = allRules()[I];
    const Json &Rule = Rules[I];
    EXPECT_EQ(Rule["id"], std::string(Info.Id));
    EXPECT_EQ(Rule["properties"]["family"], std::string(Info.Family));
    EXPECT_EQ(Rule["properties"]["security-severity"], std::string(Info.SecuritySeverity));
    EXPECT_EQ(Rule["properties"]["precision"], std::string(Info.Precision));
    EXPECT_EQ(Rule["properties"]["tags"][0], "security");
    EXPECT_LE(Rule["properties"]["tags"].size(), 10u);
    EXPECT_EQ(Rule["relationships"].size() + 1, Rule["properties"]["tags"].size());
    for (const char *Text : {"shortDescription", "fullDescription", "help"})
      EXPECT_FALSE(Rule[Text]["text"].get<std::string>().empty()) << Info.Id << " " << Text;
    EXPECT_FALSE(Rule["help"]["markdown"].get<std::string>().empty());
    EXPECT_EQ(Rule["helpUri"].get<std::string>().find("https://"), 0u);
  }
}

TEST(Sarif, everyWeaknessHasItsRealName) {
  Json Run = runOf(RunRecord());
  for (const Json &Taxon : Run["taxonomies"][0]["taxa"])
    EXPECT_NE(Taxon["name"].get<std::string>().find(' '), std::string::npos) << Taxon["id"];
  for (const Json &Rule : Run["tool"]["driver"]["rules"])
    for (const Json &Relation : Rule["relationships"]) {
      bool Found = false;
      for (const Json &Taxon : Run["taxonomies"][0]["taxa"])
        Found |= Taxon["id"] == Relation["target"]["id"];
      EXPECT_TRUE(Found) << Relation;
    }
}

TEST(Sarif, resultsPointToTheirRules) {
  Json Run = runOf(richRecord());
  for (const Json &Result : Run["results"])
    EXPECT_EQ(Run["tool"]["driver"]["rules"][Result["ruleIndex"].get<size_t>()]["id"], Result["ruleId"]);
}

TEST(Sarif, columnsAreUtf16) {
  Json Result = resultWith(runOf(sampleRecord()), "m_quotes");
  Json Region = Result["locations"][0]["physicalLocation"]["region"];
  // The tab and the comment before it take 25 bytes, 18 code units: two quotes of 3 bytes, one party popper of 4.
  EXPECT_EQ(Region["startLine"], 10);
  EXPECT_EQ(Region["startColumn"], 20);
  EXPECT_EQ(Region["endColumn"], 28);
}

TEST(Sarif, flowsComeInTheirFixedOrder) {
  Json Flows = resultWith(runOf(sampleRecord()), "m_quotes")["codeFlows"];
  ASSERT_EQ(Flows.size(), 3u);
  const char *Order[] = {"value", "key", "reader"};
  for (size_t I = 0; I < 3; ++I) {
    ASSERT_EQ(Flows[I]["threadFlows"].size(), 1u);
    EXPECT_EQ(Flows[I]["threadFlows"][0]["id"], Order[I]);
  }
  EXPECT_EQ(Flows[0]["threadFlows"][0]["locations"].size(), 3u);
}

TEST(Sarif, stateOfEachFinding) {
  Json Run = runOf(richRecord());
  Json Accepted = resultWith(Run, "orders");
  EXPECT_EQ(Accepted["suppressions"][0]["kind"], "external");
  EXPECT_EQ(Accepted["suppressions"][0]["justification"], "order ids are unguessable");
  EXPECT_EQ(Accepted["baselineState"], "unchanged");
  Json Suppressed = resultWith(Run, "m_current");
  EXPECT_EQ(Suppressed["suppressions"][0]["kind"], "inSource");
  EXPECT_EQ(Suppressed["suppressions"][0]["justification"], "one controller for each customer");
  Json Returned = resultWith(Run, "m_quotes");
  EXPECT_FALSE(Returned.contains("suppressions"));
  EXPECT_EQ(Returned["baselineState"], "updated");
  for (const Json &Result : Run["results"])
    EXPECT_TRUE(Result.contains("baselineState")); // all or none
  EXPECT_FALSE(runOf(sampleRecord())["results"][0].contains("baselineState"));
}

TEST(Sarif, failedUnitsAreNotifications) {
  Json Invocation = runOf(richRecord())["invocations"][0];
  EXPECT_EQ(Invocation["executionSuccessful"], false);
  EXPECT_EQ(Invocation["exitCode"], 3);
  const Json &First = Invocation["toolExecutionNotifications"][0];
  EXPECT_EQ(First["descriptor"]["id"], "unit-failed");
  EXPECT_EQ(First["level"], "error");
  EXPECT_EQ(First["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "broken.cpp");
  EXPECT_EQ(runOf(sampleRecord())["invocations"][0]["executionSuccessful"], true);
}

TEST(Sarif, fingerprintsAreUnique) {
  Json Run = runOf(richRecord(), Level::Hidden);
  std::set<std::string> Names;
  for (const Json &Result : Run["results"])
    EXPECT_TRUE(Names.insert(Result["partialFingerprints"]["crosstalk/v1"]).second);
}

TEST(Sarif, severityIsRaisedForCredentialsAndFinancialData) {
  EXPECT_EQ(resultWith(runOf(sampleRecord()), "m_quotes")["properties"]["security-severity"], "9.0");
  RunRecord Masked = sampleRecord();
  for (Finding &F : Masked.Findings)
    F.Exposed = {"financial (masked)", "masked financial", "location"};
  EXPECT_EQ(resultWith(runOf(Masked), "m_quotes")["properties"]["security-severity"], "7.5");
}

TEST(Sarif, whereTheSourcesAreFrom) {
  Json From = runOf(richRecord())["versionControlProvenance"][0];
  EXPECT_EQ(From["repositoryUri"], "https://git.example.org/shop.git");
  EXPECT_EQ(From["mappedTo"]["uriBaseId"], "%SRCROOT%");
  RunRecord Below = richRecord();
  Below.Repository->Top = CROSSTALK_TEST_INPUTS;
  EXPECT_FALSE(runOf(Below)["versionControlProvenance"][0].contains("mappedTo"));
  EXPECT_FALSE(runOf(sampleRecord()).contains("versionControlProvenance"));
}

TEST(Sarif, limitsOfConsumersAreKept) {
  RunRecord Run = sampleRecord();
  Finding F = Run.Findings[0];
  F.Flows.assign(1, {Flow::Kind::Value, std::vector<Frame>(12000, {F.At, "hop"})});
  F.Related.assign(2000, {F.At, "again"});
  Finding Small;
  Small.RuleId = F.RuleId;
  Small.Rank = 60;
  Run.Findings.assign(25000, Small);
  Run.Findings.push_back(F);
  Json Results = runOf(Run)["results"];
  ASSERT_EQ(Results.size(), 25000u);
  const Json &Best = Results.back();
  EXPECT_EQ(Best["rank"], 71);
  EXPECT_EQ(Best["codeFlows"][0]["threadFlows"][0]["locations"].size(), 1000u);
  EXPECT_EQ(Best["relatedLocations"].size(), 100u);
}

} // namespace
