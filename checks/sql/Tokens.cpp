// The tokenizer: one pass over the flattened text, with what each dialect means by ?, @, :, $, [, " and `.
#include "sql/Tokens.h"
#include "sql/Flatten.h"
#include "llvm/ADT/StringSwitch.h"
#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace crosstalk::sql {
namespace {

bool isSpace(char C) { return std::isspace(static_cast<unsigned char>(C)); }
bool isDigit(char C) { return C >= '0' && C <= '9'; }
bool startsWord(char C) { return std::isalpha(static_cast<unsigned char>(C)) || C == '_' || (C & 0x80); }
bool inWord(char C) { return startsWord(C) || isDigit(C) || C == '$'; }

class Tokenizer {
public:
  Tokenizer(FlatText Flat, Dialect Style) : Style(Style), Marks(std::move(Flat.Marks)) {
    Out.Text = std::move(Flat.Text);
  }
  TokenList run();

private:
  Dialect Style;
  std::vector<FlatText::Mark> Marks;
  TokenList Out;
  size_t At = 0;
  size_t NextMark = 0;
  int LastPosition = 0; ///< the highest placeholder number so far; '?' takes the next
  int Brackets = 0;     ///< inside [..], where ':' is a slice
  std::vector<std::string> Names;

  char peek(size_t Ahead = 0) const { return At + Ahead < Out.Text.size() ? Out.Text[At + Ahead] : '\0'; }
  bool before(std::string_view S) const { return std::string_view(Out.Text).substr(At, S.size()) == S; }
  Token *last() { return Out.Tokens.empty() ? nullptr : &Out.Tokens.back(); }
  Token &add(Token::Kind What, std::string Text = "");
  void next();
  bool skipComment();
  void blockComment();
  void word();
  void number();
  void string(char Quote, bool Escapes);
  void quotedName(char Close);
  bool dollarQuoted();
  bool hole();
  bool placeholder();
  bool question();
  bool colon();
  bool at();
  bool dollar();
  void operators();
  std::string name();
  void positional(int Index);
  void named(std::string Name);
  int takeMark(std::string &Text);
  bool nextIsFragment() const { return NextMark < Marks.size() && Marks[NextMark].Fragment; }
  bool operandBefore() const { return !Out.Tokens.empty() && endsOperand(Out.Tokens.back()); }
};

Token &Tokenizer::add(Token::Kind What, std::string Text) {
  Token T;
  T.What = What;
  T.Offset = At;
  if (What == Token::Word || What == Token::Operator)
    T.Lower = lower(Text);
  T.Text = std::move(Text);
  Out.Tokens.push_back(std::move(T));
  return Out.Tokens.back();
}

TokenList Tokenizer::run() {
  while (At < Out.Text.size())
    next();
  add(Token::End);
  return std::move(Out);
}

void Tokenizer::next() {
  char C = peek();
  if (isSpace(C)) {
    ++At;
    return;
  }
  if (skipComment())
    return;
  if (C == HoleMark && hole())
    return;
  if (startsWord(C) || C == HoleMark)
    return word();
  if (isDigit(C) || (C == '.' && isDigit(peek(1))))
    return number();
  if (C == '\'')
    return string('\'', Style != Dialect::Postgres && Style != Dialect::Sqlite);
  if (C == '"' || C == '`')
    return quotedName(C);
  bool Names = Style == Dialect::Odbc || Style == Dialect::Sqlite || Style == Dialect::Mysql;
  bool Array = Style == Dialect::Postgres || (!Names && (operandBefore() || (last() && last()->is("array"))));
  if (C == '[' && !Array)
    return quotedName(']');
  if (placeholder())
    return;
  operators();
}

bool Tokenizer::skipComment() {
  bool Line = before("--") || (Style == Dialect::Mysql && peek() == '#');
  if (!Line && !before("/*"))
    return false;
  if (!Line) {
    blockComment();
    return true;
  }
  for (; At < Out.Text.size() && peek() != '\n'; ++At)
    NextMark += peek() == HoleMark;
  return true;
}

void Tokenizer::blockComment() {
  int Depth = 0;
  while (At < Out.Text.size()) {
    bool Open = before("/*"), Close = before("*/");
    Depth += Open ? 1 : Close ? -1 : 0;
    NextMark += peek() == HoleMark;
    At += Open || Close ? 2 : 1;
    if (Depth == 0)
      return;
  }
}

/// Consumes the mark at the current position as part of a text; returns its parameter.
int Tokenizer::takeMark(std::string &Text) {
  size_t Mark = NextMark++;
  Out.Params.push_back(Mark < Marks.size() ? Marks[Mark].Value : Operand());
  Text += "__hole" + std::to_string(Out.Params.size() - 1);
  return static_cast<int>(Out.Params.size()) - 1;
}

/// A hole by itself; false if it is the first part of a name, as in "<hole>_notes", but not in "<hole>AND".
bool Tokenizer::hole() {
  bool Fragment = nextIsFragment();
  if (!Fragment && startsWord(peek(1))) {
    size_t End = At + 1;
    while (End < Out.Text.size() && inWord(Out.Text[End]))
      ++End;
    if (!isClauseWord(lower(std::string_view(Out.Text).substr(At + 1, End - At - 1))))
      return false;
  }
  std::string Ignored;
  int Param = takeMark(Ignored);
  bool Identifier = NextMark <= Marks.size() && Marks[NextMark - 1].Identifier;
  Token &T = add(Identifier ? Token::Word : Token::Hole, Identifier ? Ignored : "");
  if (Identifier)
    T.Holes.push_back(Param);
  T.Param = Param;
  T.Fragment = Fragment;
  ++At;
  return true;
}

void Tokenizer::word() {
  size_t Start = At;
  std::string Text;
  std::vector<int> Holes;
  bool Literal = false;
  for (; inWord(peek()) || peek() == HoleMark; ++At) {
    if (peek() != HoleMark) {
      Text += peek();
      Literal = true;
      continue;
    }
    if ((Literal && isClauseWord(lower(Text))) || nextIsFragment())
      break; // "WHERE<hole>": two tokens
    Holes.push_back(takeMark(Text));
  }
  char Quote = peek();
  std::string Prefix = lower(Text);
  bool Introducer =
      Prefix == "e" || Prefix == "n" || Prefix == "x" || Prefix == "b" || Prefix == "_utf8mb4" || Prefix == "_utf8";
  if (Quote == '\'' && Introducer && Holes.empty())
    return string('\'', Prefix == "e");
  Token &T = add(Token::Word, std::move(Text));
  T.Holes = std::move(Holes);
  T.Offset = Start;
}

void Tokenizer::number() {
  size_t Start = At;
  if (peek() == '0' && ((peek(1) | 0x20) == 'x' || ((peek(1) | 0x20) == 'b' && isDigit(peek(2))))) {
    At += 2;
    while (std::isxdigit(static_cast<unsigned char>(peek())))
      ++At;
    add(Token::Number, "0").Offset = Start;
    return;
  }
  while (isDigit(peek()) || (peek() == '.' && peek(1) != '.'))
    ++At;
  bool Exponent =
      (peek() | 0x20) == 'e' && (isDigit(peek(1)) || ((peek(1) == '-' || peek(1) == '+') && isDigit(peek(2))));
  if (Exponent)
    for (At += 2; isDigit(peek());)
      ++At;
  std::string Text = Out.Text.substr(Start, At - Start);
  if (std::count(Text.begin(), Text.end(), '.') > 1)
    Text = "0";
  add(Token::Number, std::move(Text)).Offset = Start;
}

void Tokenizer::string(char Quote, bool Escapes) {
  size_t Start = At++;
  std::string Text;
  std::vector<int> Holes;
  for (; At < Out.Text.size(); ++At) {
    char C = peek();
    if (C == Quote && peek(1) == Quote)
      ++At;
    else if (C == Quote)
      break;
    else if (Escapes && C == '\\' && At + 1 < Out.Text.size() && peek(1) != HoleMark)
      C = Out.Text[++At];
    else if (C == HoleMark) {
      std::string Ignored;
      Holes.push_back(takeMark(Ignored));
    }
    Text += C;
  }
  ++At;
  Token &T = add(Token::String, std::move(Text));
  T.Holes = std::move(Holes);
  T.Offset = Start;
}

void Tokenizer::quotedName(char Close) {
  size_t Start = At;
  char Open = peek();
  std::string Text;
  std::vector<int> Holes;
  for (++At; At < Out.Text.size(); ++At) {
    if (peek() == Close && peek(1) == Close && Close != ']')
      ++At;
    else if (peek() == Close)
      break;
    if (peek() == HoleMark)
      Holes.push_back(takeMark(Text));
    else
      Text += peek();
  }
  ++At;
  Token &T = add(Token::Quoted, std::move(Text));
  T.Holes = std::move(Holes);
  T.DoubleQuoted = Open == '"';
  T.Offset = Start;
}

bool Tokenizer::placeholder() {
  switch (peek()) {
  case '?':
    return question();
  case ':':
    return colon();
  case '@':
    return at();
  case '$':
    return dollar();
  default:
    return false;
  }
}

void Tokenizer::positional(int Index) {
  LastPosition = std::max(LastPosition, Index);
  Operand Value;
  Value.What = Operand::Placeholder;
  Value.Index = Index;
  Out.Params.push_back(std::move(Value));
  add(Token::Parameter).Param = static_cast<int>(Out.Params.size()) - 1;
}

void Tokenizer::named(std::string Name) {
  auto Known = std::find(Names.begin(), Names.end(), Name);
  if (Known == Names.end())
    Known = Names.insert(Names.end(), Name);
  positional(static_cast<int>(Known - Names.begin()) + 1);
  Out.Params.back().Name = std::move(Name);
}

std::string Tokenizer::name() {
  size_t Start = At;
  while (inWord(peek()) && peek() != '$')
    ++At;
  return Out.Text.substr(Start, At - Start);
}

/// '?' and '?1'. Between two operands it is the jsonb operator: data ? 'key'.
bool Tokenizer::question() {
  bool Bindable = Style == Dialect::Sqlite || Style == Dialect::Mysql || Style == Dialect::Odbc || Style == Dialect::Qt;
  if (!Bindable && (peek(1) == '|' || peek(1) == '&') && operandBefore())
    return false;
  if (!Bindable && operandBefore())
    return false;
  ++At;
  std::string Number = name();
  bool Numbered = !Number.empty() && Number.size() < 6 && std::all_of(Number.begin(), Number.end(), isDigit);
  if (!Numbered)
    At -= Number.size();
  positional(Numbered ? std::atoi(Number.c_str()) : LastPosition + 1);
  return true;
}

/// ':name' and ':1', but neither '::' nor the slice of a[1:n].
bool Tokenizer::colon() {
  char After = peek(1);
  if (!inWord(After) || After == '$' || Brackets)
    return false;
  ++At;
  std::string Name = name();
  bool Numbered = Name.size() < 6 && std::all_of(Name.begin(), Name.end(), isDigit);
  Numbered ? positional(std::atoi(Name.c_str())) : named(std::move(Name));
  return true;
}

/// '@name': a session variable of MySQL, a named placeholder elsewhere. '@@name' is a server variable everywhere.
bool Tokenizer::at() {
  size_t Sigils = peek(1) == '@' ? 2 : 1;
  if (!startsWord(peek(Sigils)))
    return false;
  At += Sigils;
  std::string Name = name();
  bool Set = last() && (last()->is("set") || (Out.Tokens.size() == 3 && Out.Tokens[0].is("set")));
  if (Sigils == 1 && Style != Dialect::Mysql && !Set) {
    named(std::move(Name));
    return true;
  }
  Operand Value;
  Value.What = Operand::Variable;
  Value.Name = std::string(Sigils, '@') + lower(Name);
  Out.Params.push_back(std::move(Value));
  add(Token::Parameter).Param = static_cast<int>(Out.Params.size()) - 1;
  return true;
}

/// '$1', '$name' of SQLite, and $tag$ strings $tag$.
bool Tokenizer::dollar() {
  if (isDigit(peek(1))) {
    ++At;
    std::string Number = name();
    positional(Number.size() < 6 ? std::atoi(Number.c_str()) : 0);
    return true;
  }
  if (dollarQuoted())
    return true;
  if (!startsWord(peek(1)))
    return false;
  ++At;
  named(name());
  return true;
}

bool Tokenizer::dollarQuoted() {
  size_t End = At + 1;
  while (End < Out.Text.size() && inWord(Out.Text[End]) && Out.Text[End] != '$')
    ++End;
  if (End >= Out.Text.size() || Out.Text[End] != '$')
    return false;
  std::string Tag = Out.Text.substr(At, End + 1 - At);
  size_t Close = Out.Text.find(Tag, End + 1);
  if (Close == std::string::npos)
    return false;
  size_t Start = At;
  std::string Text = Out.Text.substr(End + 1, Close - End - 1);
  std::vector<int> Holes;
  std::string Ignored;
  for (char C : Text)
    if (C == HoleMark)
      Holes.push_back(takeMark(Ignored));
  At = Close + Tag.size();
  Token &T = add(Token::String, std::move(Text));
  T.Holes = std::move(Holes);
  T.Offset = Start;
  return true;
}

void Tokenizer::operators() {
  static constexpr std::string_view Long[] = {"<=>", "->>", "#>>", "!~*", "!~~", "<>", "<=", ">=", "!=",
                                              "==",  "||",  "&&",  "::",  ":=",  "->", "#>", "@>", "<@",
                                              "?|",  "?&",  "!~",  "~*",  "~~",  "<<", ">>", "=>"};
  for (std::string_view Op : Long)
    if (before(Op)) {
      add(Token::Operator, std::string(Op));
      At += Op.size();
      return;
    }
  Brackets += peek() == '[' ? 1 : peek() == ']' && Brackets ? -1 : 0;
  add(Token::Operator, std::string(1, peek()));
  ++At;
}

} // namespace

