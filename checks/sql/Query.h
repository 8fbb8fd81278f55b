// What one SQL text of the program says: tables, equalities, writes, as plain values.
//
// In:  a template: the SQL text as the program builds it, with holes where the program puts values.
// Out: a Query. readQuery never fails: Query::How says whether libpg_query read it, or tokens only.
// Not here: who owns a row (Schema.h), whether the caller was tied to it (Scoping.h), C++ (facts/).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crosstalk::sql {

class Schema;

/// Which placeholders and which liberties of the language the library behind the call takes.
/// Placeholders that cannot mean anything else are understood under every dialect.
enum class Dialect : uint8_t {
  Unknown,
  Postgres, ///< $1; '?' is a jsonb operator
  Mysql,    ///< ?; @name is a session variable, "x" a string, || is OR
  Sqlite,   ///< ?, ?1, :name, @name, $name
  Odbc,     ///< ?, {call ...}, [name]
  Qt,       ///< ?, :name, and %1 of QString::arg
  Soci,     ///< :name
  Poco,     ///< ?, and %s
  Brace,    ///< {}, {0}, {:d} of fmt-like libraries and boost::mysql::with_params
  Percent   ///< %s, %d of printf-like libraries, %1% of boost::format
};

/// One piece of a template: literal text, or a hole whose text the program supplies.
struct Piece {
  std::string Text;      ///< literal text; unused for a hole
  int Hole = -1;         ///< >= 0: a hole (a value, an identifier or a fragment: not known which)
  bool Fragment = false; ///< the hole is known to be SQL text, e.g. an optional " AND ..."
};

/// SQL text as the program builds it, e.g. {"SELECT * FROM notes WHERE id=", hole 0}.
struct Template {
  std::vector<Piece> Pieces;
  Dialect Style = Dialect::Unknown;
};

/// One side of an equality, or the value of an assignment.
struct Operand {
  enum Kind : uint8_t {
    Column,      ///< t.c: Use, Table, Field
    Hole,        ///< a hole of the template (Index): the value is part of the text
    Placeholder, ///< bound later, by position (Index, 1-based) or by name (Name; Index then counts first appearances)
    Format,      ///< a %s, {} or %1 in the text itself: Index is the 1-based argument, or Name for {name}
    Variable,    ///< session state: current_setting('app.user') (Name "app.user"), @me (Name "@me"), current_user
    Constant,    ///< a literal: Text
    Other        ///< anything else: Text says what, for people
  };
  Kind What = Other;
  int Use = -1;        ///< Column: index into Query::Tables, -1 if it could not be resolved
  std::string Table;   ///< Column: the real table's name where the alias could be resolved, else the qualifier or ""
  std::string Field;   ///< Column: lower case
  int Index = -1;      ///< Hole: hole number; Placeholder, Format: 1-based position
  std::string Name;    ///< named placeholder without its sigil; Variable: its name
  std::string Text;    ///< Constant: the value without quotes; Other: a short description
  std::string Through; ///< the function the operand went through, e.g. "lower", "sha256", "concat"; "" if bare

  bool isValue() const { return What == Hole || What == Placeholder || What == Format; }
  friend bool operator==(const Operand &, const Operand &) = default;
};

/// Left = Right holds for every row that is returned or changed (Must), or for some (Maybe: an arm of OR or UNION).
struct Equality {
  enum Strength : uint8_t { Must, Maybe };
  Operand Left, Right;
  bool InList = false; ///< Right is one element of an IN list, or the array of = ANY(...)
  int List = -1;       ///< elements of one IN list share this number
  Strength How = Must;
  std::vector<int> Groups; ///< outer joins whose nullable side must be present for this to hold; usually empty
};

/// A table in a query. One entry per appearance, so that self joins stay apart; tables inside derived tables,
/// CTEs and views are entered here as well.
struct TableUse {
  enum Access : uint8_t { Read, Update, Delete, Insert };
  std::string Name; ///< lower case, without schema prefix; a hole in it appears as "__holeN", see NameHoles
  std::string Alias;
  Access How = Read;
  bool Nullable = false;          ///< on the nullable side of an outer join
  bool Witness = false;           ///< only tested for existence (EXISTS, IN (SELECT ...)): its columns do not get out
  bool Derived = false;           ///< not a table: a derived table of several arms, which only links their columns
  bool Selected = false;          ///< a column of it is in the result, or it is the target of a write
  std::vector<Operand> NameHoles; ///< holes that are part of the table's name
  std::vector<int> Groups;        ///< outer joins on whose nullable side it is
};

