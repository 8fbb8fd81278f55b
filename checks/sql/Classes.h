// Which columns and values are equal in one alternative of a query.
//
// In:  a Query, one of its Alternatives, the table whose rows are looked at.
// Out: classes of equal columns and values. Equalities of outer joins count only where the joined row is known to be
// there.
#pragma once
#include "sql/Query.h"
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace crosstalk::sql {

/// Equal columns and values, for the rows of one table use in one alternative.
class Classes {
public:
  Classes(const Query &Statement, const Alternative &Way, unsigned Use);

  /// A value that a column equals; of an IN list, one that it may equal.
  struct Value {
    Operand What;
    int List = -1; ///< elements of one IN list share this
  };

  /// Values in the class of a column: parameters, session variables, constants.
  std::vector<Value> valuesOf(unsigned Use, const std::string &Field) const;
  /// Pairs of equal columns of two different tables.
  std::vector<std::pair<std::string, std::string>> links(unsigned From, unsigned To) const;
  /// The fields of a table that take part in some equality, in order.
  std::vector<std::string> fieldsOf(unsigned Use) const;
  /// Equalities that hold, by index.
  const std::vector<unsigned> &held() const { return Held; }

private:
  const Query &Statement;
  std::vector<unsigned> Held;
  std::vector<int> Parent;
  std::map<std::string, int> Nodes;
  std::vector<Operand> Members;            ///< by node
  std::map<int, std::vector<int>> Columns; ///< nodes of columns, by table use

  void hold(const Alternative &Way, unsigned Use);
  int node(const Operand &O);
  int nodeOf(unsigned Use, const std::string &Field) const;
  int root(int Node) const;
};

} // namespace crosstalk::sql
