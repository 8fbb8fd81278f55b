// One statement's tree, read into a Query.
//
// In:  libpg_query's tree of one statement, what its parameters stand for, views.
// Out: tables, equalities in conditions, writes. Conditions become Alternatives at the end (Alternatives.cpp).
// Not here: rewriting, parsing, and any opinion on what the equalities are good for.
#pragma once
#include "sql/Query.h"
#include "sql/Rewriter.h"
#include "sql/Tree.h"
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crosstalk::sql {

/// What must hold for a row to get through, as far as it is understood. True says nothing; Or with a True arm neither.
struct Condition {
  enum Kind : uint8_t { True, False, And, Or, Equal, Present, Uses };
  Kind What = True;
  unsigned Index = 0; ///< Equal: of Query::Equalities; Present, Uses: of Query::Tables
  std::vector<Condition> Kids;

  static Condition leaf(Kind What, unsigned Index) { return Condition{What, Index, {}}; }
  static Condition all(std::vector<Condition> Kids) { return Condition{And, 0, std::move(Kids)}; }
  static Condition any(std::vector<Condition> Kids) { return Condition{Or, 0, std::move(Kids)}; }
};

/// Expands a condition into the ways it can hold; more than the cap is merged, which only loses equalities.
std::vector<Alternative> alternativesOf(const Condition &C);

/// One column that a SELECT puts out.
struct Output {
  std::string Name; ///< lower case; "" for an expression without a name
  Operand Value;
  int StarOf = -1; ///< a use whose columns all come out: t.*
  bool Aggregate = false;
  bool Constant = false;
};

/// A SELECT, read: what holds for its rows and what they consist of.
struct Block {
  Condition Holds;
  std::vector<Output> Outputs;
  std::vector<Output> Arms; ///< of a set operation: what its arms put out
  bool ExistsOnly = false;
  bool SingleRow = false;
};

/// Something that columns can be taken from.
struct Source {
  std::string Alias;
  int Use = -1;                 ///< a table; -1 for a derived table
  std::vector<Output> Outputs;  ///< of a derived table
  std::optional<Operand> Every; ///< all its columns are this: unnest($1)
};

/// The names visible in one SELECT.
struct NameScope {
  std::vector<Source> Sources;
  const NameScope *Outer = nullptr;
  std::map<std::string, const Node *> Ctes; ///< name -> CommonTableExpr
  std::map<std::string, Block> Written;     ///< CTEs that write, read once
};

class Builder {
public:
  Builder(const Rewritten &Text, const Schema *Views);
  /// Reads {"SelectStmt": {...}} and the like.
  Query read(const Node &Statement);

private:
  const Rewritten &Text;
  const Schema *Views;
  Query Out;
  std::vector<std::string> Opening; ///< CTEs and views being read, against recursion
  int Depth = 0;
  int NextGroup = 0;
  int NextList = 0;

  // ReadSelect.cpp
  Block select(const Node &S, const NameScope *Outer);
  Block plainSelect(const Node &S, NameScope &Scope);
  Block setOperation(const Node &S, NameScope &Scope);
  Condition enterCtes(const Node &S, NameScope &Scope);
  Condition from(const Node &Item, NameScope &Scope);
  Condition table(const Node &Range, NameScope &Scope);
  Condition derived(const Node &Range, NameScope &Scope);
  Condition derivedFrom(Block Inner, std::string Alias, const Node &ColumnAliases, NameScope &Scope);
  Condition join(const Node &J, NameScope &Scope);
  Condition usingColumns(const Node &J, NameScope &Scope, size_t LeftFrom, size_t RightFrom);
  Condition function(const Node &Range, NameScope &Scope);
  std::optional<Block> cteOrView(const std::string &Name, NameScope &Scope);
  Output output(const Node &Target, NameScope &Scope, Condition *Also);
  void outputs(const Node &Targets, NameScope &Scope, Block &B, std::vector<Condition> &Holds);
  void star(const Node &Column, NameScope &Scope, std::vector<Output> &Outputs);
  unsigned addUse(std::string Name, std::string Alias, TableUse::Access How);
  int openGroup() { return NextGroup++; }
  void closeGroup(int Group, size_t FirstUse, size_t FirstEquality);

  // ReadCondition.cpp
  Condition condition(const Node &Expr, NameScope &Scope, bool Negated = false);
  Condition conditionOf(const Node &Expr, NameScope &Scope, bool Negated);
  Condition boolean(const Node &B, NameScope &Scope, bool Negated);
  Condition comparison(const Node &E, NameScope &Scope, bool Negated);
  Condition inList(const Node &E, NameScope &Scope);
  Condition arrayMember(const Node &E, NameScope &Scope);
  Condition rowEquality(const Node &Left, const Node &Right, NameScope &Scope);
  Condition subselect(const Node &Link, NameScope &Scope, bool Negated);
  Condition equal(Operand Left, Operand Right, int List = -1);
  Condition present(const Operand &O) const;
  Condition truth(Operand Value, bool Negated);

  // ReadOperand.cpp
  Operand operand(const Node &Expr, NameScope &Scope, Condition *Also);
  Operand column(const Node &Ref, NameScope &Scope);
  Operand resolve(const std::string &Qualifier, const std::string &Name, const NameScope &Scope);
  const Source *owner(const std::string &Name, const NameScope &Scope) const;
  Operand fromSource(const Source &S, const std::string &Name) const;
  Operand constant(const Node &C) const;
  Operand parameter(const Node &P) const;
  Operand call(const Node &F, NameScope &Scope, Condition *Also);
  Operand operation(const Node &E, NameScope &Scope, Condition *Also);
  Operand oneOf(const Node &Args, std::string_view Through, NameScope &Scope, Condition *Also);
  Operand scalar(const Node &Link, NameScope &Scope, Condition *Also);
  Operand other(std::string Description) const;
  std::vector<int> holesIn(const std::string &Name) const;

  // ReadWrite.cpp
  Block write(const Node &Statement, const NameScope *Outer);
  Block insert(const Node &S, const NameScope *Outer);
  Condition insertRows(const Node &Select, const std::vector<std::string> &Columns, std::string Table,
                       NameScope &Scope);
  void onConflict(const Node &Clause, unsigned Target, NameScope &Scope);
  Block update(const Node &S, const NameScope *Outer);
  Block remove(const Node &S, const NameScope *Outer);
  Block merge(const Node &S, const NameScope *Outer);
  void assign(const Node &Targets, int Use, NameScope &Scope);
  int assignedUse(const Node &Target, int Use, std::string &Column) const;
  unsigned target(const Node &Relation, TableUse::Access How, NameScope &Scope);
  void returning(const Node &S, NameScope &Scope, Block &B);

  // Reader.cpp
  void top(const Node &Statement);
  bool configCall(const Node &S);
  void results(const Block &B);
  void markSelected(const Output &O);
  void finish(const Condition &C);
  void recast();
  friend class DepthGuard;
};

/// Counts nesting; beyond the bound nothing more is read, and the rest says nothing.
class DepthGuard {
public:
  explicit DepthGuard(Builder &B) : B(B) { ++B.Depth; }
  ~DepthGuard() { --B.Depth; }
  bool tooDeep() const { return B.Depth > 150 || B.Out.Tables.size() > 100; }

private:
  Builder &B;
};

} // namespace crosstalk::sql
