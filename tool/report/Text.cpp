// Findings for a terminal, in the form of clang's diagnostics: what is wrong, where the data comes from, why it is
// believed.
#include "report/Renderers.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace crosstalk::report {
namespace {

/// Longer flows are cut in the middle here; SARIF, JSON and HTML hold all of it.
constexpr size_t MaxFrames = 12;

/// Writes one run's open findings, with or without terminal colours.
class TextWriter {
public:
  explicit TextWriter(const View &V) : V(V) {}

  std::string run() {
    for (size_t I : V.open())
      finding(I);
    for (const Frame &Remark : V.Run.Remarks)
      diagnostic(Remark.At, "note", Remark.Text);
    for (const std::string &Note : V.Run.Notes)
      Out += "crosstalk: note: " + oneLine(Note) + "\n";
    return std::move(Out);
  }

private:
  void finding(size_t Index) {
    const Finding &F = V.Run.Findings[Index];
    Last = {};
    diagnostic(F.At, levelName(V.Run.levelOf(Index)), F.Message + " [" + F.RuleId + "]");
    snippet(F.At);
    caret(F.At);
    for (const Flow *One : orderedFlows(F))
      frames(flowTitle(One->What), One->Frames);
    frames("compare", F.Related);
    reasons(F);
    footer(Index);
    Out += '\n';
  }

  void diagnostic(const Place &At, StringRef Severity, StringRef Text) {
    style("1");
    place(At);
    style(Severity == "error" ? "1;31" : Severity == "warning" ? "1;35" : "1;36");
    Out += Severity.str() + ": ";
    style(Severity == "note" ? "0" : "0;1");
    Out += oneLine(Text);
    style("0");
    Out += '\n';
  }

  /// A message takes one line, whatever names are in it.
  std::string oneLine(StringRef Text) const {
    std::string Line = validUtf8(V.Where.scrub(Text));
    for (char &C : Line)
      if (static_cast<unsigned char>(C) < 0x20)
        C = ' ';
    return Line;
  }

  void place(const Place &At) {
    if (At.File.empty())
      return;
    Out += V.Where.name(At.File);
    if (At.Line)
      Out += ":" + utostr(At.Line) + (At.Column ? ":" + utostr(At.Column) : "");
    Out += ": ";
  }

  void snippet(const Place &At) {
    bool Repeated = std::pair(At.File, At.Line) == Last;
    Last = {At.File, At.Line};
    if (StringRef Line = V.Texts.line(At.File, At.Line); !Repeated && !Line.trim().empty())
      Out += gutter(utostr(At.Line)) + validUtf8(Line) + "\n";
  }

  void caret(const Place &At) {
    StringRef Line = V.Texts.line(At.File, At.Line);
    if (Line.trim().empty() || At.Column == 0 || At.Column > Line.size())
      return;
    Out += gutter("") + caretPadding(Line, At.Column);
    style("1;32");
    Out += "^" + std::string(tokenEnd(Line, At.Column) - At.Column - 1, '~');
    style("0");
    Out += '\n';
  }

  static std::string gutter(std::string Number) {
    return std::string(Number.size() < 5 ? 5 - Number.size() : 0, ' ') + Number + " | ";
  }

  void heading(StringRef Title) {
    style("1");
    Out += "  " + Title.str() + ":";
    style("0");
    Out += '\n';
  }

  void frames(StringRef Title, const std::vector<Frame> &Frames) {
    if (Frames.empty())
      return;
    heading(Title);
    size_t Half = MaxFrames / 2;
    bool Cut = Frames.size() > MaxFrames;
    for (size_t I = 0; I < Frames.size(); ++I) {
      if (Cut && I == Half) {
        size_t Hidden = Frames.size() - MaxFrames;
        Out += "  (" + utostr(Hidden) + " more hops, see --format json)\n";
        I += Hidden;
      }
      diagnostic(Frames[I].At, "note", Frames[I].Text);
      snippet(Frames[I].At);
    }
  }

  void reasons(const Finding &F) {
    if (F.Reasons.empty())
      return;
    heading("why (rank " + utostr(F.Rank) + " of 100)");
    for (const Evidence &Reason : F.Reasons)
      Out += (Reason.Weight < 0 ? "  - " : "  + ") + oneLine(Reason.Text) + "\n";
  }

  void footer(size_t Index) {
    const Finding &F = V.Run.Findings[Index];
    if (!F.Exposed.empty())
      line("exposed", joined(F.Exposed) + " (severity " + severityText(severityOf(F)) + " of 10)");
    if (std::string Entries = entriesText(F); !Entries.empty())
      line("reached", Entries);
    if (const std::string &Returned = V.Run.standing(Index).Returned; !Returned.empty())
      line("again", Returned);
    line("fingerprint", V.Names[Index]);
  }

  void line(StringRef Title, StringRef Text) {
    style("1");
    Out += "  " + Title.str() + ": ";
    style("0");
    Out += oneLine(Text) + "\n";
  }

  void style(StringRef Codes) {
    if (V.Options.Color)
      Out += "\x1b[" + Codes.str() + "m";
  }

  const View &V;
  std::string Out;
  std::pair<std::string, unsigned> Last; ///< the source line shown last
};

} // namespace

std::string renderText(const View &V) { return TextWriter(V).run(); }

} // namespace crosstalk::report
