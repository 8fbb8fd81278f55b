// What a Query says beyond its equalities: kinds, flags, results, table uses, alternatives.
#include "Support.h"
#include <gtest/gtest.h>

namespace crosstalk::sql::test {
namespace {

Query query(std::string_view Marked, Dialect Style = Dialect::Unknown) { return readQuery(text(Marked, Style)); }

TEST(Query, CountIsAggregateOnly) {
  EXPECT_TRUE(query("SELECT count(*) FROM t WHERE id=?").Aggregate);
  EXPECT_TRUE(query("SELECT count(*) > 0, coalesce(sum(a), 0) FROM t").Aggregate);
  EXPECT_FALSE(query("SELECT count(*), u FROM t GROUP BY u").Aggregate);
  EXPECT_FALSE(query("SELECT a FROM t").Aggregate);
  EXPECT_FALSE(query("SELECT group_concat(a) FROM t").Aggregate);
}

TEST(Query, ExistsOnlySaysWhetherThereIsARow) {
  EXPECT_TRUE(query("SELECT 1 FROM t WHERE id=?").ExistsOnly);
  EXPECT_TRUE(query("SELECT EXISTS(SELECT a FROM t WHERE id=?)").ExistsOnly);
  EXPECT_FALSE(query("SELECT id FROM t WHERE id=?").ExistsOnly);
  EXPECT_FALSE(query("SELECT 1").ExistsOnly);
}

TEST(Query, SingleRow) {
  EXPECT_TRUE(query("SELECT a FROM t LIMIT 1").SingleRow);
  EXPECT_FALSE(query("SELECT a FROM t LIMIT 10").SingleRow);
}

TEST(Query, ResultsAreNamedWithTheirTable) {
  EXPECT_EQ(query("SELECT x.a, b.* FROM t x JOIN s b ON b.id = x.s").ResultColumns,
            (std::vector<std::string>{"t.a", "s.*"}));
  EXPECT_EQ(query("SELECT *, lower(a) FROM t").ResultColumns, (std::vector<std::string>{"*", "t.a"}));
  EXPECT_EQ(query("SELECT count(a) FROM t").ResultColumns, (std::vector<std::string>{"?"}));
}

TEST(Query, SelectedTablesAreThoseWhoseColumnsGetOut) {
  Query Q = query("SELECT x.a FROM t x JOIN s y ON y.id = x.s WHERE EXISTS (SELECT 1 FROM r WHERE r.id = x.r)");
  ASSERT_EQ(Q.Tables.size(), 3u);
  EXPECT_TRUE(Q.Tables[0].Selected);
  EXPECT_FALSE(Q.Tables[1].Selected);
  EXPECT_TRUE(Q.Tables[2].Witness);
}

TEST(Query, AccessOfWrites) {
  EXPECT_EQ(query("INSERT INTO t (a) SELECT b FROM s").Tables[0].How, TableUse::Insert);
  EXPECT_EQ(query("INSERT INTO t (a) SELECT b FROM s").Tables[1].How, TableUse::Read);
  EXPECT_EQ(query("UPDATE t SET a=1").Tables[0].How, TableUse::Update);
  EXPECT_EQ(query("DELETE FROM t").Tables[0].How, TableUse::Delete);
}

TEST(Query, DeleteOfManyTablesNamesItsTargets) {
  Query Q = query("DELETE x, y FROM t x JOIN s y ON y.id = x.s JOIN r ON r.id = y.r WHERE r.u = ?", Dialect::Mysql);
  ASSERT_EQ(Q.Tables.size(), 3u);
  EXPECT_EQ(Q.What, Query::Kind::Delete);
  EXPECT_EQ(Q.Tables[0].How, TableUse::Delete);
  EXPECT_EQ(Q.Tables[1].How, TableUse::Delete);
  EXPECT_EQ(Q.Tables[2].How, TableUse::Read);
}

TEST(Query, EqualitiesOfAllAlternativesAreMust) {
  Query Q = query("SELECT a FROM t WHERE id=? AND (b=? OR c=?)");
  ASSERT_EQ(Q.Equalities.size(), 3u);
  EXPECT_EQ(Q.Equalities[0].How, Equality::Must);
  EXPECT_EQ(Q.Equalities[1].How, Equality::Maybe);
  EXPECT_EQ(Q.Equalities[2].How, Equality::Maybe);
}

TEST(Query, ElementsOfAListBelongTogether) {
  Query Q = query("SELECT a FROM t WHERE id IN (?, ?) AND b IN (?)");
  ASSERT_EQ(Q.Equalities.size(), 3u);
  EXPECT_TRUE(Q.Equalities[0].InList);
  EXPECT_EQ(Q.Equalities[0].List, Q.Equalities[1].List);
  EXPECT_NE(Q.Equalities[0].List, Q.Equalities[2].List);
}

TEST(Query, ManyAlternativesAreMergedToWhatAllHold) {
  std::string Sql = "SELECT a FROM t WHERE u=:me";
  for (int I = 0; I < 10; ++I)
    Sql += " AND (b" + std::to_string(I) + "=1 OR c" + std::to_string(I) + "=2)";
  Query Q = query(Sql);
  EXPECT_LE(Q.Alternatives.size(), 64u);
  for (const Alternative &A : Q.Alternatives)
    EXPECT_NE(std::find(A.Equalities.begin(), A.Equalities.end(), 0u), A.Equalities.end());
}

TEST(Query, AConditionThatCannotHoldHasNoAlternative) {
  EXPECT_TRUE(query("SELECT a FROM t WHERE 1=0 AND id=?").Alternatives.empty());
}

TEST(Query, SeveralStatements) {
  std::vector<Query> All = readQueries(text("SET LOCAL app.me = '<0>'; SELECT a FROM t; COMMIT;"));
  ASSERT_EQ(All.size(), 3u);
  EXPECT_EQ(All[0].What, Query::Kind::SetVariable);
  EXPECT_EQ(All[1].What, Query::Kind::Select);
  EXPECT_EQ(All[2].What, Query::Kind::Other);
}

TEST(Query, PlaceholdersCountOnThroughSeveralStatements) {
  std::vector<Query> All = readQueries(text("UPDATE t SET a=?; UPDATE t SET a=?"));
  ASSERT_EQ(All.size(), 2u);
  EXPECT_EQ(All[1].Assignments[0].Value.Index, 2);
}

TEST(Query, TriggerBodiesAreOneStatement) {
  std::vector<Query> All =
      readQueries(text("CREATE TRIGGER x AFTER INSERT ON t BEGIN UPDATE t SET a=1; DELETE FROM s; END; SELECT 1"));
  ASSERT_EQ(All.size(), 2u);
  EXPECT_EQ(All[0].What, Query::Kind::Ddl);
}

TEST(Query, DdlIsDdl) {
  for (std::string_view Sql :
       {"CREATE TABLE t (id int)", "CREATE TABLE IF NOT EXISTS t(id INTEGER PRIMARY KEY AUTOINCREMENT)", "DROP TABLE t",
        "ALTER TABLE t ADD COLUMN a int", "CREATE INDEX i ON t (a)", "CREATE POLICY p ON t USING (true)", "TRUNCATE t"})
    EXPECT_EQ(query(Sql).What, Query::Kind::Ddl) << Sql;
}

TEST(Query, ErrorsNameThePlaceInTheTemplate) {
  Query Q = query("SELECT a FROM t FROBNICATE x y WHERE id=?");
  EXPECT_EQ(Q.How, Query::Reading::Tokens);
  EXPECT_NE(Q.Error.find("at character 28"), std::string::npos) << Q.Error;
}

TEST(Query, NothingToRead) {
  EXPECT_EQ(query("").How, Query::Reading::Failed);
  EXPECT_EQ(query(";;").How, Query::Reading::Failed);
  EXPECT_EQ(query("hello world").How, Query::Reading::Failed);
  EXPECT_EQ(query("<0>").How, Query::Reading::Failed);
}

TEST(Query, Subject) {
  EXPECT_EQ(query("INSERT INTO t (a) SELECT b FROM s").subject(), 0);
  EXPECT_EQ(query("WITH x AS (SELECT id FROM s) UPDATE t SET a=1 WHERE id IN (SELECT id FROM x)").subject(), 0);
  EXPECT_EQ(query("SELECT 1").subject(), -1);
}

TEST(Query, ConditionsOfOrms) {
  auto Read = [](std::string_view C) { return summary(readCondition("Notes", text(C))); };
  EXPECT_EQ(Read("id = ? and user_id = ?"), "select notes where notes.id = ?1 and notes.user_id = ?2");
  EXPECT_EQ(Read("where id = ?"), "select notes where notes.id = ?1");
  EXPECT_EQ(Read("order by at"), "select notes where anything");
  EXPECT_EQ(Read(""), "select notes where anything");
  EXPECT_EQ(Read("select a from t where id = ?"), "select t where t.id = ?1");
}

TEST(Query, ViewsAreOpened) {
  Schema S = schema("CREATE VIEW mine AS SELECT id, total FROM orders WHERE u = current_setting('app.me');"
                    "CREATE VIEW named (a, b) AS SELECT id, u FROM orders;"
                    "CREATE VIEW loop AS SELECT * FROM loop;");
  EXPECT_EQ(read("SELECT total FROM mine WHERE id=?", Dialect::Unknown, &S),
            "select orders where orders.u = session(app.me) and orders.id = ?1");
  EXPECT_EQ(read("SELECT a FROM named WHERE b=?", Dialect::Unknown, &S), "select orders where orders.u = ?1");
  EXPECT_EQ(read("SELECT a FROM loop WHERE b=?", Dialect::Unknown, &S), "select loop where loop.b = ?1");
}

TEST(Query, ColumnsWithoutATableBelongToTheOneThatDeclaresThem) {
  Schema S = schema("CREATE TABLE t (id int); CREATE TABLE s (id int, t_id int, u int);");
  EXPECT_EQ(read("SELECT 1 FROM t JOIN s ON t_id = t.id WHERE u = ?", Dialect::Unknown, &S),
            "select t, s where s.t_id = t.id and s.u = ?1");
}

TEST(Query, LooksLikeSql) {
  for (std::string_view Sql :
       {"SELECT a FROM t", "select 1", "  insert into t values (1)", "UPDATE t SET a=1", "DELETE FROM t",
        "WITH x AS (SELECT 1) SELECT 2", "CREATE TABLE t (id int)", "PRAGMA x", "SET LOCAL a = 1"})
    EXPECT_TRUE(looksLikeSql(Sql)) << Sql;
  for (std::string_view No :
       {"select a file", "Select a file from the list", "Update available", "Delete", "insert coin", "", "hello", "set",
        "create account", "with love", "Select file to import from", "Delete the device in Domoticz.",
        "Update user status failed:", "Insert data into the pipeline.", "delete-zone", "Select from list"})
    EXPECT_FALSE(looksLikeSql(No)) << No;
}

TEST(Query, DialectNames) {
  EXPECT_EQ(dialectByName("postgres"), Dialect::Postgres);
  EXPECT_EQ(dialectByName("mariadb"), Dialect::Mysql);
  EXPECT_EQ(dialectByName(""), Dialect::Unknown);
}

} // namespace
} // namespace crosstalk::sql::test
