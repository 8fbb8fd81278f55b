// What the renderers share, and one function a format. Internal to report/.
#pragma once
#include "report/Paths.h"
#include "report/Report.h"
#include "report/Sources.h"

namespace crosstalk {
struct RuleInfo;
}

namespace crosstalk::report {

/// One rendering at work: the record, and how its files and findings are named.
struct View {
  const RunRecord &Run;
  const RenderOptions &Options;
  Sources &Texts;
  Paths Where;
  std::vector<std::string> Names; ///< uniqueFingerprints

  /// Indices of the findings at or above the minimum level, whatever their state.
  std::vector<size_t> selected() const;
  /// Of these, the open ones.
  std::vector<size_t> open() const;
};

std::string renderText(const View &V);
std::string renderSarif(const View &V);
std::string renderJson(const View &V);
std::string renderHtml(const View &V);
std::string renderGithub(const View &V);
std::string renderGitlab(const View &V);
std::string renderJunit(const View &V);

/// "error", "warning", "note" or "hidden".
const char *levelName(Level L);
/// "how the principal reaches the value", ...
const char *flowTitle(Flow::Kind Kind);
/// "value", "key" or "reader".
const char *flowName(Flow::Kind Kind);
/// "open", "suppressed" or "accepted".
const char *stateName(Standing::State State);
/// "new", "unchanged", "updated" or "".
const char *comparedName(Compared Against);

/// "a, b, c"
std::string joined(const std::vector<std::string> &Parts);
/// "written by GET /a; read by GET /b, GET /c", or empty.
std::string entriesText(const Finding &F);
/// The flows in their fixed order, empty ones left out.
std::vector<const Flow *> orderedFlows(const Finding &F);
/// How bad a leak would be, 0.0 to 10.0: the rule's severity, raised for credentials and whole financial data.
double severityOf(const Finding &F);
/// "7.5"
std::string severityText(double Severity);

/// Escapes for HTML and XML text and attributes; characters that XML 1.0 cannot hold become U+FFFD.
std::string escapeMarkup(llvm::StringRef Text);
/// A sentence in Markdown: 'names' in quotes become `names`, the rest is escaped.
std::string toMarkdown(llvm::StringRef Text);

} // namespace crosstalk::report
