// SQL text with holes, cut into tokens.
//
// In:  a Template of any dialect.
// Out: words, quoted names, decoded strings, numbers, operators, parameters; each with its place in the text.
// Not here: what the tokens mean together (Rewriter.h).
#pragma once
#include "sql/Query.h"
#include <string>
#include <string_view>
#include <vector>

namespace crosstalk::sql {

struct Token {
  enum Kind : uint8_t {
    Word,   ///< unquoted identifier or keyword; Text as written, holes in it spelled __holeN
    Quoted, ///< "x", `x` or [x]; Text without quotes
    String, ///< Text decoded, holes in it as HoleMark
    Number,
    Operator,  ///< punctuation, "<=>", "::", "("
    Parameter, ///< a placeholder: Param
    Hole,      ///< a hole of the text, of unknown role: Param
    End
  };
  Kind What = End;
  std::string Text;
  std::string Lower;         ///< Text of a Word in lower case; the operator; else empty
  int Param = -1;            ///< index into TokenList::Params
  std::vector<int> Holes;    ///< Word, Quoted, String: the parameters inside the text
  bool Fragment = false;     ///< Hole: known to be SQL text
  bool DoubleQuoted = false; ///< Quoted: by "", which is a string in some dialects
  size_t Offset = 0;         ///< into TokenList::Text

  bool is(std::string_view LowerText) const { return (What == Word || What == Operator) && Lower == LowerText; }
};

/// The tokens of a template; the last is End.
struct TokenList {
  std::string Text; ///< the template as one text, holes as HoleMark
  std::vector<Token> Tokens;
  std::vector<Operand> Params; ///< what each parameter stands for
};

/// Stands for a hole inside a text; never occurs in literal text.
inline constexpr char HoleMark = '\x01';

TokenList tokenize(const Template &Text);

std::string lower(std::string_view Text);

/// The keywords after which an operand may start ("where", "and", "=" ...), so that '?' and '%s' there are
/// placeholders.
bool isClauseWord(std::string_view LowerWord);

/// True if an operand can end with this token: a name, a literal, a parameter, a closing bracket.
bool endsOperand(const Token &T);

} // namespace crosstalk::sql
