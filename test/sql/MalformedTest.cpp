// Whatever comes in, the reader comes back: cut, mixed, deep, long and binary inputs.
#include "Support.h"
#include <gtest/gtest.h>

namespace crosstalk::sql::test {
namespace {

const std::vector<std::string> &samples() {
  static const std::vector<std::string> All = {
      "WITH d AS (SELECT id FROM s WHERE u = ?) SELECT t.*, count(*) FROM t LEFT JOIN d USING (id) WHERE t.a IN "
      "('<0>', :b) OR NOT EXISTS (SELECT 1)",
      "INSERT INTO t (a, b) VALUES (?, '<0>'), ($$x$$, E'y\\'z') ON DUPLICATE KEY UPDATE a = VALUES(a), b = <1>",
      "UPDATE a JOIN b ON a.id = b.id SET a.x = ?, b.y = (SELECT 1 FROM c) WHERE a.id = @me ORDER BY 1 LIMIT 5, 6",
      "DELETE a, b FROM a JOIN b USING (id) WHERE (a.x, b.y) IN ((1, 2), (?, ?)) <0+>",
      "CREATE TABLE `t` (id INTEGER PRIMARY KEY, u int REFERENCES users(id), CONSTRAINT c FOREIGN KEY (a, b) "
      "REFERENCES s (a, b))",
      "SET LOCAL app.user_id = '<0>'; SELECT set_config('a', $1, true); {? = call p(?, {ts '2020'})}",
      "CREATE POLICY p ON t FOR ALL USING (a = current_setting('x')::int) WITH CHECK (b); CREATE VIEW v (a) AS SELECT "
      "1"};
  return All;
}

void readAll(std::string_view Input) {
  for (Dialect Style : {Dialect::Unknown, Dialect::Postgres, Dialect::Mysql, Dialect::Sqlite, Dialect::Odbc,
                        Dialect::Qt, Dialect::Brace, Dialect::Percent}) {
    Template T = text(Input, Style);
    Schema S = schema(Input, Style);
    for (const Query &Q : readQueries(T, &S)) {
      EXPECT_FALSE(dump(Q).empty());
      dump(judge(Q, S, nature), Q);
      S.learn(Q);
    }
    dump(S);
  }
}

TEST(Malformed, CutAnywhere) {
  for (const std::string &Sample : samples())
    for (size_t End = 0; End < Sample.size(); End += 3) {
      readAll(Sample.substr(0, End));
      readAll(Sample.substr(End));
    }
}

TEST(Malformed, MixedWords) {
  uint32_t Seed = 7;
  auto Next = [&](size_t Bound) {
    Seed = Seed * 1664525 + 1013904223;
    return (Seed >> 8) % Bound;
  };
  for (int Round = 0; Round < 150; ++Round) {
    std::string Mixed;
    for (int Part = 0; Part < 8; ++Part) {
      const std::string &From = samples()[Next(samples().size())];
      Mixed += From.substr(Next(From.size()), Next(25)) + (Next(2) ? " " : "");
    }
    readAll(Mixed);
  }
}

TEST(Malformed, Bytes) {
  readAll(std::string("SELECT \0 FROM \1 WHERE \xff\xfe = '\x80'", 36));
  readAll(std::string(300, '\x01'));
  readAll("SELECT '\xc3\x28' FROM t WHERE a = \"\xe2\x28\xa1\"");
}

TEST(Malformed, Deep) {
  std::string Open(5000, '('), Nested = "SELECT a FROM t WHERE b IN ";
  readAll("SELECT " + Open + "1" + std::string(5000, ')'));
  std::string Sub = "SELECT 1";
  for (int I = 0; I < 60; ++I)
    Sub = "SELECT a FROM t WHERE b IN (" + Sub + ")";
  readAll(Sub);
  std::string Not = "SELECT a FROM t WHERE ";
  for (int I = 0; I < 3000; ++I)
    Not += "NOT ";
  readAll(Not + "b");
}

TEST(Malformed, Long) {
  std::string Terms = "SELECT a FROM t WHERE 1=1", Ors = "SELECT a FROM t WHERE 1=0", Joins = "SELECT a FROM t0",
              Unions = "SELECT 1";
  for (int I = 0; I < 400; ++I) {
    Terms += " AND c" + std::to_string(I) + "=?";
    Ors += " OR (c=? AND d=?)";
    Unions += " UNION SELECT a FROM t WHERE u=?";
  }
  for (int I = 1; I < 100; ++I)
    Joins += " JOIN t" + std::to_string(I) + " ON t" + std::to_string(I) + ".id = t0.id";
  for (const std::string &Sql : {Terms, Ors, Joins, Joins + " WHERE t0.user_id = :me", Unions}) {
    Query Q = readQuery(text(Sql));
    EXPECT_NE(Q.How, Query::Reading::Failed);
    EXPECT_LE(Q.Alternatives.size(), 64u);
    judge(Q, Schema(), nature);
  }
  EXPECT_NE(readQuery(text("SELECT a FROM t WHERE b = '" + std::string(300000, 'x') + "'")).How,
            Query::Reading::Failed);
}

TEST(Malformed, CtesThatGrowExponentially) {
  std::string Sql = "WITH c0 AS (SELECT id FROM t)";
  for (int I = 1; I < 20; ++I) {
    std::string Before = "c" + std::to_string(I - 1);
    Sql += ", c" + std::to_string(I) + " AS (SELECT x.id FROM " + Before + " x JOIN " + Before + " y ON x.id = y.id)";
  }
  Query Q = readQuery(text(Sql + " SELECT * FROM c19"));
  EXPECT_LE(Q.Tables.size(), 1000u);
}

} // namespace
} // namespace crosstalk::sql::test
