// tool.driver and the taxonomy: what is the same in every run of one version.
#include "report/Sarif.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

using namespace llvm;

namespace crosstalk::report {
namespace {

/// All weaknesses that a rule refers to, by number.
std::vector<Cwe> allCwes() {
  std::vector<Cwe> Out;
  for (const RuleInfo &Rule : allRules())
    for (Cwe &One : cwesOf(Rule))
      Out.push_back(std::move(One));
  auto Number = [](const Cwe &C) { return std::strtoul(C.Number.c_str(), nullptr, 10); };
  std::sort(Out.begin(), Out.end(), [&](const Cwe &A, const Cwe &B) { return Number(A) < Number(B); });
  auto Same = [](const Cwe &A, const Cwe &B) { return A.Number == B.Number; };
  Out.erase(std::unique(Out.begin(), Out.end(), Same), Out.end());
  return Out;
}

Json tags(const RuleInfo &Rule) {
  Json Out = Json::array({"security"});
  for (const Cwe &One : cwesOf(Rule))
    Out.push_back("external/cwe/cwe-" + std::string(One.Number.size() < 3 ? 3 - One.Number.size() : 0, '0') +
                  One.Number);
  return Out;
}

Json relationships(const RuleInfo &Rule) {
  Json Out = Json::array();
  for (const Cwe &One : cwesOf(Rule))
    Out.push_back({{"target", {{"id", One.Number}, {"toolComponent", {{"name", "CWE"}, {"index", 0}}}}},
                   {"kinds", Json::array({"superset"})}});
  return Out;
}

Json ruleObject(const RuleInfo &Rule) {
  Json Out;
  Out["id"] = str(Rule.Id);
  Out["name"] = ruleName(Rule);
  Out["shortDescription"] = {{"text", ruleSentence(Rule)}};
  Out["fullDescription"] = {{"text", ruleDescription(Rule)}};
  Out["help"] = {{"text", ruleHelpText(Rule)}, {"markdown", ruleHelpMarkdown(Rule)}};
  Out["helpUri"] = ruleHelpUri(Rule);
  Out["defaultConfiguration"] = {{"level", "warning"}};
  Out["relationships"] = relationships(Rule);
  Out["properties"] = {{"family", str(Rule.Family)},
                       {"tags", tags(Rule)},
                       {"security-severity", str(Rule.SecuritySeverity)},
                       {"precision", str(Rule.Precision)}};
  return Out;
}

Json noticeObject(Notice Kind, StringRef Text, StringRef Help) {
  return {{"id", noticeId(Kind)},
          {"shortDescription", {{"text", Text.str()}}},
          {"fullDescription", {{"text", Text.str()}}},
          {"help", {{"text", Help.str()}}}};
}

} // namespace

const char *noticeId(Notice Kind) {
  switch (Kind) {
  case Notice::UnitFailed:
    return "unit-failed";
  case Notice::NothingRecognised:
    return "nothing-recognised";
  case Notice::Remark:
    return "remark";
  case Notice::Note:
    return "note";
  }
  return "";
}

Json sarifDriver() {
  Json Rules = Json::array();
  for (const RuleInfo &Rule : allRules())
    Rules.push_back(ruleObject(Rule));
  Json Out;
  Out["name"] = "Crosstalk";
  Out["semanticVersion"] = CROSSTALK_VERSION;
  Out["version"] = CROSSTALK_VERSION;
  Out["shortDescription"] = {{"text", "Finds code in C++ and C servers where one user's data can reach another user."}};
  Out["informationUri"] = homeUri();
  Out["supportedTaxonomies"] = Json::array({{{"name", "CWE"}, {"index", 0}}});
  Out["rules"] = std::move(Rules);
  Out["notifications"] = Json::array(
      {noticeObject(Notice::UnitFailed, "A translation unit could not be analysed.",
                    "Findings of this unit may be missing. Make it compile with the flags of its compile command."),
       noticeObject(Notice::NothingRecognised, "The analysis recognised nothing of one kind.",
                    "Findings of this kind cannot be made. Name what is meant in .crosstalk.yaml."),
       noticeObject(Notice::Remark, "A comment or baseline entry has no effect.",
                    "Remove it, or mend it as the message says."),
       noticeObject(Notice::Note, "Something worth knowing about the run.", "Nothing has to be done.")});
  return Out;
}

Json sarifTaxonomy() {
  Json Taxa = Json::array();
  for (const Cwe &One : allCwes())
    Taxa.push_back({{"id", One.Number},
                    {"name", One.Name},
                    {"shortDescription", {{"text", One.Name + "."}}},
                    {"helpUri", cweUri(One.Number)}});
  Json Out;
  Out["name"] = "CWE";
  Out["fullName"] = "Common Weakness Enumeration";
  Out["organization"] = "MITRE";
  Out["shortDescription"] = {{"text", "The MITRE Common Weakness Enumeration."}};
  Out["informationUri"] = "https://cwe.mitre.org/";
  Out["isComprehensive"] = false;
  Out["taxa"] = std::move(Taxa);
  return Out;
}

} // namespace crosstalk::report
