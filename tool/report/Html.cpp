// One self-contained page: no script, no outside resource, readable in light and dark and on paper.
#include "report/Renderers.h"
#include "report/RuleText.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>
#include <tuple>

using namespace llvm;

namespace crosstalk::report {
namespace {

constexpr const char *Style = R"css(
:root { --bg: #fff; --fg: #1d2329; --dim: #606a74; --line: #dde2e7; --card: #f7f8fa; --error: #b3261e;
  --warning: #9a5b00; --note: #1f5fa8; --hit: #fff1c9; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { --bg: #14181c; --fg: #dfe4e9; --dim: #94a0ab; --line: #2c343c;
  --card: #1b2126; --error: #ff8a80; --warning: #f2b457; --note: #86b9f2; --hit: #463a14; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 68rem; padding: 1.5rem; background: var(--bg); color: var(--fg);
  font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1.02rem; margin: .3rem 0 .5rem; font-weight: 600; } h4 { font-size: .9rem; margin: 1rem 0 .3rem; }
a { color: var(--note); } code, pre { font: 13px/1.5 ui-monospace, monospace; } .dim { color: var(--dim); }
table.list { border-collapse: collapse; width: 100%; } .list td { padding: .25rem .6rem .25rem 0; vertical-align: top;
  border-top: 1px solid var(--line); }
.badge { font-size: .78rem; font-weight: 700; text-transform: uppercase; letter-spacing: .04em; }
.error { color: var(--error); } .warning { color: var(--warning); } .note, .hidden { color: var(--note); }
article { border: 1px solid var(--line); border-left: 4px solid currentColor; border-radius: 6px; margin: 1rem 0;
  padding: .8rem 1rem; break-inside: avoid; } article > * { color: var(--fg); } article > .head { color: inherit; }
pre { background: var(--card); border: 1px solid var(--line); border-radius: 4px; margin: .3rem 0; padding: .4rem .6rem;
  overflow-x: auto; }
pre .n { color: var(--dim); user-select: none; } pre .hit { background: var(--hit); display: block; }
ol.trace { margin: .2rem 0; padding-left: 1.6rem; } ol.trace li { margin: .35rem 0; }
pre { tab-size: 4; } .fail { color: var(--error); white-space: pre-wrap; }
ul { margin: .2rem 0; padding-left: 1.3rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .9rem; margin: .6rem 0; }
dt { color: var(--dim); } dd { margin: 0; overflow-wrap: anywhere; } summary { cursor: pointer; }
)css";

std::string element(StringRef Tag, StringRef Text) {
  return "<" + Tag.str() + ">" + escapeMarkup(Text) + "</" + Tag.split(' ').first.str() + ">";
}

/// Writes one run as a page.
class HtmlWriter {
public:
  explicit HtmlWriter(const View &V) : V(V) {}

  std::string run() {
    Out = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Crosstalk report</title>\n"
          "<style>" +
          std::string(Style) + "</style>\n</head>\n<body>\n";
    header();
    overview();
    for (size_t I : worstFirst(V.open()))
      finding(I);
    settled();
    incidents();
    Out += "</body>\n</html>\n";
    return std::move(Out);
  }

private:
  std::vector<size_t> worstFirst(std::vector<size_t> Indices) const {
    auto Key = [&](size_t I) {
      return std::tuple(V.Run.levelOf(I), V.Run.Findings[I].Rank, V.Run.Findings.size() - I);
    };
    std::sort(Indices.begin(), Indices.end(), [&](size_t A, size_t B) { return Key(A) > Key(B); });
    return Indices;
  }

