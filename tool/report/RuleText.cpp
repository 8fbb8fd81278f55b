// See RuleText.h.
#include "report/RuleText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace crosstalk::report {
namespace {

struct FamilyText {
  StringRef Family, Why, Fix;
};

constexpr FamilyText Families[] = {
    {"cache-key",
     "Requests of different users share the cache, pool or response store. What one user's request leaves there is "
     "handed to any later request that asks with the same key, so the key has to name every identity that the value "
     "depends on.",
     "Put the identity (user, tenant, session) into the key as it is, not shortened or compared loosely; or keep one "
     "store for each user; or share only values that depend on no user, and check permissions on every hit."},
    {"session-state",
     "One copy of this state serves all requests, at once or one after the other. What a request leaves there for "
     "its user is seen by the next user's request, or overwritten under the first one's feet.",
     "Pass the data along with the request, in parameters or in a context object made for each request; clear reused "
     "objects on every path before their next use."},
    {"unscoped-fetch",
     "The request chooses which rows are touched, and nothing on the way compares their owner with the authenticated "
     "user. Whoever sends another user's id gets, changes or deletes that user's rows.",
     "Put the authenticated user into the predicate (WHERE id = ? AND owner_id = ?), or compare the row's owner with "
     "the authenticated user before its content is used. Take the owner from the session, never from the request."},
};

constexpr FamilyText OtherFamily = {"", "Data of one user can reach another user.",
                                    "Keep what belongs to one user apart from what all users share."};

const FamilyText &familyText(const RuleInfo &Rule) {
  const auto *At = find_if(Families, [&](const FamilyText &F) { return F.Family == StringRef(Rule.Family); });
  return At == std::end(Families) ? OtherFamily : *At;
}

struct CweName {
  StringRef Number, Name;
};

// The names are those of the Common Weakness Enumeration.
constexpr CweName CweNames[] = {
    {"178", "Improper Handling of Case Sensitivity"},
    {"200", "Exposure of Sensitive Information to an Unauthorized Actor"},
    {"226", "Sensitive Information in Resource Not Removed Before Reuse"},
    {"284", "Improper Access Control"},
    {"285", "Improper Authorization"},
    {"287", "Improper Authentication"},
    {"290", "Authentication Bypass by Spoofing"},
    {"362", "Concurrent Execution using Shared Resource with Improper Synchronization ('Race Condition')"},
    {"384", "Session Fixation"},
    {"488", "Exposure of Data Element to Wrong Session"},
    {"524", "Use of Cache Containing Sensitive Information"},
    {"525", "Use of Web Browser Cache Containing Sensitive Information"},
    {"566", "Authorization Bypass Through User-Controlled SQL Primary Key"},
    {"567", "Unsynchronized Access to Shared Data in a Multithreaded Context"},
    {"613", "Insufficient Session Expiration"},
    {"639", "Authorization Bypass Through User-Controlled Key"},
    {"668", "Exposure of Resource to Wrong Sphere"},
    {"862", "Missing Authorization"},
    {"863", "Incorrect Authorization"},
    {"1023", "Incomplete Comparison with Missing Factors"},
};

StringRef cweName(StringRef Number) {
  const auto *At = find_if(CweNames, [&](const CweName &C) { return C.Number == Number; });
  return At == std::end(CweNames) ? StringRef() : At->Name;
}

std::string acceptance(StringRef Id) {
  return "Where it is meant so, say why: '// NOLINT(" + Id.str() +
         "): reason' on the line, or 'crosstalk baseline --accept FINGERPRINT --reason TEXT'.";
}

} // namespace

std::vector<Cwe> cwesOf(const RuleInfo &Rule) {
  std::vector<Cwe> Out;
  SmallVector<StringRef, 4> Numbers;
  StringRef(Rule.Cwes).split(Numbers, ',', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (StringRef Number : Numbers) {
    StringRef Name = cweName(Number.trim());
    Out.push_back({Number.trim().str(), Name.empty() ? "CWE-" + Number.trim().str() : Name.str()});
  }
  return Out;
}

std::string cweUri(StringRef Number) { return "https://cwe.mitre.org/data/definitions/" + Number.str() + ".html"; }

std::string ruleName(const RuleInfo &Rule) {
  SmallVector<StringRef, 6> Words;
  StringRef Id(Rule.Id);
  Id.consume_front("crosstalk-");
  Id.split(Words, '-');
  std::string Name;
  for (StringRef Word : Words)
    Name += Word.take_front().upper() + Word.drop_front().str();
  return Name;
}

std::string ruleSentence(const RuleInfo &Rule) {
  StringRef Summary(Rule.Summary);
  return Summary.take_front().upper() + Summary.drop_front().str() + ".";
}

std::string ruleDescription(const RuleInfo &Rule) { return ruleSentence(Rule) + " " + familyText(Rule).Why.str(); }

std::string ruleHelpText(const RuleInfo &Rule) {
  return ruleDescription(Rule) + "\n\nHow to mend it: " + familyText(Rule).Fix.str() + "\n\n" +
         acceptance(StringRef(Rule.Id));
}

std::string ruleHelpMarkdown(const RuleInfo &Rule) {
  if (StringRef Page = rulePage(StringRef(Rule.Id)); !Page.empty())
    return Page.take_front(Page.find("\n## Options")).rtrim().str() + "\n"; // options link to other pages
  std::string Out = "# " + std::string(Rule.Id) + "\n\n" + ruleSentence(Rule) + "\n\n## Why it matters\n\n" +
                    familyText(Rule).Why.str() + "\n\n## How to mend it\n\n" + familyText(Rule).Fix.str() +
                    "\n\n## How to accept it\n\nWhere it is meant so, say why: `// NOLINT(" + std::string(Rule.Id) +
                    "): reason` on the line, or `crosstalk baseline --accept FINGERPRINT --reason TEXT`.\n\n"
                    "## Weaknesses\n\n";
  for (const Cwe &C : cwesOf(Rule))
    Out += "- [CWE-" + C.Number + "](" + cweUri(C.Number) + "): " + C.Name + "\n";
  return Out;
}

std::string ruleHelpUri(const RuleInfo &Rule) {
#ifdef CROSSTALK_HOME
  return CROSSTALK_HOME "/blob/main/docs/rules/" + std::string(Rule.Id) + ".md";
#else
  std::vector<Cwe> Cwes = cwesOf(Rule);
  return Cwes.empty() ? "https://cwe.mitre.org/" : cweUri(Cwes.front().Number);
#endif
}

std::string homeUri() {
#ifdef CROSSTALK_HOME
  return CROSSTALK_HOME;
#else
  return cweUri("488");
#endif
}

} // namespace crosstalk::report
