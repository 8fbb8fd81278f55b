// Criteria: the condition and the assignments that a program puts together as values, e.g. Criteria("id", Id), where(c(
// &Order::id) == Id), make_document(kvp("_id", Id)).
//
// In:  a value.  Out: SQL text with values in it. What is not understood is left out of an AND, and is true in an OR.
#pragma once
#include "ir/Program.h"
#include <string>
#include <variant>
#include <vector>

namespace crosstalk::judge {

/// SQL text with values of the program between its words; empty when nothing was understood.
using Clause = std::vector<std::variant<std::string, ir::ExprId>>;

struct NamedValue {
  std::string Column;
  ir::ExprId Value{};
};

/// The condition that a value stands for.
Clause conditionOf(const ir::Program &P, ir::ExprId Criteria);

/// "column" = value.
Clause equality(const std::string &Column, ir::ExprId Value);

/// What an object or a document holds by name: With chains, setters, and pairs such as kvp("total", Sum).
std::vector<NamedValue> contentOf(const ir::Program &P, ir::ExprId Object);

/// The column that a value names, or "": "user_id" for Cols::_user_id, c(&Order::userId) and "user_id".
std::string columnNamed(const ir::Program &P, ir::ExprId E);

/// How an identifier is called in a database: "m_userId" -> "user_id".
std::string columnSpelling(std::string_view Identifier);

/// The class of a member that some part of a value names, "shop::Order" for c(&shop::Order::total); or "".
std::string memberOwner(const ir::Program &P, ir::ExprId E);

} // namespace crosstalk::judge
