// The words and escapes that the formats share.
#include "report/Renderers.h"
#include "rules/Rules.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>

using namespace llvm;

namespace crosstalk::report {

std::vector<size_t> View::selected() const {
  std::vector<size_t> Out;
  for (size_t I = 0; I < Run.Findings.size(); ++I)
    if (Run.levelOf(I) >= Options.Minimum)
      Out.push_back(I);
  return Out;
}

std::vector<size_t> View::open() const {
  std::vector<size_t> Out = selected();
  std::erase_if(Out, [&](size_t I) { return !Run.standing(I).open(); });
  return Out;
}

const char *levelName(Level L) {
  switch (L) {
  case Level::Hidden:
    return "hidden";
  case Level::Note:
    return "note";
  case Level::Warning:
    return "warning";
  case Level::Error:
    return "error";
  }
  return "";
}

const char *flowTitle(Flow::Kind Kind) {
  switch (Kind) {
  case Flow::Kind::Value:
    return "how the principal reaches the value";
  case Flow::Kind::Key:
    return "how the key is built";
  case Flow::Kind::Reader:
    return "who reads it";
  }
  return "";
}

const char *flowName(Flow::Kind Kind) {
  switch (Kind) {
  case Flow::Kind::Value:
    return "value";
  case Flow::Kind::Key:
    return "key";
  case Flow::Kind::Reader:
    return "reader";
  }
  return "";
}

const char *stateName(Standing::State State) {
  switch (State) {
  case Standing::State::Open:
    return "open";
  case Standing::State::Suppressed:
    return "suppressed";
  case Standing::State::Accepted:
    return "accepted";
  }
  return "";
}

const char *comparedName(Compared Against) {
  switch (Against) {
  case Compared::Unset:
    return "";
  case Compared::New:
    return "new";
  case Compared::Unchanged:
    return "unchanged";
  case Compared::Updated:
    return "updated";
  }
  return "";
}

std::string joined(const std::vector<std::string> &Parts) { return join(Parts, ", "); }

std::string entriesText(const Finding &F) {
  std::string Out;
  if (!F.Writers.empty())
    Out += "written by " + joined(F.Writers);
  if (!F.Readers.empty())
    Out += (Out.empty() ? "read by " : "; read by ") + joined(F.Readers);
  return Out;
}

std::vector<const Flow *> orderedFlows(const Finding &F) {
  std::vector<const Flow *> Out;
  for (const Flow &One : F.Flows)
    if (!One.Frames.empty())
      Out.push_back(&One);
  std::sort(Out.begin(), Out.end(),
            [](const Flow *A, const Flow *B) { return std::pair(A->What, A) < std::pair(B->What, B); });
  return Out;
}

/// Credentials, and financial data that is not masked.
static bool raisesSeverity(StringRef Category) {
  if (Category.contains("mask"))
    return false;
  return Category.starts_with("credential") || Category.starts_with("financial");
}

double severityOf(const Finding &F) {
  const RuleInfo *Rule = findRule(F.RuleId);
  double Severity = 5.0;
  if (Rule && !to_float(StringRef(Rule->SecuritySeverity), Severity))
    Severity = 5.0;
  bool Raised = std::any_of(F.Exposed.begin(), F.Exposed.end(), raisesSeverity);
  return Raised ? std::min(10.0, Severity + 1.5) : Severity;
}

std::string severityText(double Severity) {
  unsigned Tenths = static_cast<unsigned>(Severity * 10 + 0.5);
  return utostr(Tenths / 10) + "." + utostr(Tenths % 10);
}

std::string escapeMarkup(StringRef Text) {
  std::string Out;
  for (char C : validUtf8(Text)) {
    if (C == '&')
      Out += "&amp;";
    else if (C == '<')
      Out += "&lt;";
    else if (C == '>')
      Out += "&gt;";
    else if (C == '"')
      Out += "&quot;";
    else if (static_cast<unsigned char>(C) < 0x20 && C != '\t' && C != '\n')
      Out += "\xEF\xBF\xBD";
    else
      Out += C;
  }
  return Out;
}

static bool opensQuote(StringRef Text, size_t At) {
  return Text[At] == '\'' && (At == 0 || StringRef(" (\n").contains(Text[At - 1]));
}

/// Where the quote opened before From closes: at an apostrophe that is followed by no letter.
static size_t closingQuote(StringRef Text, size_t From) {
  for (size_t I = From; I < Text.size(); ++I)
    if (Text[I] == '\'' && (I + 1 == Text.size() || !isAlnum(Text[I + 1])))
      return I;
  return StringRef::npos;
}

std::string toMarkdown(StringRef Text) {
  std::string Out;
  for (size_t I = 0; I < Text.size(); ++I) {
    size_t End = opensQuote(Text, I) ? closingQuote(Text, I + 1) : StringRef::npos;
    StringRef Name = End == StringRef::npos ? StringRef() : Text.slice(I + 1, End);
    if (!Name.empty() && !Name.contains('`')) {
      Out += "`" + Name.str() + "`";
      I = End;
      continue;
    }
    if (StringRef("\\`*_[]<>#|").contains(Text[I]))
      Out += '\\';
    Out += Text[I];
  }
  return Out;
}

} // namespace crosstalk::report
