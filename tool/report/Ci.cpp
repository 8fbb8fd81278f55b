// What CI systems show beside a change: GitHub's workflow commands, GitLab's code quality report, JUnit's XML.
#include "report/JsonText.h"
#include "report/Renderers.h"
#include "llvm/ADT/StringExtras.h"
#include <set>

using namespace llvm;

namespace crosstalk::report {
namespace {

std::string replaced(StringRef Text, StringRef Special) {
  std::string Out;
  for (char C : Text)
    if (Special.contains(C))
      Out += "%" + utohexstr(static_cast<unsigned char>(C), /*LowerCase=*/false, /*Width=*/2);
    else
      Out += C;
  return Out;
}

std::string commandData(StringRef Text) { return replaced(Text, "%\r\n"); }
std::string commandProperty(StringRef Text) { return replaced(Text, "%\r\n:,"); }

/// One finding in a few lines, for formats that hold no trace.
std::string digest(const View &V, const Finding &F) {
  std::string Out = F.Message;
  for (const Flow *One : orderedFlows(F)) {
    Out += "\n" + std::string(flowTitle(One->What)) + ":";
    for (const Frame &Step : One->Frames)
      Out += "\n  " + V.Where.name(Step.At.File) + ":" + utostr(Step.At.Line) + ": " + Step.Text;
  }
  if (!F.Exposed.empty())
    Out += "\nexposed: " + joined(F.Exposed);
  if (std::string Entries = entriesText(F); !Entries.empty())
    Out += "\n" + Entries;
  return V.Where.scrub(Out);
}

const char *gitlabSeverity(Level L) {
  switch (L) {
  case Level::Error:
    return "critical";
  case Level::Warning:
    return "major";
  case Level::Note:
    return "minor";
  case Level::Hidden:
    return "info";
  }
  return "info";
}

std::string placeText(const View &V, const Place &At) { return V.Where.name(At.File) + ":" + utostr(At.Line); }

std::string attribute(StringRef Name, StringRef Value) { return " " + Name.str() + "=\"" + escapeMarkup(Value) + "\""; }

/// One finding as a test case: failed, skipped when accepted, passed with a message below the failing level.
std::string junitCase(const View &V, size_t Index) {
  const Finding &F = V.Run.Findings[Index];
  const Standing &S = V.Run.standing(Index);
  std::string Open = "  <testcase" + attribute("name", F.RuleId + " " + placeText(V, F.At)) +
                     attribute("classname", V.Where.name(F.At.File)) + attribute("file", V.Where.name(F.At.File)) +
                     attribute("line", utostr(F.At.Line)) + " time=\"0\">";
  std::string Body;
  if (!S.open())
    Body = "<skipped" + attribute("message", std::string(stateName(S.Now)) + ": " + S.Justification) + "/>";
  else if (V.Run.levelOf(Index) >= V.Options.FailOn)
    Body = "<failure" + attribute("message", V.Where.scrub(F.Message)) +
           attribute("type", levelName(V.Run.levelOf(Index))) + ">" + escapeMarkup(digest(V, F)) + "</failure>";
  else
    Body = "<system-out>" + escapeMarkup(digest(V, F)) + "</system-out>";
  return Open + Body + "</testcase>\n";
}

std::string junitPlainCase(StringRef File, StringRef Body) {
  std::string Open = "  <testcase" + attribute("name", "analysed") + attribute("classname", File) +
                     attribute("file", File) + " time=\"0\"";
  return Open + (Body.empty() ? "/>" : ">" + Body.str() + "</testcase>") + "\n";
}

/// Files that were analysed and have no finding, by shown name.
std::set<std::string> cleanFiles(const View &V) {
  std::set<std::string> Files;
  for (const std::string &File : V.Run.AnalysedFiles)
    Files.insert(V.Where.name(File));
  for (size_t I : V.selected())
    Files.erase(V.Where.name(V.Run.Findings[I].At.File));
  for (const UnitFailure &Failure : V.Run.Failures)
    Files.erase(V.Where.name(Failure.File));
  return Files;
}

} // namespace

std::string renderGithub(const View &V) {
  std::string Out;
  for (size_t I : V.open()) {
    const Finding &F = V.Run.Findings[I];
    Level L = V.Run.levelOf(I);
    Out += std::string("::") + (L >= Level::Warning ? levelName(L) : "notice") +
           " file=" + commandProperty(V.Where.name(F.At.File)) + ",line=" + utostr(F.At.Line);
    if (F.At.Column)
      Out += ",col=" + utostr(utf16Column(V.Texts.line(F.At.File, F.At.Line), F.At.Column));
    Out += ",title=" + commandProperty(F.RuleId) + "::" + commandData(validUtf8(digest(V, F))) + "\n";
  }
  for (const UnitFailure &Failure : V.Run.Failures)
    Out += "::error file=" + commandProperty(V.Where.name(Failure.File)) +
           ",title=not analysed::" + commandData(validUtf8(V.Where.scrub(Failure.Text))) + "\n";
  for (const std::string &Warning : coverageWarnings(V.Run))
    Out += "::warning title=crosstalk::" + commandData(Warning) + "\n";
  return Out + "::notice title=crosstalk::" + commandData(summaryLine(V.Run)) + "\n";
}

std::string renderGitlab(const View &V) {
  Json Out = Json::array();
  for (size_t I : V.open()) {
    const Finding &F = V.Run.Findings[I];
    Json Where = {{"path", V.Where.name(F.At.File)}, {"lines", {{"begin", std::max(1u, F.At.Line)}}}};
    Out.push_back({{"description", V.Where.scrub(F.Message)},
                   {"check_name", F.RuleId},
                   {"fingerprint", V.Names[I]},
                   {"severity", gitlabSeverity(V.Run.levelOf(I))},
                   {"content", {{"body", digest(V, F)}}},
                   {"location", std::move(Where)}});
  }
  return toText(Out);
}

std::string renderJunit(const View &V) {
  std::string Cases;
  unsigned Tests = 0, Failures = 0, Skipped = 0;
  for (size_t I : V.selected()) {
    bool Open = V.Run.standing(I).open();
    Failures += Open && V.Run.levelOf(I) >= V.Options.FailOn;
    Skipped += !Open;
    ++Tests;
    Cases += junitCase(V, I);
  }
  for (const std::string &File : cleanFiles(V)) {
    ++Tests;
    Cases += junitPlainCase(File, "");
  }
  for (const UnitFailure &Failure : V.Run.Failures) {
    ++Tests;
    std::string Text = V.Where.scrub(Failure.Text);
    Cases += junitPlainCase(V.Where.name(Failure.File), "<error" + attribute("message", Text) + "/>");
  }
  std::string Counts = attribute("name", "crosstalk") + attribute("tests", utostr(Tests)) +
                       attribute("failures", utostr(Failures)) + attribute("errors", utostr(V.Run.Failures.size())) +
                       attribute("skipped", utostr(Skipped)) + " time=\"0\"";
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + Counts + ">\n <testsuite" + Counts + ">\n" +
         Cases + "  <system-out>" + escapeMarkup(summaryLine(V.Run)) + "</system-out>\n </testsuite>\n</testsuites>\n";
}

} // namespace crosstalk::report
