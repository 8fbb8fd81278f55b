// DDL of PostgreSQL, MySQL and SQLite, read token by token.
//
// In:  one DDL text.  Out: tables, keys, views, policies entered into a Schema.
// Dropped and renamed things stay known: migration files hold the way back beside the way forward.
#pragma once
#include "sql/Rewriter.h"
#include "sql/Schema.h"
#include <string>
#include <string_view>
#include <vector>

namespace crosstalk::sql {

class SchemaReader {
public:
  SchemaReader(Schema &Into, std::string_view Name, std::vector<std::string> &Errors)
      : Into(Into), Name(Name), Errors(Errors) {}
  void read(std::string_view Text, Dialect Style);

private:
  Schema &Into;
  std::string_view Name;
  std::vector<std::string> &Errors;
  TokenList All;
  Statement T;
  Dialect Style = Dialect::Unknown;
  size_t At = 0;

  void statement();
  void create();
  void createTable();
  void createView();
  void createPolicy();
  void createIndex();
  void alterTable();
  void alterAction(Table &To, size_t End);
  void addItems(Table &To, size_t From, size_t End);
  void item(Table &To, size_t From, size_t End);
  void column(Table &To, size_t From, size_t End);
  void tableConstraint(Table &To, size_t From, size_t End);
  void references(Table &To, size_t I, std::vector<std::string> Columns);
  void inherit(Table &To, std::string_view Parent);
  bool isConstraint(size_t I) const;
  Column &columnOf(Table &To, const std::string &ColumnName);
  std::vector<std::string> names(size_t Open) const;
  std::string tableName();
  void error(std::string_view What);

  const Token &token(size_t I) const { return I < T.size() ? T[I] : T.back(); }
  bool is(size_t I, std::string_view W) const { return token(I).is(W); }
  bool take(std::string_view W);
  bool isName(size_t I) const { return token(I).What == Token::Quoted || token(I).What == Token::Word; }
  size_t closing(size_t Open) const;
  size_t find(size_t From, size_t End, std::string_view W) const;
  std::string source(size_t From, size_t To) const;
};

} // namespace crosstalk::sql