  void header() {
    Out += "<header>\n<h1>Crosstalk report</h1>\n<p>" + escapeMarkup(summaryLine(V.Run)) + "</p>\n";
    if (V.Run.Repository)
      Out += "<p class=\"dim\">" + escapeMarkup(V.Run.Repository->RepositoryUri) + " at <code>" +
             escapeMarkup(V.Run.Repository->Revision) + "</code> " + escapeMarkup(V.Run.Repository->Branch) + "</p>\n";
    for (const std::string &Warning : coverageWarnings(V.Run))
      Out += "<p class=\"warning\">" + escapeMarkup(Warning) + "</p>\n";
    Out += "</header>\n";
  }

  void overview() {
    std::vector<size_t> Open = worstFirst(V.open());
    if (Open.empty()) {
      Out += "<p>No finding.</p>\n";
      return;
    }
    Out += "<h2>Findings</h2>\n<table class=\"list\">\n";
    for (size_t I : Open) {
      const Finding &F = V.Run.Findings[I];
      Out += "<tr><td>" + badge(I) + "</td><td><a href=\"#" + anchor(I) + "\">" + escapeMarkup(shown(F.Message)) +
             "</a><br><span class=\"dim\">" + escapeMarkup(placeText(F.At)) + " &middot; " + escapeMarkup(F.RuleId) +
             "</span></td></tr>\n";
    }
    Out += "</table>\n";
  }

  void finding(size_t Index) {
    const Finding &F = V.Run.Findings[Index];
    Out += "<article id=\"" + anchor(Index) + "\" class=\"" + levelName(V.Run.levelOf(Index)) +
           "\">\n<div class=\"head\">" + badge(Index) + " <span class=\"dim\">" + escapeMarkup(F.RuleId) +
           " &middot; rank " + utostr(F.Rank) + " of 100</span></div>\n" + element("h3", shown(F.Message)) + "\n";
    Out += "<div class=\"dim\">" + escapeMarkup(placeText(F.At)) +
           (F.Function.empty() ? "" : " in <code>" + escapeMarkup(F.Function) + "</code>") + "</div>\n";
    context(F.At);
    for (const Flow *One : orderedFlows(F))
      trace(flowTitle(One->What), One->Frames);
    trace("compare", F.Related);
    reasons(F);
    facts(Index);
    help(F);
    Out += "</article>\n";
  }

  void context(const Place &At) {
    unsigned Last = std::min(At.Line + 2, V.Texts.lineCount(At.File));
    if (At.Line == 0 || Last < At.Line)
      return;
    Out += "<pre>";
    for (unsigned Line = At.Line > 2 ? At.Line - 2 : 1; Line <= Last; ++Line)
      sourceLine(At, Line);
    Out += "</pre>\n";
  }

  /// One numbered line of a context; the line that is meant is marked.
  void sourceLine(const Place &At, unsigned Line) {
    std::string Number = utostr(Line);
    std::string Text = "<span class=\"n\">" + std::string(Number.size() < 5 ? 5 - Number.size() : 0, ' ') + Number +
                       "  </span>" + escapeMarkup(V.Texts.line(At.File, Line));
    Out += Line == At.Line ? "<span class=\"hit\">" + Text + "</span>" : Text + "\n";
  }

  void trace(StringRef Title, const std::vector<Frame> &Frames) {
    if (Frames.empty())
      return;
    Out += element("h4", Title) + "\n<ol class=\"trace\">\n";
    for (const Frame &Step : Frames) {
      Out += "<li>" + escapeMarkup(shown(Step.Text)) + " <span class=\"dim\">" + escapeMarkup(placeText(Step.At)) +
             "</span>";
      if (StringRef Line = V.Texts.line(Step.At.File, Step.At.Line).trim(); !Line.empty())
        Out += "<pre>" + escapeMarkup(Line) + "</pre>";
      Out += "</li>\n";
    }
    Out += "</ol>\n";
  }

  void reasons(const Finding &F) {
    if (F.Reasons.empty())
      return;
    Out += "<h4>why</h4>\n<ul>\n";
    for (const Evidence &Reason : F.Reasons)
      Out += "<li>" + std::string(Reason.Weight < 0 ? "(against) " : "") + escapeMarkup(shown(Reason.Text)) + "</li>\n";
    Out += "</ul>\n";
  }

