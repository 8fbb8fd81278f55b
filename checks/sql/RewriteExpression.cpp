// Rewrites inside expressions: operators, index hints, IS ?, INTERVAL, quoting, reserved names.
#include "sql/Rewriter.h"
#include "llvm/ADT/StringSwitch.h"

namespace crosstalk::sql {
namespace {

/// SQL words of PostgreSQL that other databases use freely as names.
bool isReservedElsewhere(std::string_view W) {
  return llvm::StringSwitch<bool>(W)
      .Cases({"user", "end", "offset", "analyse", "analyze", "placing", "symmetric", "variadic", "verbose"}, true)
      .Cases({"freeze", "only", "lateral", "initially", "deferrable", "window", "both", "leading", "do"}, true)
      .Cases({"references", "grant", "check", "default", "column", "constraint", "tablesample", "similar"}, true)
      .Cases({"group", "order", "desc", "asc", "to", "table", "primary", "unique", "from", "limit"}, true)
      .Default(false);
}

bool isComparison(const Token &T) {
  return T.What == Token::Operator && llvm::StringSwitch<bool>(T.Lower)
                                          .Cases({"=", "==", "<>", "!=", "<", ">", "<=", ">=", "<=>"}, true)
                                          .Default(false);
}

} // namespace

void Rewriter::expressions() {
  for (size_t I = 0; !atEnd(I); ++I)
    expression(I);
}

void Rewriter::expression(size_t I) {
  if (at(I).What == Token::Quoted)
    return doubleQuoted(I);
  if (at(I).What == Token::String && I && is(I - 1, "as")) { // SELECT a AS 'b' of MySQL
    T[I].What = Token::Quoted;
    T[I].Holes.clear();
    return;
  }
  if (at(I).What == Token::Operator && operatorForms(I))
    return;
  if (at(I).What == Token::Word && !is(I + 1, ".") && (I == 0 || !is(I - 1, ".")) && wordForms(I))
    return;
  if (at(I).What == Token::Word)
    reservedName(I);
}

bool Rewriter::operatorForms(size_t I) {
  if (is(I, "<=>")) {
    word(I, "is");
    insert(I + 1, {"not", "distinct", "from"});
    return true;
  }
  if (is(I, "==") || (is(I, ":=") && !is(Verb, "set"))) {
    word(I, "=");
    return true;
  }
  bool Mysql = Style == Dialect::Mysql;
  if (is(I, "&&") && (Mysql || (Style != Dialect::Postgres && !is(I + 1, "array")))) {
    word(I, "and");
    return true;
  }
  if (is(I, "||") && Mysql) {
    word(I, "or");
    return true;
  }
  if (is(I, "!") && !endsOperand(at(I - 1))) {
    word(I, "not");
    return true;
  }
  return false;
}

bool Rewriter::wordForms(size_t I) {
  const std::string &W = at(I).Lower;
  if (W == "is") {
    isForm(I);
    return true;
  }
  bool Infix = I && endsOperand(at(I - 1)) && !is(I + 1, "(");
  if (Infix || (I && is(I - 1, "not") && !is(I + 1, "("))) {
    std::string_view As = llvm::StringSwitch<std::string_view>(W)
                              .Cases({"regexp", "rlike", "glob", "match"}, "like")
                              .Case("div", "/")
                              .Case("mod", "%")
                              .Case("xor", "#")
                              .Default("");
    if (!As.empty() && (As == "like" || Infix)) {
      word(I, As);
      return true;
    }
  }
  if (W == "not" && is(I + 1, "null") && I && endsOperand(at(I - 1))) { // x NOT NULL of SQLite
    word(I, "notnull");
    erase(I + 1);
    return true;
  }
  if (W == "interval") {
    interval(I);
    return true;
  }
  if (W == "binary" && I && !endsOperand(at(I - 1)) && endsOperand(at(I + 1)))
    erase(I);
  if (W == "separator" && at(I + 1).What == Token::String)
    erase(I, 2);
  if (W == "using" && isName(I + 1) && is(I + 2, ")"))
    erase(I, 2); // CONVERT(x USING utf8mb4)
  if (W == "straight_join")
    word(I, "join");
  bool NoArguments = is(I + 1, "(") && is(I + 2, ")");
  if (NoArguments && (W == "current_timestamp" || W == "current_user" || W == "session_user" || W == "user")) {
    erase(I + 1, 2);
    word(I, W == "user" ? "current_user" : W);
    return true;
  }
  if (W == "against" && is(I + 1, "("))
    against(I);
  typeFunction(I);
  return indexHints(I);
}

/// MATCH (a) AGAINST (? IN BOOLEAN MODE): some test of a, no equality.
void Rewriter::against(size_t I) {
  size_t Close = closing(I + 1);
  size_t Mode = I + 2;
  while (Mode < Close && !(is(Mode, "in") && isAny(Mode + 1, {"boolean", "natural"})) &&
         !(is(Mode, "with") && is(Mode + 1, "query")))
    ++Mode;
  erase(Mode, Close - Mode);
  word(I, "~");
}

/// time(x), char(32): functions elsewhere, types in PostgreSQL.
void Rewriter::typeFunction(size_t I) {
  bool Type = I && (is(I - 1, "::") || is(I - 1, "as"));
  if (Style == Dialect::Postgres || Type || !is(I + 1, "(") ||
      !isAny(I, {"time", "timestamp", "char", "character", "bit"}))
    return;
  T[I].What = Token::Quoted;
  T[I].Text = T[I].Lower;
}

/// INDEXED BY x, NOT INDEXED, USE INDEX (x), WITH (NOLOCK): they change no row.
bool Rewriter::indexHints(size_t I) {
  if (is(I, "indexed") && is(I + 1, "by"))
    erase(I, 3);
  else if (is(I, "not") && is(I + 1, "indexed"))
    erase(I, 2);
  else if (isAny(I, {"use", "force", "ignore"}) && isAny(I + 1, {"index", "key"})) {
    size_t Open = findTop(I, {"("});
    erase(I, closing(Open) - I + 1);
  } else if (is(I, "with") && is(I + 1, "(") && isAny(I + 2, {"nolock", "readpast", "updlock", "rowlock", "index"}))
    erase(I, closing(I + 1) - I + 1);
  else
    return false;
  return true;
}

/// x IS ? of SQLite: PostgreSQL spells it IS NOT DISTINCT FROM.
void Rewriter::isForm(size_t I) {
  bool Not = is(I + 1, "not");
  size_t Right = I + 1 + Not;
  if (isAny(Right, {"null", "true", "false", "unknown", "distinct", "document", "normalized", "of", "json", "not"}))
    return;
  if (!endsOperand(at(Right)) && !is(Right, "("))
    return;
  if (Not)
    erase(I + 1);
  insert(I + 1, {"distinct", "from"});
  if (!Not)
    insert(I + 1, {"not"});
}

/// INTERVAL ? DAY of MySQL: only the value is kept. INTERVAL '1 day' stays.
void Rewriter::interval(size_t I) {
  if (at(I + 1).What == Token::String && !isName(I + 2))
    return;
  if (!endsOperand(at(I + 1)) && !is(I + 1, "(") && !is(I + 1, "-"))
    return;
  bool Minus = is(I + 1, "-");
  size_t Value = I + 1 + Minus;
  size_t Unit = is(Value, "(") ? closing(Value) + 1 : Value + 1;
  if (at(Unit).What == Token::Word && !isClauseWord(at(Unit).Lower))
    erase(Unit);
  erase(I);
}

/// "x" is a string in MySQL, and where a value is compared in SQLite and unknown dialects.
void Rewriter::doubleQuoted(size_t I) {
  if (!at(I).DoubleQuoted || Style == Dialect::Postgres)
    return;
  bool Name = is(I + 1, ".") || (I && isAny(I - 1, {".", "from", "join", "into", "update", "table", "as", "by"}));
  bool Compared = I && (isComparison(at(I - 1)) || isAny(I - 1, {"like", "glob"}));
  bool Listed = I && is(I - 1, "(") && I > 1 && isAny(I - 2, {"in", "values"});
  if (Name || (!Compared && !Listed && Style != Dialect::Mysql))
    return;
  Token &Tok = T[I];
  if (Tok.Holes.size() == 1 && Tok.Text == "__hole" + std::to_string(Tok.Holes[0]))
    Tok.Text = std::string(1, HoleMark);
  Tok.What = Token::String;
}

/// user, end, order ... as plain names: quoted, so that they are not read as the words of PostgreSQL.
void Rewriter::reservedName(size_t I) {
  if (Style == Dialect::Postgres || !isReservedElsewhere(at(I).Lower))
    return;
  bool Qualified = I && is(I - 1, ".");
  bool Qualifier = is(I + 1, ".");
  bool Compared = isComparison(at(I + 1)) && I && !endsOperand(at(I - 1));
  bool NamesTable = I && isAny(I - 1, {"into", "from", "join", "update", "table"});
  bool User =
      is(I, "user") && (NamesTable || !is(I + 1, "(")) && !isAny(Verb, {"set", "create", "alter", "drop", "grant"});
  bool Listed = I && isAny(I - 1, {"(", ","}) && isAny(I + 1, {",", ")"}) && !is(I, "default");
  if (!Qualified && !Qualifier && !Compared && !User && !Listed)
    return;
  T[I].What = Token::Quoted;
  T[I].Text = T[I].Lower;
}

} // namespace crosstalk::sql
