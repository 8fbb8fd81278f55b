// SQL of any dialect, rewritten to what libpg_query reads as it was meant.
//
// In:  the tokens of a template.
// Out: statements, each as PostgreSQL text with $1, $2, ... and what each of those stands for.
// Not here: parsing (PgParse.h), CREATE TABLE and the like (SchemaReader.cpp reads tokens itself).
#pragma once
#include "sql/Tokens.h"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crosstalk::sql {

/// One statement of a text: its tokens, without the semicolon, with End.
using Statement = std::vector<Token>;

/// Cuts at top-level semicolons; the body of CREATE TRIGGER ... END stays in one statement. Empty statements are left
/// out.
std::vector<Statement> splitStatements(const TokenList &All);

/// A statement as libpg_query is to see it.
struct Rewritten {
  std::string Text;
  std::vector<Operand> Params; ///< Params[N-1] is what $N stands for
  std::vector<Operand> Names;  ///< what __holeN in a name stands for, by N
  bool HasUnknownFragment = false;
  bool Replaces = false;            ///< an INSERT that was written as a REPLACE
  bool AnyKey = false;              ///< an ON CONFLICT that was written as an ON DUPLICATE KEY
  std::optional<Query::Kind> Meant; ///< the statement had to be recast; this is what it was
  std::vector<std::string> Targets; ///< then: the tables or aliases that are written, lower case
  std::vector<size_t> Origin;       ///< for each token of Text: where it begins there ...
  std::vector<size_t> Source;       ///< ... and where it was in the template
  size_t sourceOf(size_t TextOffset) const;
};

/// The name that recast multi-table UPDATEs use in place of their target.
inline constexpr std::string_view ManyTargets = "__many";

class Rewriter {
public:
  Rewriter(Statement Tokens, std::vector<Operand> Params, Dialect Style);
  Rewritten run();

private:
  Statement T;
  std::vector<Operand> Params;
  Dialect Style;
  Rewritten Out;
  size_t Verb = 0; ///< the word that says what the statement does; not 0 after WITH

  // RewriteStatement.cpp
  void leading();
  bool leadingOnce();
  void odbcEscapes();
  size_t findVerb() const;
  void statementForms();
  void dropOutput();
  void insertForms();
  void insertSet(size_t Set);
  void onDuplicate(size_t On);
  void updateForms();
  void updateMany(size_t Set);
  void deleteForms();
  void selectForms(size_t Select);
  void limitPair();
  void cutLimit();
  void dropModifiers(size_t At);

  // RewriteExpression.cpp
  void expressions();
  void expression(size_t I);
  bool operatorForms(size_t I);
  bool wordForms(size_t I);
  bool indexHints(size_t I);
  void isForm(size_t I);
  void interval(size_t I);
  void against(size_t I);
  void typeFunction(size_t I);
  void doubleQuoted(size_t I);
  void reservedName(size_t I);

  // RewriteHoles.cpp
  void holes();
  void bareStart();
  size_t placeHole(size_t I, std::string_view Clause);
  bool namesTable(size_t I) const;
  bool isCondition(size_t I, std::string_view Clause) const;
  void asName(size_t I);
  size_t asDerivedTable(size_t I);
  size_t asFragment(size_t I, std::string_view Clause);

  // Rewriter.cpp
  void emit();
  std::string spell(const Token &Tok);
  std::string spellString(const Token &Tok);
  std::string parameter(Operand Value);

  const Token &at(size_t I) const { return I < T.size() ? T[I] : T.back(); }
  bool is(size_t I, std::string_view W) const { return at(I).is(W); }
  bool isAny(size_t I, std::initializer_list<std::string_view> Words) const;
  bool isName(size_t I) const;
  void erase(size_t I, size_t Count = 1);
  void insert(size_t I, std::initializer_list<std::string_view> Words);
  void word(size_t I, std::string_view W);
  size_t closing(size_t Open) const;
  size_t pastName(size_t I) const;
  size_t findTop(size_t From, std::initializer_list<std::string_view> Words) const;
  bool atEnd(size_t I) const { return at(I).What == Token::End; }
};

/// A token of our own making.
Token makeToken(std::string_view Text, size_t Offset);

} // namespace crosstalk::sql
