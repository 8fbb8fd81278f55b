// What is handed to libpg_query, and that the statements it misreads or refuses are read as they were meant.
#include "Support.h"
#include "sql/Rewriter.h"
#include <gtest/gtest.h>

namespace crosstalk::sql::test {
namespace {

std::string rewritten(std::string_view Marked, Dialect Style = Dialect::Unknown) {
  TokenList All = tokenize(text(Marked, Style));
  std::vector<Statement> Statements = splitStatements(All);
  return Statements.empty() ? "" : Rewriter(Statements[0], All.Params, Style).run().Text;
}

Query::Reading how(std::string_view Sql, Dialect Style = Dialect::Unknown) { return readQuery(text(Sql, Style)).How; }

TEST(Rewrite, HolesStandApart) {
  EXPECT_EQ(rewritten("SELECT a FROM t WHERE id=<0>AND b=<1>"), "SELECT a FROM t WHERE id = $1 AND b = $2");
  EXPECT_EQ(rewritten("SELECT a FROM t WHERE<0> = 1"), "SELECT a FROM t WHERE $1 = 1");
}

TEST(Rewrite, AtSignIsNoOperator) {
  EXPECT_EQ(rewritten("SELECT a FROM t WHERE id=@id"), "SELECT a FROM t WHERE id = $1");
}

TEST(Rewrite, PlaceholdersInStringsAndCommentsAreNone) {
  EXPECT_EQ(rewritten("SELECT '?', ':a', '$1' FROM t -- ? :a\n WHERE a=?"),
            "SELECT '?' , ':a' , '$1' FROM t WHERE a = $1");
  EXPECT_EQ(rewritten("SELECT a /* ? /* nested */ ? */ FROM t"), "SELECT a FROM t");
}

TEST(Rewrite, SlicesAreNoPlaceholders) {
  EXPECT_EQ(rewritten("SELECT a[1:2] FROM t WHERE b=:c", Dialect::Postgres), "SELECT a [ 1 : 2 ] FROM t WHERE b = $1");
}

TEST(Rewrite, StringsAreDecoded) {
  EXPECT_EQ(rewritten("SELECT 'a''b', E'c\\'d', $x$e'f$x$"), "SELECT 'a''b' , 'c''d' , 'e''f'");
  EXPECT_EQ(rewritten("SELECT 'a\\'b'", Dialect::Mysql), "SELECT 'a''b'");
  EXPECT_EQ(rewritten("SELECT 'a\\' FROM t", Dialect::Postgres), "SELECT 'a\\' FROM t");
}

TEST(Rewrite, MysqlCommentsAndStrings) {
  EXPECT_EQ(rewritten("SELECT a # b\nFROM t WHERE c=\"d\"", Dialect::Mysql), "SELECT a FROM t WHERE c = 'd'");
}

TEST(Rewrite, ReservedNames) {
  EXPECT_EQ(rewritten("SELECT user, t.order FROM t WHERE end=? AND user=?", Dialect::Sqlite),
            "SELECT \"user\" , t . \"order\" FROM t WHERE \"end\" = $1 AND \"user\" = $2");
  EXPECT_EQ(rewritten("SELECT CASE WHEN a=1 THEN 2 ELSE 3 END = 2 FROM t", Dialect::Sqlite),
            "SELECT CASE WHEN a = 1 THEN 2 ELSE 3 END = 2 FROM t");
}

TEST(Rewrite, StatementsOfAllDialectsAreParsed) {
  for (std::string_view Sql :
       {"SELECT SQL_CALC_FOUND_ROWS a FROM t STRAIGHT_JOIN s ON t.id = s.id LIMIT 3, 4",
        "SELECT a FROM t FORCE INDEX (x, y) WHERE b RLIKE ? AND c NOT REGEXP ? AND d SOUNDS > 1 OR TRUE",
        "INSERT LOW_PRIORITY IGNORE INTO t (a) VALUES (1)",
        "INSERT t (a) VALUES (1)",
        "INSERT INTO t (a) VALUE (1)",
        "INSERT INTO t () VALUES ()",
        "INSERT INTO t (a) VALUES (?) AS new ON DUPLICATE KEY UPDATE a = new.a",
        "REPLACE t (a) VALUES (1)",
        "UPDATE IGNORE t SET a=1 LIMIT 3",
        "UPDATE OR FAIL t SET a=1",
        "DELETE QUICK FROM t WHERE a=1 ORDER BY b DESC LIMIT 3",
        "DELETE t WHERE a=1",
        "UPDATE t, s SET t.a = s.b WHERE t.id = s.id",
        "SELECT DATE_ADD(a, INTERVAL 3 MONTH) FROM t",
        "SELECT a FROM t WHERE b > DATE_SUB(NOW(), INTERVAL ? SECOND)",
        "SELECT CONVERT(a USING utf8mb4), CAST(b AS UNSIGNED), IF(a, 1, 2), _utf8'x' FROM t",
        "SELECT COUNT(DISTINCT a), 0x1F, 1e5, .5 FROM t",
        "SELECT a FROM t WHERE b IN (SELECT c FROM s) FOR UPDATE",
        "SELECT a FROM t WHERE MATCH(b) AGAINST(? IN BOOLEAN MODE)",
        "SELECT a AS 'b c' FROM t",
        "SELECT TIME(a), CHAR(32), 0b11 FROM t",
        "SELECT USER(), CURRENT_USER(), CURRENT_TIMESTAMP() FROM DUAL",
        "INSERT INTO user (a) VALUES (1)"}) {
    if (Sql.find("SOUNDS") != Sql.npos)
      EXPECT_NE(how(Sql, Dialect::Mysql), Query::Reading::Failed) << Sql; // read by tokens
    else
      EXPECT_EQ(how(Sql, Dialect::Mysql), Query::Reading::Parsed) << Sql << "\n"
                                                                  << readQuery(text(Sql, Dialect::Mysql)).Error;
  }
}

TEST(Rewrite, SqliteStatementsAreParsed) {
  for (std::string_view Sql :
       {"SELECT rowid, * FROM t WHERE a GLOB ?", "SELECT last_insert_rowid()",
        "SELECT a FROM t WHERE b ISNULL OR c NOTNULL", "INSERT OR ROLLBACK INTO t VALUES (?1, ?2, ?1)",
        "INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING", "UPDATE t SET a = a || ? WHERE rowid = ? RETURNING *",
        "DELETE FROM t WHERE id IN (?, ?, ?)", "SELECT strftime('%s','now'), json_extract(a, '$.b.c') FROM t",
        "SELECT a FROM t ORDER BY b COLLATE NOCASE LIMIT ? OFFSET ?", "SELECT a -> '$.x', b ->> 'y' FROM t",
        "SELECT \"a\" FROM \"t\" WHERE \"b\" = \"c\"", "SELECT a FROM [my table] WHERE [b] = ?", "VALUES (1, 2)",
        "SELECT iif(a, b, c) FROM t", "SELECT t1.a FROM t AS t1 NATURAL JOIN s"})
    EXPECT_EQ(how(Sql, Dialect::Sqlite), Query::Reading::Parsed) << Sql << "\n"
                                                                 << readQuery(text(Sql, Dialect::Sqlite)).Error;
}

TEST(Rewrite, PostgresStatementsAreParsed) {
  for (std::string_view Sql :
       {"SELECT a FROM t WHERE b @> $1 AND c ? 'd' AND e ?| array['f'] AND g ~* $2", "SELECT DISTINCT ON (a) a FROM t",
        "INSERT INTO t (a) VALUES ($1) ON CONFLICT (a) DO UPDATE SET a = excluded.a WHERE t.b = $2 RETURNING id",
        "SELECT a FROM t WHERE b = ALL($1) AND c && $2", "SELECT row_to_json(t) FROM (SELECT 1) t",
        "SELECT now() - interval '1 day'", "DECLARE c CURSOR FOR SELECT a FROM t",
        "COPY (SELECT a FROM t WHERE b = 1) TO STDOUT", "SELECT a FROM ONLY t WHERE b[1] = 2",
        "SELECT sum(a) OVER (PARTITION BY b ORDER BY c) FROM t", "SELECT a FROM t TABLESAMPLE system (1)",
        "SELECT a FROM t FETCH FIRST 3 ROWS ONLY", "SELECT a::text || 'x' FROM t WHERE b = ANY($1::uuid[])"})
    EXPECT_EQ(how(Sql, Dialect::Postgres), Query::Reading::Parsed) << Sql << "\n"
                                                                   << readQuery(text(Sql, Dialect::Postgres)).Error;
}

TEST(Rewrite, OdbcStatementsAreParsed) {
  for (std::string_view Sql :
       {"SELECT TOP (10) [a] FROM [dbo].[t] WITH (NOLOCK) WHERE [b] = ?", "{call p}", "EXEC p @a = ?, @b = 2",
        "SELECT {fn ucase(a)} FROM t WHERE b = {d '2020-01-01'}", "SELECT a FROM t OPTION (MAXDOP 1)",
        "INSERT INTO [t] ([a]) OUTPUT INSERTED.[id] VALUES (?)",
        "UPDATE [t] SET [a]=? OUTPUT INSERTED.[v] WHERE [id]=?"})
    EXPECT_EQ(how(Sql, Dialect::Odbc), Query::Reading::Parsed) << Sql << "\n"
                                                               << readQuery(text(Sql, Dialect::Odbc)).Error;
}

TEST(Rewrite, AFragmentBetweenTableAndConditionOpensTheCondition) {
  EXPECT_EQ(read("SELECT a FROM t <0> AND id=?"), "select t where t.id = ?1 and maybe more");
  EXPECT_EQ(read("SELECT a FROM t <0+> WHERE id=?"), "select t where t.id = ?1 and maybe more");
}

TEST(Rewrite, AFragmentInBracketsIsAList) {
  EXPECT_EQ(read("SELECT a FROM t WHERE id IN (<0+>) AND u=?"), "select t where t.id in <0> and t.u = ?1");
}

TEST(Rewrite, AFragmentBeforeACondition) {
  EXPECT_EQ(read("SELECT a FROM t WHERE <0+> id=?"), "select t where t.id = ?1 and maybe more");
  EXPECT_EQ(read("SELECT a FROM t WHERE id=? AND <0+> u=?"), "select t where t.id = ?1 and t.u = ?2 and maybe more");
}

TEST(Rewrite, HolesOfInsert) {
  EXPECT_EQ(read("INSERT INTO t (<0>) VALUES (<1>)"), "insert t sets __hole0 := <1>");
  EXPECT_EQ(read("INSERT INTO t (a, b) VALUES (<0>, '<1>')"), "insert t sets a := <0>, b := <1>");
  EXPECT_EQ(read("INSERT INTO <0> (a) VALUES (?)"), "insert __hole0 sets a := ?1");
}

TEST(Rewrite, HolesAsTables) {
  EXPECT_EQ(read("SELECT a FROM (<0>) x WHERE x.id=?"), "select __hole0 where __hole0.id = ?1 and maybe more");
  EXPECT_EQ(read("SELECT a FROM <0>notes WHERE id=?"), "select __hole0notes where __hole0notes.id = ?1");
  EXPECT_EQ(read("SELECT a FROM t WHERE id=<0>AND b=1"), "select t where t.id = <0> and t.b = '1'");
}

TEST(Rewrite, FormatsThatSayWhatTheyAre) {
  EXPECT_EQ(read("SELECT {:i} FROM {:i} WHERE id={}", Dialect::Brace), "select __hole1 where __hole1.id = {3}");
  EXPECT_EQ(read("SELECT a FROM t WHERE id={} {:r}", Dialect::Brace), "select t where t.id = {1} and maybe more");
  EXPECT_EQ(read("INSERT INTO t (a, b) VALUES {}", Dialect::Brace), "insert t sets a := {1}");
}

TEST(Rewrite, HolesOfLimits) {
  EXPECT_EQ(read("SELECT a FROM t WHERE id=<0> LIMIT <1> OFFSET <2>"), "select t where t.id = <0>");
  EXPECT_EQ(read("SELECT a FROM t WHERE id=<0> ORDER BY <1> LIMIT <2>,<3>"), "select t where t.id = <0>");
}

} // namespace
} // namespace crosstalk::sql::test