  void facts(size_t Index) {
    const Finding &F = V.Run.Findings[Index];
    Out += "<dl>\n";
    fact("principal", F.Principal);
    fact("storage", F.Storage);
    fact("key", F.Key);
    fact("exposed", joined(F.Exposed));
    fact("severity", severityText(severityOf(F)) + " of 10");
    fact("written by", joined(F.Writers));
    fact("read by", joined(F.Readers));
    fact("again", V.Run.standing(Index).Returned);
    fact("fingerprint", V.Names[Index]);
    Out += "</dl>\n";
  }

  void fact(StringRef Name, StringRef Value) {
    if (!Value.empty())
      Out += element("dt", Name) + element("dd", shown(Value)) + "\n";
  }

  void help(const Finding &F) {
    const RuleInfo *Rule = findRule(F.RuleId);
    if (!Rule)
      return;
    Out += "<details><summary>about this rule</summary>\n";
    SmallVector<StringRef, 4> Paragraphs;
    std::string Text = ruleHelpText(*Rule);
    StringRef(Text).split(Paragraphs, "\n\n");
    for (StringRef Paragraph : Paragraphs)
      Out += element("p", Paragraph) + "\n";
    Out += "<p>";
    for (const Cwe &One : cwesOf(*Rule))
      Out += "<a href=\"" + cweUri(One.Number) + "\">CWE-" + One.Number + "</a> " + escapeMarkup(One.Name) + "<br>";
    Out += "</p></details>\n";
  }

  void settled() {
    std::string Rows;
    for (size_t I : V.selected())
      if (const Standing &S = V.Run.standing(I); !S.open())
        Rows += "<tr><td>" + std::string(stateName(S.Now)) + "</td><td>" +
                escapeMarkup(shown(V.Run.Findings[I].Message)) + "<br><span class=\"dim\">" +
                escapeMarkup(placeText(V.Run.Findings[I].At)) + " &middot; " + escapeMarkup(V.Run.Findings[I].RuleId) +
                "</span><br>" + escapeMarkup(S.Justification) + "</td></tr>\n";
    if (!Rows.empty())
      Out += "<h2>Accepted and suppressed</h2>\n<table class=\"list\">\n" + Rows + "</table>\n";
  }

  void incidents() {
    std::string Items;
    for (const UnitFailure &Failure : V.Run.Failures)
      Items += "<li class=\"fail\">" + escapeMarkup(V.Where.name(Failure.File)) + ": " +
               escapeMarkup(shown(Failure.Text)) + "</li>\n";
    for (const Frame &Remark : V.Run.Remarks)
      Items += "<li>" + escapeMarkup(placeText(Remark.At)) + ": " + escapeMarkup(shown(Remark.Text)) + "</li>\n";
    for (const std::string &Note : V.Run.Notes)
      Items += "<li>" + escapeMarkup(shown(Note)) + "</li>\n";
    if (!Items.empty())
      Out += "<h2>About the run</h2>\n<ul>\n" + Items + "</ul>\n";
  }

  std::string badge(size_t Index) const {
    std::string Name = levelName(V.Run.levelOf(Index));
    return "<span class=\"badge " + Name + "\">" + Name + "</span>";
  }

  std::string anchor(size_t Index) const { return "f-" + escapeMarkup(V.Names[Index]); }
  std::string shown(StringRef Text) const { return V.Where.scrub(Text); }

  std::string placeText(const Place &At) const {
    return V.Where.name(At.File) + (At.Line ? ":" + utostr(At.Line) : "") +
           (At.Line && At.Column ? ":" + utostr(At.Column) : "");
  }

  const View &V;
  std::string Out;
};

} // namespace

std::string renderHtml(const View &V) { return HtmlWriter(V).run(); }

} // namespace crosstalk::report
