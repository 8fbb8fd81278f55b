// What is said about a rule beyond its one-line summary: why its family matters, how it is mended, its CWEs by name.
//
// In:  RuleInfo of rules/Rules.h.
// Out: plain text and Markdown. No rule is named here: all of it follows from the rule's family and CWEs.
#pragma once
#include "rules/Rules.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace crosstalk::report {

/// A weakness of the Common Weakness Enumeration.
struct Cwe {
  std::string Number; ///< "524"
  std::string Name;   ///< "Use of Cache Containing Sensitive Information"
};

/// The rule's CWEs, in its order.
std::vector<Cwe> cwesOf(const RuleInfo &Rule);
/// "https://cwe.mitre.org/data/definitions/524.html"
std::string cweUri(llvm::StringRef Number);

/// "UnkeyedCache" for "crosstalk-unkeyed-cache".
std::string ruleName(const RuleInfo &Rule);
/// The summary as a sentence.
std::string ruleSentence(const RuleInfo &Rule);
/// The sentence, and why it matters.
std::string ruleDescription(const RuleInfo &Rule);
/// What it is, why it matters, how it is mended, how it is accepted. The Markdown form is the rule's page, where it has
/// one.
std::string ruleHelpText(const RuleInfo &Rule);
std::string ruleHelpMarkdown(const RuleInfo &Rule);
/// Where to read on.
std::string ruleHelpUri(const RuleInfo &Rule);

/// The project's page; without one, the weakness that all rules are about.
std::string homeUri();

/// The text of docs/rules/<id>.md as it was when the program was built; empty when the rule has no page.
llvm::StringRef rulePage(llvm::StringRef Id);

} // namespace crosstalk::report
