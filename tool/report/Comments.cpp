// See Comments.h.
#include "report/Comments.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace crosstalk::report {

StringRef wordOf(LintComment::Kind What) {
  switch (What) {
  case LintComment::Kind::Line:
    return "NOLINT";
  case LintComment::Kind::NextLine:
    return "NOLINTNEXTLINE";
  case LintComment::Kind::Begin:
    return "NOLINTBEGIN";
  case LintComment::Kind::End:
    return "NOLINTEND";
  }
  return {};
}

namespace {

bool isWord(char C) { return isAlnum(C) || C == '_'; }

/// Walks a source text once, skipping literals and reading comments. At is always inside or at the end of Text.
class Scanner {
public:
  explicit Scanner(StringRef Text) : Text(Text) {}

  std::vector<LintComment> run() {
    while (At < Text.size())
      step();
    return std::move(Out);
  }

private:
  void step() {
    StringRef Rest = Text.drop_front(At);
    if (Rest.starts_with("//"))
      comment(lineCommentEnd());
    else if (Rest.starts_with("/*"))
      comment(std::min(Text.find("*/", At + 2), Text.size()));
    else if (Rest.starts_with("\"") && isRawString())
      skipRawString();
    else if (Rest.starts_with("\""))
      skipQuoted('"');
    else if (Rest.starts_with("'") && !isDigitSeparator())
      skipQuoted('\'');
    else
      ++At;
  }

  /// A line comment goes on after a backslash at the end of the line.
  size_t lineCommentEnd() const {
    size_t End = At;
    do
      End = std::min(Text.find('\n', End + 1), Text.size());
    while (End < Text.size() && Text.slice(At, End).rtrim('\r').ends_with("\\"));
    return End;
  }

  bool isRawString() const {
    size_t Start = At;
    while (Start > 0 && isWord(Text[Start - 1]))
      --Start;
    StringRef Prefix = Text.slice(Start, At);
    return Prefix == "R" || Prefix == "LR" || Prefix == "uR" || Prefix == "UR" || Prefix == "u8R";
  }

  bool isDigitSeparator() const {
    return At > 0 && At + 1 < Text.size() && isHexDigit(Text[At - 1]) && isHexDigit(Text[At + 1]) && inNumber();
  }

  /// Whether the word before At starts with a digit: 1'000 and 0xAB'CD, but not u8'a' or L'a'.
  bool inNumber() const {
    size_t Start = At;
    while (Start > 0 && (isWord(Text[Start - 1]) || Text[Start - 1] == '\''))
      --Start;
    return isDigit(Text[Start]);
  }

  void skipRawString() {
    size_t Open = Text.find('(', At);
    if (Open == StringRef::npos || Open - At > 17)
      return skipQuoted('"');
    std::string Close = ")" + Text.slice(At + 1, Open).str() + "\"";
    size_t End = Text.find(Close, Open);
    At = End == StringRef::npos ? Text.size() : End + Close.size();
  }

  /// Ends at the closing quote, or at the end of the line where there is none.
  void skipQuoted(char Quote) {
    for (++At; At < Text.size() && Text[At] != Quote && Text[At] != '\n'; ++At)
      if (Text[At] == '\\')
        ++At;
    At = std::min(At + 1, Text.size());
  }

  void comment(size_t End) {
    for (StringRef Body = Text.slice(At, End); !Body.empty();) {
      size_t Found = Body.find("NOLINT");
      if (Found == StringRef::npos)
        break;
      size_t Offset = Body.data() - Text.data() + Found;
      size_t Length = word(Offset, End);
      Body = Text.slice(Offset + Length, End);
    }
    At = End;
  }

  /// Reads the NOLINT word at Offset; returns how long it is. Longer words that contain it are none.
  size_t word(size_t Offset, size_t End) {
    StringRef Rest = Text.slice(Offset, End);
    StringRef Word = Rest.take_while(isWord);
    bool Starts = Offset == 0 || !isWord(Text[Offset - 1]);
    for (auto What :
         {LintComment::Kind::Line, LintComment::Kind::NextLine, LintComment::Kind::Begin, LintComment::Kind::End})
      if (Starts && Word == wordOf(What)) {
        add(What, Offset, Rest.drop_front(Word.size()).take_until([](char C) { return C == '\n' || C == '\r'; }));
        break;
      }
    return Word.size();
  }

  void add(LintComment::Kind What, size_t Offset, StringRef Rest) {
    LintComment C;
    C.What = What;
    for (; Counted < Offset; ++Counted)
      if (Text[Counted] == '\n') {
        ++Line;
        LineStart = Counted + 1;
      }
    C.Line = Line;
    C.Column = Offset - LineStart + 1;
    readGlobs(Rest, C);
    readReason(Rest, C);
    Out.push_back(std::move(C));
  }

  static void readGlobs(StringRef &Rest, LintComment &C) {
    size_t Close = Rest.find(')');
    if (!Rest.starts_with("(") || Close == StringRef::npos)
      return;
    SmallVector<StringRef, 4> Globs;
    Rest.slice(1, Close).split(Globs, ',');
    for (StringRef Glob : Globs)
      if (!Glob.trim().empty())
        C.Globs.push_back(Glob.trim().str());
    Rest = Rest.drop_front(Close + 1);
  }

  static void readReason(StringRef Rest, LintComment &C) {
    Rest = Rest.ltrim();
    if (!Rest.consume_front(":"))
      return;
    Rest = Rest.take_front(Rest.find("NOLINT")).trim();
    if (any_of(Rest, isAlnum))
      C.Reason = Rest.str();
  }

  StringRef Text;
  size_t At = 0;
  unsigned Line = 1;
  size_t LineStart = 0, Counted = 0;
  std::vector<LintComment> Out;
};

} // namespace

std::vector<LintComment> lintComments(StringRef Text) {
  if (!Text.contains("NOLINT"))
    return {};
  return Scanner(Text).run();
}

} // namespace crosstalk::report
