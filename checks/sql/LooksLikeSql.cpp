// Tells SQL from prose that begins with the same words ("Select a file", "Update failed").
#include "sql/Query.h"
#include "sql/Tokens.h"
#include <algorithm>

namespace crosstalk::sql {
namespace {

bool has(const std::vector<Token> &T, std::initializer_list<std::string_view> Words) {
  return std::any_of(T.begin(), T.end(), [&](const Token &Tok) {
    return std::any_of(Words.begin(), Words.end(), [&](std::string_view W) { return Tok.is(W); });
  });
}

/// The words that a statement with this verb cannot do without.
bool hasShape(const std::vector<Token> &T) {
  std::string_view Verb = T[0].Lower;
  if (Verb == "select")
    return has(T, {"from", "("}) || T.size() <= 3;
  if (Verb == "insert" || Verb == "replace")
    return has(T, {"into"}) && has(T, {"values", "value", "select", "set", "default"});
  if (Verb == "update")
    return has(T, {"set"}) && has(T, {"="});
  if (Verb == "delete")
    return has(T, {"from"});
  if (Verb == "with")
    return has(T, {"as"}) && has(T, {"select", "insert", "update", "delete"});
  if (Verb == "create" || Verb == "alter" || Verb == "drop")
    return T.size() > 3 && has({T.begin() + 1, T.begin() + std::min<long>(5, static_cast<long>(T.size()) - 1)},
                               {"table", "view", "index", "policy", "trigger", "function"});
  if (Verb == "set")
    return T.size() > 3 && has(T, {"=", "to"});
  return (Verb == "call" && has(T, {"("})) || (Verb == "pragma" && T.size() > 2);
}

/// "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT ...; COMMIT": the statement that the transaction is about.
void dropOpening(std::vector<Token> &T) {
  if (!T[0].is("begin") && !T[0].is("start"))
    return;
  auto End = std::find_if(T.begin(), T.end(), [](const Token &Tok) { return Tok.is(";"); });
  if (End != T.end() && End + 1 != T.end())
    T.erase(T.begin(), End + 1);
}

/// "SELECT" and "select", but not "Select": as programs shout or whisper, not as sentences begin.
bool isOneCase(std::string_view Word) {
  return std::all_of(Word.begin(), Word.end(), [](char C) { return C >= 'a' && C <= 'z'; }) ||
         std::all_of(Word.begin(), Word.end(), [](char C) { return C >= 'A' && C <= 'Z'; });
}

} // namespace

bool looksLikeSql(const Template &Text) {
  TokenList All = tokenize(Text);
  dropOpening(All.Tokens);
  if (All.Tokens[0].What != Token::Word || !hasShape(All.Tokens))
    return false;
  bool Symbols = has(All.Tokens, {"=", "*", ",", "("});
  if (!isOneCase(All.Tokens[0].Text) && !Symbols)
    return false; // "Select a file from the list" would even parse
  Query::Reading How = readQuery(Text).How;
  return How == Query::Reading::Parsed || (How == Query::Reading::Tokens && isOneCase(All.Tokens[0].Text));
}

bool looksLikeSql(std::string_view Text) { return looksLikeSql(literal(Text)); }

} // namespace crosstalk::sql
