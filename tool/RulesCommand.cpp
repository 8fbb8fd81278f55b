// crosstalk rules: the list of rules as text, as a Markdown table, as JSON.
#include "Commands.h"
#include "rules/Rules.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace crosstalk {

static SmallVector<StringRef, 4> cwesOf(const RuleInfo &Rule) {
  SmallVector<StringRef, 4> Numbers;
  StringRef(Rule.Cwes).split(Numbers, ',');
  return Numbers;
}

static std::string asText() {
  std::string Out;
  raw_string_ostream Stream(Out);
  for (const RuleInfo &Rule : allRules()) {
    Stream << Rule.Id << " [" << Rule.Family << "]";
    for (StringRef Number : cwesOf(Rule))
      Stream << " CWE-" << Number;
    Stream << "\n    " << Rule.Summary << '\n';
  }
  return Out;
}

static std::string asMarkdown() {
  std::string Out = "| rule | family | CWE | reports |\n|---|---|---|---|\n";
  raw_string_ostream Stream(Out);
  for (const RuleInfo &Rule : allRules()) {
    Stream << "| [" << Rule.Id << "](" << Rule.Id << ".md) | " << Rule.Family << " | ";
    StringRef Separator;
    for (StringRef Number : cwesOf(Rule)) {
      Stream << Separator << Number;
      Separator = ", ";
    }
    Stream << " | " << Rule.Summary << " |\n";
  }
  return Out;
}

static std::string asJson() {
  json::Array Rules;
  for (const RuleInfo &Rule : allRules()) {
    json::Array Numbers;
    for (StringRef Number : cwesOf(Rule))
      Numbers.push_back("CWE-" + Number.str());
    Rules.push_back(json::Object{{"id", StringRef(Rule.Id)},
                                 {"family", StringRef(Rule.Family)},
                                 {"cwe", std::move(Numbers)},
                                 {"securitySeverity", StringRef(Rule.SecuritySeverity)},
                                 {"precision", StringRef(Rule.Precision)},
                                 {"summary", StringRef(Rule.Summary)}});
  }
  std::string Out;
  raw_string_ostream(Out) << formatv("{0:2}", json::Value(std::move(Rules))) << '\n';
  return Out;
}

ExitCode runRulesList(const CommandLine &Line) {
  std::string Text = Line.has(Option::Json) ? asJson() : Line.has(Option::Markdown) ? asMarkdown() : asText();
  return deliver(Line, Text, ExitCode::Clean);
}

} // namespace crosstalk
