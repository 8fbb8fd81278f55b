// One finding, one diagnostic: the trace and the grounds are its related information, the rule's page its link.
#include "server/Diagnostics.h"
#include "ir/Grounds.h"
#include "report/RuleText.h"
#include "rules/Rules.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/LSP/Protocol.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace crosstalk::server {
namespace {

int severityOf(Level Of) {
  switch (Of) {
  case Level::Error:
    return 1;
  case Level::Warning:
    return 2;
  case Level::Note:
  case Level::Hidden:
    return 3;
  }
  return 3;
}

/// The token at a place. A place without a line is the file's start.
json::Value rangeOf(const Place &At, report::Sources &Texts) {
  unsigned Line = std::max(At.Line, 1u), Column = std::max(At.Column, 1u);
  StringRef Shown = Texts.line(At.File, Line);
  unsigned From = report::utf16Column(Shown, Column) - 1;
  unsigned To = report::utf16Column(Shown, report::tokenEnd(Shown, Column)) - 1;
  auto Position = [&](unsigned Character) { return json::Object{{"line", Line - 1}, {"character", Character}}; };
  return json::Object{{"start", Position(From)}, {"end", Position(std::max(From, To))}};
}

json::Value related(const Frame &Hop, report::Sources &Texts) {
  json::Object Location{{"uri", uriOf(Hop.At.File)}, {"range", rangeOf(Hop.At, Texts)}};
  return json::Object{{"location", std::move(Location)}, {"message", report::validUtf8(Hop.Text)}};
}

json::Value diagnosticOf(const Finding &Found, report::Sources &Texts) {
  json::Array Related;
  for (const Flow &Path : Found.Flows)
    for (const Frame &Hop : Path.Frames)
      Related.push_back(related(Hop, Texts));
  for (const Frame &Other : Found.Related)
    Related.push_back(related(Other, Texts));
  Related.push_back(related({Found.At, grounds(Found)}, Texts));

  json::Object Diagnostic{{"range", rangeOf(Found.At, Texts)},
                          {"severity", severityOf(Found.level())},
                          {"code", Found.RuleId},
                          {"source", "crosstalk"},
                          {"message", report::validUtf8(Found.Message)},
                          {"relatedInformation", std::move(Related)}};
  if (const RuleInfo *Rule = findRule(Found.RuleId))
    Diagnostic["codeDescription"] = json::Object{{"href", report::ruleHelpUri(*Rule)}};
  return Diagnostic;
}

} // namespace

std::string uriOf(StringRef File) {
  SmallString<256> Absolute(File);
  sys::fs::make_absolute(Absolute);
  sys::path::remove_dots(Absolute, /*remove_dot_dot=*/true);
  Expected<lsp::URIForFile> Uri = lsp::URIForFile::fromFile(Absolute);
  if (Uri)
    return Uri->uri().str();
  consumeError(Uri.takeError());
  return "file://" + std::string(Absolute);
}

DiagnosticsByFile diagnosticsOf(const std::vector<Finding> &Findings, report::Sources &Texts) {
  DiagnosticsByFile ByFile;
  for (const Finding &Found : Findings)
    if (Found.level() != Level::Hidden)
      ByFile[Found.At.File].push_back(diagnosticOf(Found, Texts));
  return ByFile;
}

} // namespace crosstalk::server