/// A column that is written: INSERT values, UPDATE SET, ON CONFLICT DO UPDATE SET.
struct Assignment {
  std::string Table, Column;
  Operand Value;
  int Position = -1; ///< INSERT without a column list: 0-based position; Column is then empty (Schema fills it)
  bool OnConflict = false;
  bool Increases = false; ///< "n = n + value": something is added, nothing is replaced
};

/// One way for a row to get through: the equalities that hold together, by index. Every OR arm and UNION arm makes one.
struct Alternative {
  std::vector<unsigned> Equalities;
  std::vector<unsigned> Uses;    ///< tables present in this alternative
  std::vector<unsigned> Present; ///< tables whose row is known not to be null (t.x > 1, t.x IS NOT NULL)
};

/// One statement.
struct Query {
  enum class Kind : uint8_t { Select, Insert, Update, Delete, SetVariable, Pragma, Call, Ddl, Other };
  /// Parsed: by libpg_query. Tokens: tables and top-level "column = value" pairs only; weaker. Failed: nothing is
  /// known.
  enum class Reading : uint8_t { Parsed, Tokens, Failed };

  Kind What = Kind::Other;
  Reading How = Reading::Failed;
  std::vector<TableUse> Tables;
  std::vector<Equality> Equalities;
  std::vector<Alternative> Alternatives; ///< never empty for a Select, Update or Delete that was read
  std::vector<Assignment> Assignments;
  std::vector<std::string> ResultColumns; ///< "table.column", "table.*", "*"; "?" for an expression or a hole
  bool Aggregate = false;                 ///< only count, sum, max ... of rows comes out
  bool ExistsOnly = false;                ///< SELECT 1 ..., SELECT EXISTS(...): only whether there is a row
  bool SingleRow = false;                 ///< LIMIT 1
  bool HasUnknownFragment = false;        ///< a hole may hold more conditions than could be seen
  bool FromSelect = false;                ///< INSERT ... SELECT
  bool Replaces = false;                  ///< REPLACE INTO, INSERT OR REPLACE: a row that has one of the keys goes away
  bool AnyKey = false;                    ///< ON DUPLICATE KEY UPDATE: whichever key it is; the schema knows
  std::vector<std::string> ConflictKey;   ///< ON CONFLICT (key) DO UPDATE
  std::vector<Alternative> ConflictWays;  ///< its WHERE: when the row that is there already is changed
  std::string VariableName; ///< SetVariable: "app.user_id", "@me", "role"; Pragma: its name; Call: the procedure
  Operand VariableValue;
  bool VariableIsLocal = false; ///< SET LOCAL, set_config(..., true): ends with the transaction
  std::string Rewritten;        ///< the text handed to libpg_query, for dumps
  std::string Error;            ///< why it was not parsed, for dumps

  /// The first use of a table that is written, else the first that is read; -1 if there is none.
  int subject() const;
};

/// Reads the statement of a template; of several, the first that reads or writes rows. Views of \p Views are opened.
Query readQuery(const Template &Text, const Schema *Views = nullptr);

/// Reads all statements of a template, in order; never empty.
std::vector<Query> readQueries(const Template &Text, const Schema *Views = nullptr);

/// Reads a bare condition over one table, as ORMs take it: "id = ?" or "where id = ? order by at".
Query readCondition(std::string_view Table, const Template &Condition, const Schema *Views = nullptr);

/// What an INSERT ... ON CONFLICT (key) DO UPDATE, or a REPLACE, does to the row that is there already: an UPDATE by
/// the key's values. Of a REPLACE the schema knows the key; for tables that it does not know it is "id".
std::optional<Query> conflictUpdate(const Query &Insert, const Schema *Known = nullptr);

/// A template without holes.
Template literal(std::string_view Text, Dialect Style = Dialect::Unknown);

/// True if the text starts like an SQL statement that readQuery understands ("select", "with", "insert", ...).
/// For a text of unknown use; "select a file" is not one.
bool looksLikeSql(const Template &Text);
bool looksLikeSql(std::string_view Text);

/// The dialect a model file names: "postgres", "mysql", "sqlite", "odbc", "qt", "soci", "poco", "brace", "percent".
Dialect dialectByName(std::string_view Name);

/// Short names, for dumps.
std::string describe(const Operand &Value);
std::string_view nameOf(Query::Kind What);
std::string_view nameOf(Query::Reading How);

/// One line: "select notes where notes.id = ?1 and notes.user_id = ?2".
std::string summary(const Query &Statement);

/// Everything known of a query in readable, stable lines; each starts with \p Indent.
std::string dump(const Query &Statement, std::string_view Indent = "");

} // namespace crosstalk::sql
