// The DDL reader: CREATE TABLE, ALTER TABLE, CREATE VIEW, CREATE POLICY, CREATE UNIQUE INDEX; the rest is skipped.
#include "sql/SchemaReader.h"
#include <algorithm>

namespace crosstalk::sql {
namespace {

/// The data of COPY ... FROM stdin in dumps is no SQL.
std::string withoutCopyData(std::string_view Text) {
  std::string Result;
  while (true) {
    size_t Stdin = Text.find(" FROM stdin;");
    size_t End = Stdin == Text.npos ? Text.npos : Text.find("\n\\.", Stdin);
    if (End == Text.npos)
      return Result += Text;
    Result += Text.substr(0, Stdin + 12);
    Result.append(static_cast<size_t>(std::count(Text.begin() + static_cast<long>(Stdin),
                                                 Text.begin() + static_cast<long>(End) + 1, '\n')),
                  '\n');
    Text.remove_prefix(End + 3);
  }
}

/// Words that end a column's type.
bool endsType(const Token &T) {
  if (T.What != Token::Word)
    return !T.is("(") && !T.is(")") && !T.is(",") && !T.is("[") && !T.is("]") && T.What != Token::Number;
  for (std::string_view W :
       {"not", "null", "default", "primary", "unique", "references", "check", "constraint", "collate", "generated",
        "autoincrement", "auto_increment", "comment", "on", "key", "identity", "as"})
    if (T.is(W))
      return true;
  return false;
}

bool isTypeName(const Token &T) {
  for (std::string_view W :
       {"text",      "varchar", "char",    "int",       "integer", "bigint",   "smallint",  "blob",  "bytea",
        "uuid",      "boolean", "date",    "timestamp", "numeric", "real",     "json",      "jsonb", "nvarchar",
        "character", "serial",  "decimal", "float",     "double",  "datetime", "varbinary", "binary"})
    if (T.is(W))
      return true;
  return false;
}

} // namespace

void SchemaReader::read(std::string_view Text, Dialect Dialect) {
  Style = Dialect;
  All = tokenize(literal(withoutCopyData(Text), Style));
  for (Statement &S : splitStatements(All)) {
    // batches of SQL Server end with GO instead of a semicolon
    auto Begin = S.begin();
    while (Begin != S.end()) {
      auto Go = std::find_if(Begin, S.end(), [](const Token &Tok) { return Tok.is("go"); });
      T.assign(Begin, Go);
      if (T.empty() || T.back().What != Token::End)
        T.push_back(S.back());
      At = 0;
      statement();
      Begin = Go == S.end() ? Go : Go + 1;
    }
  }
}

void SchemaReader::error(std::string_view What) {
  size_t Offset = token(0).Offset;
  auto Line =
      std::count(All.Text.begin(), All.Text.begin() + static_cast<long>(std::min(Offset, All.Text.size())), '\n');
  Errors.push_back(std::string(Name) + ":" + std::to_string(Line + 1) + ": " + std::string(What));
}

bool SchemaReader::take(std::string_view W) {
  if (!is(At, W))
    return false;
  ++At;
  return true;
}

size_t SchemaReader::closing(size_t Open) const {
  int Depth = 0;
  for (size_t I = Open; I + 1 < T.size(); ++I) {
    Depth += is(I, "(") ? 1 : is(I, ")") ? -1 : 0;
    if (Depth == 0)
      return I;
  }
  return T.size() - 1;
}

/// The word outside of brackets in [From, End), or End.
size_t SchemaReader::find(size_t From, size_t End, std::string_view W) const {
  for (size_t I = From; I < End; ++I) {
    if (is(I, W))
      return I;
    if (is(I, "("))
      I = closing(I);
  }
  return End;
}

std::string SchemaReader::source(size_t From, size_t To) const {
  size_t Begin = token(From).Offset, End = token(To).Offset;
  return Begin < End ? All.Text.substr(Begin, End - Begin) : std::string();
}

void SchemaReader::statement() {
  if (take("create"))
    create();
  else if (take("alter") && take("table"))
    alterTable();
}

void SchemaReader::create() {
  while (!is(At, "table") && !is(At, "view") && !is(At, "policy") && !is(At, "index")) {
    bool Known = false;
    for (std::string_view W :
         {"or",      "replace",   "temp",         "temporary", "global",    "local",     "unlogged",
          "foreign", "external",  "materialized", "unique",    "recursive", "clustered", "algorithm",
          "=",       "undefined", "merge",        "definer",   "sql",       "security",  "invoker"})
      Known |= is(At, W);
    if (!Known)
      return;
    ++At;
  }
  if (take("table"))
    createTable();
  else if (take("view"))
    createView();
  else if (take("policy"))
    createPolicy();
  else
    createIndex();
}

/// [schema.]name, after IF [NOT] EXISTS and ONLY; the last part counts.
std::string SchemaReader::tableName() {
  if (take("if")) {
    take("not");
    take("exists");
  }
  take("only");
  if (!isName(At))
    return "";
  while (is(At + 1, ".") && isName(At + 2))
    At += 2;
  return lower(token(At++).Text);
}

void SchemaReader::createTable() {
  std::string TableName = tableName();
  if (TableName.empty())
    return error("CREATE TABLE without a name");
  if (is(At, "partition") && is(At + 1, "of"))
    return;
  size_t As = find(At, T.size() - 1, "as");
  if (!is(At, "(")) {
    if (!is(At, "as") && As == T.size() - 1)
      error("CREATE TABLE " + TableName + " without columns");
    return;
  }
  Table &To = Into.entry(TableName);
  To.Declared = true;
  To.Source = std::string(Name);
  size_t Close = closing(At);
  if (!is(Close, ")"))
    error("CREATE TABLE " + TableName + ": the bracket is not closed");
  addItems(To, At + 1, Close);
  size_t Inherits = find(Close, T.size() - 1, "inherits");
  if (is(Inherits + 1, "("))
    for (const std::string &Parent : names(Inherits + 1))
      inherit(Into.entry(TableName), Parent);
}

void SchemaReader::addItems(Table &To, size_t From, size_t End) {
  while (From < End) {
    size_t Comma = find(From, End, ",");
    item(To, From, Comma);
    From = Comma + 1;
  }
}

bool SchemaReader::isConstraint(size_t I) const {
  if (token(I).What != Token::Word)
    return false;
  for (std::string_view W : {"constraint", "foreign", "exclude", "period", "like"})
    if (is(I, W))
      return true;
  if (is(I, "primary"))
    return is(I + 1, "key");
  if (is(I, "unique") || is(I, "check"))
    return is(I + 1, "(") || is(I + 1, "key") || is(I + 1, "index") || is(I + 2, "(") || is(I + 1, "nulls");
  bool Index = is(I, "key") || is(I, "index") || is(I, "fulltext") || is(I, "spatial");
  return Index && !isTypeName(token(I + 1)) &&
         (is(I + 1, "(") || is(I + 2, "(") || is(I + 1, "key") || is(I + 1, "index") || is(I + 2, "using"));
}

void SchemaReader::item(Table &To, size_t From, size_t End) {
  if (From >= End)
    return;
  if (is(From, "like") && isName(From + 1)) {
    inherit(To, lower(token(From + 1).Text));
    return;
  }
  isConstraint(From) ? tableConstraint(To, From, End) : column(To, From, End);
}

void SchemaReader::inherit(Table &To, std::string_view Parent) {
  const Table *From = Into.table(Parent);
  if (!From || From == &To)
    return;
  for (const Column &C : From->Columns)
    if (!To.column(C.Name))
      To.Columns.push_back(C);
  To.ForeignKeys.insert(To.ForeignKeys.end(), From->ForeignKeys.begin(), From->ForeignKeys.end());
}

Column &SchemaReader::columnOf(Table &To, const std::string &ColumnName) {
  for (Column &C : To.Columns)
    if (C.Name == ColumnName)
      return C;
  Column &C = To.Columns.emplace_back();
  C.Name = ColumnName;
  return C;
}

/// name type [constraints]
void SchemaReader::column(Table &To, size_t From, size_t End) {
  if (!isName(From))
    return;
  Column &C = columnOf(To, lower(token(From).Text));
  C.FromUse = false;
  size_t I = From + 1;
  std::string Type;
  for (int Depth = 0; I < End && (Depth || !endsType(token(I))); ++I) {
    Depth += is(I, "(") ? 1 : is(I, ")") ? -1 : 0;
    bool Quoted = token(I).What == Token::String;
    Type += (Type.empty() || Depth || token(I).What != Token::Word ? "" : " ") +
            (Quoted ? "'" + token(I).Text + "'" : lower(token(I).Text));
  }
  C.Type = Type;
  if (Type.find("serial") != std::string::npos)
    C.NotNull = true;
  std::string ColumnName = C.Name;
  for (; I < End; ++I) {
    Column &Now = columnOf(To, ColumnName);
    if (is(I, "not") && is(I + 1, "null"))
      Now.NotNull = true;
    else if (is(I, "primary") && is(I + 1, "key"))
      Now.PrimaryKey = Now.Unique = Now.NotNull = true;
    else if (is(I, "unique"))
      Now.Unique = true;
    else if (is(I, "references"))
      references(To, I, {ColumnName});
    else if (is(I, "("))
      I = closing(I);
  }
}

std::vector<std::string> SchemaReader::names(size_t Open) const {
  std::vector<std::string> Result;
  size_t Close = closing(Open);
  for (size_t I = Open + 1; I < Close; ++I) {
    bool First = I == Open + 1 || is(I - 1, ",");
    if (First && isName(I))
      Result.push_back(lower(token(I).Text));
    if (is(I, "("))
      I = closing(I);
  }
  return Result;
}

void SchemaReader::tableConstraint(Table &To, size_t From, size_t End) {
  for (size_t I = From; I < End; ++I) {
    if (is(I, "foreign") && is(I + 1, "key")) {
      size_t Open = find(I, End, "(");
      if (Open < End)
        references(To, find(Open, End, "references"), names(Open));
      return;
    }
    bool Primary = is(I, "primary") && is(I + 1, "key");
    if (Primary || is(I, "unique")) {
      size_t Open = find(I, End, "(");
      std::vector<std::string> Columns = Open < End ? names(Open) : std::vector<std::string>();
      for (const std::string &ColumnName : Columns) {
        Column &C = columnOf(To, ColumnName);
        C.PrimaryKey |= Primary;
        C.NotNull |= Primary;
        C.Unique |= Columns.size() == 1;
      }
      return;
    }
    if (is(I, "check"))
      return;
  }
}

/// REFERENCES table [(columns)]
void SchemaReader::references(Table &To, size_t I, std::vector<std::string> Columns) {
  if (!is(I, "references") || !isName(I + 1) || Columns.empty())
    return;
  size_t Last = I + 1;
  while (is(Last + 1, ".") && isName(Last + 2))
    Last += 2;
  ForeignKey Key;
  Key.Columns = std::move(Columns);
  Key.Table = lower(token(Last).Text);
  if (is(Last + 1, "("))
    Key.Targets = names(Last + 1);
  for (const ForeignKey &Known : To.ForeignKeys)
    if (Known.Columns == Key.Columns && Known.Table == Key.Table)
      return;
  To.ForeignKeys.push_back(std::move(Key));
}

void SchemaReader::createView() {
  std::string ViewName = tableName();
  if (ViewName.empty())
    return error("CREATE VIEW without a name");
  std::vector<std::string> Columns = is(At, "(") ? names(At) : std::vector<std::string>();
  size_t As = find(At, T.size() - 1, "as");
  if (As + 1 >= T.size() - 1)
    return error("CREATE VIEW " + ViewName + " without a query");
  Table &To = Into.entry(ViewName);
  To.Declared = true;
  To.Source = std::string(Name);
  To.ViewStyle = Style;
  std::string Text = source(As + 1, T.size() - 1);
  if (!Columns.empty()) {
    std::string List;
    for (const std::string &C : Columns)
      List += (List.empty() ? "\"" : ", \"") + C + "\"";
    Text = "SELECT * FROM (" + Text + "\n) AS view_rows(" + List + ")";
  }
  To.ViewText = std::move(Text);
}

/// CREATE POLICY p ON t [FOR command] [TO roles] USING (condition)
void SchemaReader::createPolicy() {
  Policy P;
  P.Name = isName(At) ? lower(token(At++).Text) : "";
  if (!take("on"))
    return error("CREATE POLICY without a table");
  std::string TableName = tableName();
  size_t End = T.size() - 1;
  size_t For = find(At, End, "for");
  if (For < End)
    P.Command = lower(token(For + 1).Text);
  size_t Using = find(At, End, "using");
  if (Using == End)
    Using = find(At, End, "check");
  if (TableName.empty() || !is(Using + 1, "("))
    return;
  size_t Close = closing(Using + 1);
  P.Condition = readCondition(TableName, literal(source(Using + 2, Close), Dialect::Postgres));
  Into.entry(TableName).Policies.push_back(std::move(P));
}

/// CREATE UNIQUE INDEX i ON t (one column)
void SchemaReader::createIndex() {
  size_t End = T.size() - 1;
  size_t On = find(At, End, "on");
  bool Unique = find(0, At, "unique") < At;
  At = On + 1;
  std::string TableName = On < End ? tableName() : "";
  size_t Open = find(At, End, "(");
  if (!Unique || TableName.empty() || Open == End || find(Open, End, "where") < End)
    return;
  std::vector<std::string> Columns = names(Open);
  if (Columns.size() == 1 && Into.table(TableName))
    columnOf(Into.entry(TableName), Columns[0]).Unique = true;
}

void SchemaReader::alterTable() {
  std::string TableName = tableName();
  if (TableName.empty())
    return error("ALTER TABLE without a name");
  size_t End = T.size() - 1;
  if (is(At, "rename") && is(At + 1, "to") && isName(At + 2)) {
    Table Copy = Into.entry(TableName);
    Copy.Name = lower(token(At + 2).Text);
    Into.addTable(std::move(Copy));
    return;
  }
  while (At < End) {
    size_t Comma = find(At, End, ",");
    alterAction(Into.entry(TableName), Comma);
    At = Comma + 1;
  }
}

void SchemaReader::alterAction(Table &To, size_t End) {
  bool Security = is(At + 1, "row") && is(At + 2, "level") && is(At + 3, "security");
  if (Security && (is(At, "enable") || is(At, "force")))
    To.RowSecurity = true;
  if (is(At, "alter")) {
    size_t NameAt = At + 1 + is(At + 1, "column");
    size_t Set = find(NameAt, End, "set");
    if (is(Set + 1, "not") && is(Set + 2, "null") && isName(NameAt))
      columnOf(To, lower(token(NameAt).Text)).NotNull = true;
    return;
  }
  if (take("change")) {
    take("column");
    ++At;
    return column(To, At, End);
  }
  if (!take("add") && !take("modify"))
    return;
  take("column");
  if (take("if")) {
    take("not");
    take("exists");
  }
  To.Declared = true;
  if (is(At, "("))
    return addItems(To, At + 1, closing(At));
  item(To, At, End);
}

} // namespace crosstalk::sql