std::string lower(std::string_view Text) {
  std::string Result(Text);
  for (char &C : Result)
    C = C >= 'A' && C <= 'Z' ? static_cast<char>(C + 32) : C;
  return Result;
}

bool isClauseWord(std::string_view Word) {
  return llvm::StringSwitch<bool>(Word)
      .Cases({"select", "distinct", "all", "from", "join", "where", "and", "or", "not", "on"}, true)
      .Cases({"having", "by", "set", "values", "value", "into", "update", "delete", "insert", "table"}, true)
      .Cases({"limit", "offset", "in", "like", "ilike", "is", "between", "when", "then", "else"}, true)
      .Cases({"case", "returning", "using", "as", "any", "some", "union", "except", "intersect", "exists"}, true)
      .Cases({"glob", "regexp", "rlike", "match", "escape", "div", "mod", "xor", "only", "to"}, true)
      .Cases({"interval", "binary", "with", "top", "call", "if", "ignore", "replace", "order", "group"}, true)
      .Default(false);
}

bool endsOperand(const Token &T) {
  switch (T.What) {
  case Token::Word:
    return !isClauseWord(T.Lower);
  case Token::Quoted:
  case Token::String:
  case Token::Number:
  case Token::Parameter:
  case Token::Hole:
    return true;
  case Token::Operator:
    return T.Lower == ")" || T.Lower == "]";
  case Token::End:
    return false;
  }
  return false;
}

TokenList tokenize(const Template &Text) { return Tokenizer(flatten(Text), Text.Style).run(); }

} // namespace crosstalk::sql
