// Queries: which SQL a function runs, what is bound to it, and where its rows arrive.
//
// In:  the effects of one function, library models.  Out: templates with the values in their holes.
#pragma once
#include "judge/Identity.h"
#include "sql/Scoping.h"

namespace crosstalk::judge {

/// One text that a query may have, with the conditions under which it has it.
struct QueryText {
  sql::Template Text;
  std::vector<ir::ExprId> Holes; ///< by hole number
  std::vector<ir::Condition> When;
  ir::Loc At; ///< where its first words are written
};

struct QuerySite {
  uint32_t Effect = 0;           ///< index of the call that holds the text
  std::vector<QueryText> Texts;  ///< at least one
  std::vector<ir::ExprId> Binds; ///< by 1-based position less one; NoExpr where not seen
  std::map<std::string, ir::ExprId> Named;
  std::vector<ir::ExprId> Rows; ///< values that the rows arrive in
  ir::ExprId Call{};
  ir::ExprId Handle{}; ///< what it was prepared on, as the call had it: the same handle is passed on
  uint32_t Last = 0;   ///< last effect that belongs to it: binding, stepping
};

/// Statements that are prepared under a name in one place and executed by that name in others.
struct PreparedStatements {
  explicit PreparedStatements(const ir::Program &P);
  std::map<std::string, std::vector<QueryText>> Texts; ///< by name
  std::set<std::string> Executed;                      ///< names that some call executes

private:
  void note(const ir::Program &P, const ir::SqlCall &How, ir::ExprId Call);
};

/// Adds the calls that give out rows of a connection that each call gets anew.
void addRowsOfConnection(const ir::Program &P, const ir::SolvedFunction &F, std::vector<QuerySite> &All);

/// All queries of a function, in order.
std::vector<QuerySite> queriesOf(const ir::Program &P, const PreparedStatements &Prepared, const ir::SolvedFunction &F);

/// Whether a value may be a text that begins with the verb of a statement. Cheap, to be asked of any argument.
bool beginsAsSql(const ir::Program &P, ir::ExprId E, int Depth = 6);

/// The texts that a value may be, at most eight.
std::vector<QueryText> textsOf(const ir::Program &P, ir::ExprId E, sql::Dialect Style);

/// Whether a call begins a statement of its own; the condition that follows a look-up, "find<T>().where(text)", does
/// not.
bool beginsStatement(const ir::SqlCall &How);

/// Adds to a statement what a further call says: a condition ("predicate"), or simply more text.
void appendText(QueryText &To, const QueryText &More, const ir::SqlCall &How);

/// The value bound to an operand, or NoExpr.
ir::ExprId boundTo(const QuerySite &Q, const QueryText &T, const sql::Operand &O);

} // namespace crosstalk::judge
