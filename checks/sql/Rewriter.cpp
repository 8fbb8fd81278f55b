// The rewriter's frame: cutting a text into statements, the order of the passes, and spelling tokens for libpg_query.
#include "sql/Rewriter.h"
#include <cctype>

namespace crosstalk::sql {

std::vector<Statement> splitStatements(const TokenList &All) {
  std::vector<Statement> Result;
  Statement Current;
  bool Trigger = false;
  int Depth = 0;
  auto Finish = [&](size_t Offset) {
    if (!Current.empty()) {
      Token End;
      End.Offset = Offset;
      Current.push_back(End);
      Result.push_back(std::move(Current));
    }
    Current.clear();
    Trigger = false;
    Depth = 0;
  };
  for (const Token &T : All.Tokens) {
    if (T.What == Token::End)
      break;
    if (T.is("trigger") && !Current.empty() && Current[0].is("create"))
      Trigger = true;
    Depth += Trigger && (T.is("begin") || T.is("case")) ? 1 : Trigger && T.is("end") ? -1 : 0;
    if (T.is(";") && Depth <= 0)
      Finish(T.Offset);
    else
      Current.push_back(T);
  }
  Finish(All.Text.size());
  return Result;
}

Token makeToken(std::string_view Text, size_t Offset) {
  Token T;
  bool Word = std::isalpha(static_cast<unsigned char>(Text[0])) || Text[0] == '_';
  T.What = Word ? Token::Word : std::isdigit(static_cast<unsigned char>(Text[0])) ? Token::Number : Token::Operator;
  T.Text = std::string(Text);
  T.Lower = T.What == Token::Number ? "" : lower(Text);
  T.Offset = Offset;
  return T;
}

size_t Rewritten::sourceOf(size_t TextOffset) const {
  size_t Result = 0;
  for (size_t I = 0; I < Origin.size() && Origin[I] <= TextOffset; ++I)
    Result = Source[I];
  return Result;
}

Rewriter::Rewriter(Statement Tokens, std::vector<Operand> Params, Dialect Style)
    : T(std::move(Tokens)), Params(std::move(Params)), Style(Style) {}

Rewritten Rewriter::run() {
  leading();
  holes();
  Verb = findVerb();
  statementForms();
  expressions();
  Out.Names = Params;
  emit();
  return std::move(Out);
}

void Rewriter::emit() {
  for (const Token &Tok : T) {
    if (Tok.What == Token::End)
      break;
    if (!Out.Text.empty())
      Out.Text += ' ';
    Out.Origin.push_back(Out.Text.size());
    Out.Source.push_back(Tok.Offset);
    Out.Text += spell(Tok);
  }
}

std::string Rewriter::parameter(Operand Value) {
  Out.Params.push_back(std::move(Value));
  return "$" + std::to_string(Out.Params.size());
}

std::string Rewriter::spell(const Token &Tok) {
  switch (Tok.What) {
  case Token::Word:
  case Token::Number:
  case Token::Operator:
    return Tok.Text;
  case Token::Quoted: {
    std::string Result = "\"";
    for (char C : Tok.Text.empty() ? std::string(" ") : Tok.Text)
      Result += C == '"' ? std::string("\"\"") : std::string(1, C);
    return Result + "\"";
  }
  case Token::String:
    return spellString(Tok);
  case Token::Parameter:
  case Token::Hole:
    return parameter(Params[Tok.Param]);
  case Token::End:
    return "";
  }
  return "";
}

/// '<hole>' is a value like any other; 'a<hole>b' is a value in a fixed frame; more holes than one tell nothing apart.
std::string Rewriter::spellString(const Token &Tok) {
  if (Tok.Holes.empty()) {
    std::string Result = "'";
    for (char C : Tok.Text)
      Result += C == '\'' ? std::string("''") : std::string(1, C);
    return Result + "'";
  }
  Operand Value = Params[Tok.Holes[0]];
  if (Tok.Text.size() > 1)
    Value.Through = "concat";
  if (Tok.Holes.size() > 1) {
    Value = Operand();
    Value.Text = "a text with several holes";
  }
  return parameter(std::move(Value));
}

bool Rewriter::isAny(size_t I, std::initializer_list<std::string_view> Words) const {
  for (std::string_view W : Words)
    if (is(I, W))
      return true;
  return false;
}

bool Rewriter::isName(size_t I) const {
  return at(I).What == Token::Quoted || (at(I).What == Token::Word && !isClauseWord(at(I).Lower));
}

void Rewriter::erase(size_t I, size_t Count) {
  for (; Count && I + 1 < T.size(); --Count)
    T.erase(T.begin() + static_cast<long>(I));
}

void Rewriter::insert(size_t I, std::initializer_list<std::string_view> Words) {
  for (std::string_view W : Words) {
    T.insert(T.begin() + static_cast<long>(I), makeToken(W, at(I).Offset));
    ++I;
  }
}

void Rewriter::word(size_t I, std::string_view W) {
  if (!atEnd(I))
    T[I] = makeToken(W, T[I].Offset);
}

/// The bracket that closes the one at Open, or the end.
size_t Rewriter::closing(size_t Open) const {
  int Depth = 0;
  for (size_t I = Open; !atEnd(I); ++I) {
    Depth += is(I, "(") ? 1 : is(I, ")") ? -1 : 0;
    if (Depth == 0)
      return I;
  }
  return T.size() - 1;
}

/// The token after a name with dots.
size_t Rewriter::pastName(size_t I) const {
  while (!atEnd(I) && is(I + 1, "."))
    I += 2;
  return atEnd(I) ? I : I + 1;
}

/// The first of the words outside of brackets, or the end.
size_t Rewriter::findTop(size_t From, std::initializer_list<std::string_view> Words) const {
  for (size_t I = From; !atEnd(I); ++I) {
    if (isAny(I, Words))
      return I;
    if (is(I, "("))
      I = closing(I);
    else if (is(I, ")"))
      break;
  }
  return T.size() - 1;
}

} // namespace crosstalk::sql
