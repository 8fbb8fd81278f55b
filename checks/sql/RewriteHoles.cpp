// Finds out what each hole of the text is: a value, a name, a condition, or a fragment that may hold anything.
#include "sql/Rewriter.h"

namespace crosstalk::sql {
namespace {

bool isClauseStart(const Token &T) {
  for (std::string_view W :
       {"select", "from", "where", "on", "having", "set", "values", "order", "group", "limit", "into"})
    if (T.is(W))
      return true;
  return false;
}

bool isConditionClause(std::string_view Clause) { return Clause == "where" || Clause == "on" || Clause == "having"; }

} // namespace

void Rewriter::holes() {
  bareStart();
  std::vector<std::string> Clauses{""};
  for (size_t I = 0; !atEnd(I); ++I) {
    if (is(I, "("))
      Clauses.push_back(isConditionClause(Clauses.back()) ? Clauses.back() : "");
    else if (is(I, ")") && Clauses.size() > 1)
      Clauses.pop_back();
    else if (isClauseStart(at(I)))
      Clauses.back() = at(I).Lower;
    else if (at(I).What == Token::Hole)
      I = placeHole(I, Clauses.back());
    else if (at(I).What == Token::Parameter && at(I + 1).What == Token::Parameter && Clauses.size() > 1)
      insert(I + 1, {","}); // a list that a loop put together: "?" and ",?" that are both "?" here
  }
}

/// A text that begins with a hole, "<base> WHERE id = ?": the hole is a query over tables that are not known.
void Rewriter::bareStart() {
  if (at(0).What != Token::Hole || !isAny(1, {"where", "and", "order", "limit", "join", "inner", "left"}))
    return;
  Out.HasUnknownFragment = true;
  asName(0);
  insert(0, {"select", "*", "from"});
  if (is(4, "and"))
    word(4, "where");
}

/// Rewrites the hole at I; returns the index to go on from.
size_t Rewriter::placeHole(size_t I, std::string_view Clause) {
  bool Fragment = at(I).Fragment;
  bool AfterOperand = I && endsOperand(at(I - 1));
  if (I == 0)
    return I;
  if ((I && is(I - 1, ".")) || is(I + 1, ".") || (namesTable(I) && !Fragment)) {
    asName(I);
    return I;
  }
  if (is(I - 1, "(") && I > 1 && isAny(I - 2, {"from", "join"}) && is(I + 1, ")"))
    return asDerivedTable(I);
  if (is(I - 1, "values")) { // VALUES <rows>
    insert(I, {"("});
    insert(I + 2, {")"});
    return I + 2;
  }
  bool Columns = (is(I - 1, "(") || is(I - 1, ",")) && Clause == "" && isAny(0, {"insert", "replace"}) &&
                 findTop(0, {"values", "value", "select"}) > I;
  bool Assigned = Clause == "set" && isAny(I - 1, {"set", ","});
  if (Columns || is(I - 1, "as") || (Assigned && is(I + 1, "="))) {
    asName(I);
    return I;
  }
  if (Assigned) { // UPDATE t SET <assignments>
    Out.HasUnknownFragment = true;
    asName(I);
    insert(I + 1, {"=", "null"});
    return I + 2;
  }
  if (isCondition(I, Clause)) {
    Out.HasUnknownFragment = true;
    word(I, "__fragment");
    return I;
  }
  if (Fragment || AfterOperand)
    return asFragment(I, Clause);
  return I;
}

bool Rewriter::namesTable(size_t I) const {
  if (!I)
    return false;
  if (isAny(I - 1, {"from", "join", "into", "update", "table", "only"}))
    return true;
  return is(I - 1, "ignore") && I > 1 && isAny(I - 2, {"insert", "update"});
}

/// WHERE <hole>, AND <hole>: a whole condition, if nothing compares it.
bool Rewriter::isCondition(size_t I, std::string_view Clause) const {
  bool Starts = isAny(I - 1, {"where", "and", "or", "not", "on", "having"}) ||
                (is(I - 1, "(") && I > 1 && isAny(I - 2, {"where", "and", "or", "not", "on", "having"}));
  bool Ends = atEnd(I + 1) ||
              isAny(I + 1, {"and", "or", ")", "order", "group", "limit", "returning", "union", "for"}) ||
              at(I + 1).What == Token::Hole;
  return Starts && Ends && isConditionClause(Clause);
}

/// The hole is (part of) a name.
void Rewriter::asName(size_t I) {
  Token &Tok = T[I];
  Tok.What = Token::Word;
  Tok.Text = Tok.Lower = "__hole" + std::to_string(Tok.Param);
  Tok.Holes = {Tok.Param};
}

/// FROM (<hole>) AS x: a query that is not known.
size_t Rewriter::asDerivedTable(size_t I) {
  Out.HasUnknownFragment = true;
  asName(I);
  insert(I, {"select", "*", "from"});
  return I + 3;
}

/// The hole is SQL text. In a condition it may narrow or widen it; elsewhere it may hold the whole condition.
size_t Rewriter::asFragment(size_t I, std::string_view Clause) {
  bool FirstInGroup = !endsOperand(at(I - 1));
  bool Listed = is(I - 1, "(") && (I < 2 || !isAny(I - 2, {"where", "and", "or", "not", "on", "having", "("}));
  bool StartsCondition = isClauseStart(at(I - 1)) || isAny(I - 1, {"and", "or", "not", "("});
  if (FirstInGroup && !is(I - 1, "*") && (Listed || !StartsCondition))
    return I; // a = <hole>, IN (<hole>): a value like any other
  if (is(I - 1, "select") || (Clause == "select" && is(I - 1, ",")))
    return I;
  if (namesTable(I)) {
    Out.HasUnknownFragment = true;
    asName(I);
    return I;
  }
  Out.HasUnknownFragment |= Clause != "order" && Clause != "limit" && Clause != "group";
  if (isConditionClause(Clause) && !FirstInGroup) {
    word(I, "and");
    insert(I + 1, {"__fragment"});
    if (endsOperand(at(I + 2))) // id = 1 <hole> name = 2
      insert(I + 2, {"and"});
    return I + 1;
  }
  if (isConditionClause(Clause)) { // WHERE <hole> id = ?
    word(I, "__fragment");
    insert(I + 1, {"and"});
    return I + 1;
  }
  bool ConditionFollows = isAny(I + 1, {"and", "or"}) && (Clause == "from" || Clause == "set");
  if (ConditionFollows) {
    word(I, "where");
    insert(I + 1, {"__fragment"});
    return I + 1;
  }
  erase(I);
  return I - 1;
}

} // namespace crosstalk::sql
