// Rewrites whole statements: REPLACE INTO, INSERT OR ..., INSERT ... SET, ON DUPLICATE KEY, writes to several tables,
// LIMIT a,b, modifiers that only steer the database.
#include "sql/Rewriter.h"

namespace crosstalk::sql {

void Rewriter::leading() {
  odbcEscapes();
  while (leadingOnce()) {
  }
}

/// Takes one wrapper off the front: EXPLAIN, PREPARE x AS, an opening bracket round everything.
bool Rewriter::leadingOnce() {
  if (is(0, "explain") || is(0, "describe") || is(0, "desc")) {
    if (!isAny(1, {"select", "insert", "update", "delete", "with", "query", "analyze", "analyse", "verbose", "(",
                   "extended"}))
      return false;
    erase(0);
    if (is(0, "("))
      erase(0, closing(0) + 1);
    while (isAny(0, {"query", "plan", "analyze", "analyse", "verbose", "extended"}))
      erase(0);
    return true;
  }
  size_t As = is(0, "prepare") ? findTop(1, {"as"}) : T.size() - 1;
  if (!atEnd(As)) {
    erase(0, As + 1);
    return true;
  }
  return false;
}

/// {call p(?)}, {?= call p(?)}, {d '...'}, {fn now()}: the braces go, and the word that says which escape it is.
void Rewriter::odbcEscapes() {
  for (size_t I = 0; !atEnd(I); ++I) {
    if (is(I, "}"))
      erase(I--);
    else if (is(I, "{")) {
      if (at(I + 1).What == Token::Parameter && is(I + 2, "=") && is(I + 3, "call"))
        erase(I + 1, 2);
      erase(I, isAny(I + 1, {"d", "t", "ts", "fn", "oj", "escape", "guid"}) ? 2 : 1);
      --I;
    }
  }
}

size_t Rewriter::findVerb() const {
  if (!is(0, "with"))
    return 0;
  size_t At = findTop(1, {"select", "insert", "update", "delete", "replace", "merge", "values"});
  return atEnd(At) ? 0 : At;
}

/// OUTPUT INSERTED.id of SQL Server hands out what was written, like RETURNING.
void Rewriter::dropOutput() {
  size_t Begin = findTop(Verb, {"output"});
  if (!isAny(Begin + 1, {"inserted", "deleted"}) || !is(Begin + 2, "."))
    return;
  size_t End = findTop(Begin, {"values", "default", "select", "where", "from"});
  erase(Begin, End - Begin);
}

void Rewriter::statementForms() {
  if (isAny(Verb, {"insert", "update", "delete"}))
    dropOutput();
  if (isAny(Verb, {"insert", "replace"}))
    insertForms();
  else if (is(Verb, "update"))
    updateForms();
  else if (is(Verb, "delete"))
    deleteForms();
  for (size_t I = 0; !atEnd(I); ++I)
    if (is(I, "select"))
      selectForms(I);
  limitPair();
}

/// Words between the verb and the table that only steer the database.
void Rewriter::dropModifiers(size_t At) {
  while (true) {
    if (is(At, "or") && !atEnd(At + 1))
      erase(At, 2);
    else if (is(At, "top"))
      erase(At, is(At + 1, "(") ? closing(At + 1) - At + 1 : 2);
    else if (isAny(At, {"low_priority", "delayed", "high_priority", "ignore", "quick"}) && !is(At + 1, "set"))
      erase(At);
    else
      return;
  }
}

void Rewriter::insertForms() {
  Out.Replaces = is(Verb, "replace") || (is(Verb + 1, "or") && is(Verb + 2, "replace"));
  word(Verb, "insert");
  dropModifiers(Verb + 1);
  if (isAny(Verb + 1, {"overwrite"}))
    word(Verb + 1, "into");
  if (!is(Verb + 1, "into"))
    insert(Verb + 1, {"into"});
  if (is(Verb + 2, "table") && !is(Verb + 3, "("))
    erase(Verb + 2);
  size_t After = pastName(Verb + 2);
  if (is(After, "as") && isName(After + 1))
    After += 2;
  if (is(After, "set"))
    insertSet(After);
  if (is(After, "(") && is(After + 1, ")"))
    erase(After, 2);
  size_t Values = findTop(After, {"values", "value"});
  if (is(Values, "value"))
    word(Values, "values");
  if (is(Values, "values") && is(Values + 1, "(") && is(Values + 2, ")")) {
    erase(Values + 1, 2);
    insert(Values, {"default"});
  }
  size_t On = findTop(After, {"on"});
  while (!atEnd(On) && !isAny(On + 1, {"duplicate", "conflict"}))
    On = findTop(On + 1, {"on"});
  if (is(Values, "values") && is(On, "on") && is(On - 2, "as"))
    erase(On -= 2, 2); // VALUES (...) AS new
  if (is(On, "on") && is(On + 1, "duplicate"))
    onDuplicate(On);
}

/// INSERT INTO t SET a = 1, b = 2  ->  INSERT INTO t (a, b) VALUES (1, 2)
void Rewriter::insertSet(size_t Set) {
  size_t End = findTop(Set + 1, {"on", "returning"});
  Statement Names, Values;
  Token Comma = makeToken(",", at(Set).Offset);
  for (size_t I = Set + 1; I < End;) {
    size_t Equal = findTop(I, {"=", ":="});
    size_t Next = std::min(End, findTop(Equal + 1, {","}));
    if (Equal >= End)
      return;
    if (!Names.empty()) {
      Names.push_back(Comma);
      Values.push_back(Comma);
    }
    Names.push_back(T[Equal - 1]);
    Values.insert(Values.end(), T.begin() + static_cast<long>(Equal) + 1, T.begin() + static_cast<long>(Next));
    I = Next + 1;
  }
  Statement All{makeToken("(", at(Set).Offset)};
  All.insert(All.end(), Names.begin(), Names.end());
  for (std::string_view W : {")", "values", "("})
    All.push_back(makeToken(W, at(Set).Offset));
  All.insert(All.end(), Values.begin(), Values.end());
  All.push_back(makeToken(")", at(Set).Offset));
  erase(Set, End - Set);
  T.insert(T.begin() + static_cast<long>(Set), All.begin(), All.end());
}

/// ON DUPLICATE KEY UPDATE a = VALUES(a)  ->  ON CONFLICT (id) DO UPDATE SET a = excluded.a
void Rewriter::onDuplicate(size_t On) {
  for (size_t I = On; !atEnd(I); ++I)
    if (isAny(I, {"values", "value"}) && is(I + 1, "(") && is(I + 3, ")")) {
      word(I, "excluded");
      word(I + 1, ".");
      erase(I + 3);
    }
  Out.AnyKey = true;
  erase(On + 1, 3);
  insert(On + 1, {"conflict", "(", "id", ")", "do", "update", "set"});
}

void Rewriter::updateForms() {
  dropModifiers(Verb + 1);
  size_t Set = findTop(Verb + 1, {"set"});
  if (atEnd(Set))
    return;
  cutLimit();
  size_t Join = findTop(Verb + 1, {",", "join", "straight_join"});
  if (Join < Set)
    updateMany(Set);
}

/// UPDATE a JOIN b ON c SET a.x = 1 WHERE d  ->  UPDATE __many SET a.x = 1 FROM a JOIN b ON c WHERE d
void Rewriter::updateMany(size_t Set) {
  Statement From(T.begin() + static_cast<long>(Verb) + 1, T.begin() + static_cast<long>(Set));
  erase(Verb + 1, From.size());
  insert(Verb + 1, {ManyTargets});
  Set = Verb + 2;
  for (size_t I = Set; !is(I, "where") && !atEnd(I); ++I)
    if (is(I + 1, ".") && isAny(I - 1, {"set", ","}) && (isName(I)))
      Out.Targets.push_back(lower(T[I].Text));
  size_t Where = findTop(Set + 1, {"where", "returning"});
  insert(Where, {"from"});
  T.insert(T.begin() + static_cast<long>(Where) + 1, From.begin(), From.end());
  Out.Meant = Query::Kind::Update;
  if (Out.Targets.empty() && !From.empty())
    Out.Targets.push_back(lower(From[0].Text));
}

void Rewriter::deleteForms() {
  dropModifiers(Verb + 1);
  cutLimit();
  size_t From = findTop(Verb + 1, {"from"});
  if (atEnd(From)) { // DELETE t WHERE ...
    insert(Verb + 1, {"from"});
    return;
  }
  if (From == Verb + 1)
    return;
  // DELETE a, b FROM a JOIN b ...  ->  SELECT * FROM a JOIN b ...
  for (size_t I = Verb + 1; I < From; ++I)
    if (isName(I) && !is(I + 1, "."))
      Out.Targets.push_back(lower(T[I].Text));
  Out.Meant = Query::Kind::Delete;
  erase(Verb, From - Verb);
  insert(Verb, {"select", "*"});
}

/// ORDER BY and LIMIT of an UPDATE or DELETE choose among the rows, but never widen them.
void Rewriter::cutLimit() {
  size_t Cut = findTop(Verb + 1, {"limit", "order"});
  if (atEnd(Cut) || (is(Cut, "order") && !is(Cut + 1, "by")))
    return;
  size_t Returning = findTop(Cut, {"returning"});
  erase(Cut, Returning - Cut);
}

void Rewriter::selectForms(size_t I) {
  ++I;
  while (isAny(I, {"sql_calc_found_rows", "sql_no_cache", "sql_cache", "sql_small_result", "sql_big_result",
                   "sql_buffer_result", "high_priority", "straight_join"}))
    erase(I);
  if (is(I, "distinctrow"))
    word(I, "distinct");
  if (is(I, "top") && (at(I + 1).What == Token::Number || at(I + 1).What == Token::Parameter || is(I + 1, "("))) {
    erase(I, is(I + 1, "(") ? closing(I + 1) - I + 1 : 2);
    if (is(I, "percent"))
      erase(I);
  }
}

/// LIMIT a, b  ->  LIMIT b OFFSET a; and what MySQL and SQL Server say at the end of a query.
void Rewriter::limitPair() {
  for (size_t I = 0; !atEnd(I); ++I) {
    if (is(I, "limit") && is(I + 2, ",")) {
      std::swap(T[I + 1], T[I + 3 < T.size() - 1 ? I + 3 : I + 1]);
      word(I + 2, "offset");
    }
    if (is(I, "lock") && is(I + 1, "in") && is(I + 2, "share"))
      erase(I, 4);
    if (is(I, "into") && I > Verb + 1 && is(Verb, "select") && isAny(I + 1, {"outfile", "dumpfile"}))
      erase(I, 3);
    if (is(I, "into") && is(Verb, "select") && at(I + 1).What == Token::Parameter)
      while (is(I, "into") || is(I, ",") || at(I).What == Token::Parameter)
        erase(I);
    if (is(I, "option") && is(I + 1, "("))
      erase(I, closing(I + 1) - I + 1);
  }
}

} // namespace crosstalk::sql
