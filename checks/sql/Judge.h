// The judgement of one table's rows in one alternative of a query.
//
// In:  a Query, a Schema, the natures of values.  Out: how the rows are tied to the caller (Scoping.h).
// Not here: putting alternatives and tables together (Scoping.cpp).
#pragma once
#include "sql/Classes.h"
#include "sql/Scoping.h"
#include <vector>

namespace crosstalk::sql {

/// Judges the table uses of one alternative at a time: first each by itself, then through what it is joined with.
class Judge {
public:
  Judge(const Query &Statement, const Schema &Known, const NatureOf &Nature)
      : Statement(Statement), Known(Known), Nature(Nature) {}

  /// One entry for each of Way.Uses, in its order.
  std::vector<TableScoping> tables(const Alternative &Way) const;
  /// The alternative is open only to a role that the caller was found to have: "... OR <principal.isAdmin>".
  bool isRoleArm(const Alternative &Way) const;
  HoleNature natureOf(const Operand &Value) const;
  /// Owner columns of a use: the schema's, and those that the query itself names.
  std::vector<OwnerColumn> ownersOf(unsigned Use) const;

private:
  const Query &Statement;
  const Schema &Known;
  const NatureOf &Nature;

  struct Binding {
    Operand Value;
    HoleNature Nature = HoleNature::Other;
  };

  TableScoping direct(const Classes &Equal, unsigned Use) const;
  void settle(const Alternative &Way, TableScoping &Result) const;
  void selectors(const Classes &Equal, unsigned Use, TableScoping &Result) const;
  std::optional<Binding> binding(const Classes &Equal, unsigned Use, const std::string &Column) const;
  bool byOwner(const Classes &Equal, unsigned Use, TableScoping &Result) const;
  bool byCapability(const Classes &Equal, unsigned Use, TableScoping &Result) const;
  bool byPublic(const Classes &Equal, unsigned Use, TableScoping &Result) const;
  bool byName(unsigned Use, TableScoping &Result) const;
  bool byPolicy(unsigned Use, TableScoping &Result) const;
  void byLinks(const Classes &Equal, const std::vector<TableScoping> &All, TableScoping &Result) const;
  bool byLink(const Classes &Equal, const TableScoping &Parent, TableScoping &Result) const;
  void ownerOfParent(const Alternative &Way, unsigned Use, TableScoping &Result) const;
  Tie tieOf(unsigned Child, const std::string &ChildColumn, unsigned Parent, const std::string &ParentColumn) const;
  bool isKey(const std::string &Table, const std::string &Column) const;
  bool refersTo(const std::string &Table, const std::string &Column, const std::string &Parent) const;
};

} // namespace crosstalk::sql
