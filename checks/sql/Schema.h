// What the program's database looks like, and who owns the rows of each table.
//
// In:  DDL texts (migrations, --schema files, CREATE TABLE strings in code), configuration, and columns seen in
// queries. Out: tables, keys, owner columns, owner paths, policies, views. Texts are read in the order given: later
// ALTERs add. Not here: files on disk (tool/driver hands their text in), the judgement of a query (Scoping.h).
#pragma once
#include "sql/Names.h"
#include "sql/Query.h"
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace crosstalk::sql {

struct Column {
  std::string Name; ///< lower case
  std::string Type; ///< lower case, as written, e.g. "bigint"
  bool NotNull = false;
  bool Unique = false;     ///< UNIQUE or the only column of the primary key
  bool PrimaryKey = false; ///< is, or is part of, the primary key
  bool FromUse = false;    ///< never declared, only seen in a query
};

/// FOREIGN KEY (Columns) REFERENCES Table (Targets); Targets is empty when the primary key is meant.
struct ForeignKey {
  std::vector<std::string> Columns;
  std::string Table;
  std::vector<std::string> Targets;
};

/// CREATE POLICY: rows are visible if Condition holds; it is kept as a query over the table.
struct Policy {
  std::string Name;
  std::string Command = "all"; ///< all, select, insert, update, delete
  Query Condition;             ///< SELECT * FROM table WHERE <using expression>
};

struct Table {
  std::string Name; ///< lower case, without schema prefix
  std::vector<Column> Columns;
  std::vector<ForeignKey> ForeignKeys;
  std::vector<Policy> Policies;
  bool RowSecurity = false; ///< ENABLE ROW LEVEL SECURITY
  bool Declared = false;    ///< by DDL; false when only seen in queries
  bool Public = false;      ///< by configuration: rows belong to everybody
  std::string ViewText;     ///< CREATE VIEW: its SELECT
  Dialect ViewStyle = Dialect::Unknown;
  std::string Source; ///< the name given to read(), for messages

  const Column *column(std::string_view Name) const;
  /// The column at a place of an INSERT without column list; empty if that is not known.
  std::string_view columnAt(int Position) const;
  /// The primary key, then each other column that is unique by itself.
  std::vector<std::vector<std::string>> keys() const;
  /// The foreign key that starts at this column alone or first, or null.
  const ForeignKey *keyFrom(std::string_view Column) const;
};

/// A column that says whose row it is, and why that is believed.
struct OwnerColumn {
  enum class Reason : uint8_t { Configured, ForeignKey, Name, Self /*the key of a principal's own record*/ };
  std::string Column;
  OwnerKind Kind = OwnerKind::User;
  double Weight = 1; ///< 0..1
  bool Author = false;
  Reason Why = Reason::Name;
  std::string Target; ///< ForeignKey: the principal table
};

/// One hop of a chain of not-null keys from a table to one that has an owner column.
struct OwnerHop {
  std::string Table, Column; ///< the child and its key column
  std::string Parent, ParentColumn;
  bool Membership = false; ///< the other way round: Parent is a membership table, and refers to Table
};

/// items.invoice_id -> invoices.id, and invoices has account_id;
/// cards.board_id -> boards.id <- board_members.board_id, and board_members has user_id.
struct OwnerPath {
  std::vector<OwnerHop> Hops; ///< 1 to 4; only the last may be of a membership
  OwnerColumn Owner;          ///< of the last parent
};

class Schema {
public:
  /// Reads DDL of any of the dialects; statements that say nothing about tables are skipped. What cannot be read is
  /// described in \p Errors ("schema.sql:12: ..."), and reading goes on after it.
  void read(std::string_view Name, std::string_view Text, std::vector<std::string> &Errors,
            Dialect Style = Dialect::Unknown);

  /// Takes columns seen in a query as columns of its tables (FromUse). Order does not matter.
  void learn(const Query &Seen);

  /// Configuration: "notes.reader_id" owns the rows of notes.
  void addOwner(std::string_view Table, std::string_view Column, OwnerKind Kind);
  /// Configuration: "reader_id" owns the rows of each table, known by now, that has it.
  void addOwnerOfAny(std::string_view Column, OwnerKind Kind);
  /// Some query ties the rows to the caller by this column: it owns them, whatever it is called.
  void addUsedOwner(std::string_view Table, std::string_view Column);
  void addPublic(std::string_view Table);
  void addPrincipalTable(std::string_view Table);
  /// A table from an ORM mapping; merged with what is known.
  void addTable(Table Mapped);

  bool empty() const { return Tables.empty(); }
  /// The table was declared by DDL, a mapping or configuration.
  bool known(std::string_view Table) const;
  const Table *table(std::string_view Name) const;
  const std::map<std::string, Table, std::less<>> &tables() const { return Tables; }

  /// users, accounts, tenants: by configuration; by name and a credential column or inbound keys; by name alone if
  /// unknown.
  bool isPrincipalTable(std::string_view Table) const;
  OwnerKind principalKind(std::string_view Table) const;
  /// Owner columns, the strongest first. For a table never declared: by the names of the columns seen in queries.
  std::vector<OwnerColumn> ownerColumns(std::string_view Table) const;
  /// Shortest chains (at most 3 hops) of not-null foreign keys to a table with an owner column, or to one whose rows
  /// membership rows grant; not for its own columns.
  std::vector<OwnerPath> ownerPaths(std::string_view Table) const;
  /// Ties principals to things: two keys or more, one of them to a principal; or by name.
  bool isMembershipTable(std::string_view Table) const;
  /// Columns whose value is itself the permission: token, share_key.
  std::vector<std::string> capabilityColumns(std::string_view Table) const;
  /// Configured public, or declared and without any owner, owner path, membership table or policy.
  bool isPublic(std::string_view Table) const;
  /// Has an owner column, an owner path, or is a principal table.
  bool isOwned(std::string_view Table) const;
  /// The table whose rows this column names, as the joins of the program's queries show: "p.id = l.plot_id". Null if
  /// there is none, or more than one.
  const Table *joinedParent(std::string_view Table, std::string_view Column) const;

private:
  std::map<std::string, Table, std::less<>> Tables;
  std::map<std::string, std::vector<OwnerColumn>, std::less<>> Configured;
  std::map<std::string, std::set<std::string>, std::less<>> Used; ///< owner columns by use
  std::map<std::string, bool, std::less<>> Principals;
  std::map<std::pair<std::string, std::string>, std::set<std::string>> Joins; ///< column -> whose "id" it equals

  Table &entry(std::string_view Name);
  unsigned inboundKeys(std::string_view Table) const;
  std::optional<OwnerPath> grantedBy(const Table &Rows) const;
  friend class SchemaReader;
};

/// Everything known, in readable, stable lines.
std::string dump(const Schema &Known);

} // namespace crosstalk::sql
