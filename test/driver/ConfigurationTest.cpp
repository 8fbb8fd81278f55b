// .crosstalk.yaml: what it may say, and what is said about a wrong one.
#include "driver/Configuration.h"
#include "TempTree.h"

using namespace crosstalk;
using namespace crosstalk::driver;

static Configuration read(const TempTree &Tree, const std::string &Text) {
  return get(readConfiguration(Tree.write(".crosstalk.yaml", Text)));
}

static std::string wrong(const std::string &Text) {
  TempTree Tree;
  std::string File = Tree.write("c.yaml", Text);
  std::string Message = errorOf(readConfiguration(File));
  return llvm::StringRef(Message).starts_with(File) ? Message.substr(File.size() + 1) : Message;
}

static Finding at(std::string File, std::string Rule, unsigned Rank) {
  Finding F;
  F.RuleId = std::move(Rule);
  F.At.File = std::move(File);
  F.Rank = Rank;
  return F;
}

TEST(Configuration, reads_every_key) {
  TempTree Tree;
  Tree.write("m.yaml", "");
  Tree.write("db/schema.sql", "");
  Configuration C = read(Tree, R"(
models: [m.yaml]
schema:
  - db/schema.sql
principals:
  types: [shop::Customer]
  functions: [shop::currentUser]
  fields: ["Context::uid"]
owners: [orders.customer_id, account]
public-tables: [products]
entries: [shop::onMessage]
exclude: [third_party, "*/generated/*.cc"]
rules:
  crosstalk-weak-key: off
  crosstalk-unkeyed-cache: error
minimum-rank: 40
)");
  EXPECT_EQ(Tree.path("m.yaml"), C.Models.at(0));
  EXPECT_EQ(Tree.path("db/schema.sql"), C.Schemas.at(0));
  EXPECT_EQ("shop::Customer", C.PrincipalTypes.at(0));
  EXPECT_EQ("shop::currentUser", C.PrincipalFunctions.at(0));
  EXPECT_EQ("Context::uid", C.PrincipalFields.at(0));
  EXPECT_EQ(2u, C.Owners.size());
  EXPECT_EQ("products", C.PublicTables.at(0));
  EXPECT_EQ("shop::onMessage", C.Entries.at(0));
  EXPECT_EQ(40u, C.MinimumRank);
  EXPECT_EQ(Level::Error, C.levelFor("crosstalk-unkeyed-cache"));
  EXPECT_EQ(std::nullopt, C.levelFor("crosstalk-forged-owner"));
}

TEST(Configuration, decides_which_findings_are_wanted) {
  TempTree Tree;
  Configuration C =
      read(Tree, "exclude: [third_party/, 'gen/*.cc']\nrules: {crosstalk-weak-key: off}\nminimum-rank: 40\n");
  EXPECT_TRUE(C.wants(at(Tree.path("src/a.cc"), "crosstalk-unkeyed-cache", 40)));
  EXPECT_FALSE(C.wants(at(Tree.path("src/a.cc"), "crosstalk-unkeyed-cache", 39)));
  EXPECT_FALSE(C.wants(at(Tree.path("src/a.cc"), "crosstalk-weak-key", 99)));
  EXPECT_FALSE(C.wants(at(Tree.path("third_party/x/a.cc"), "crosstalk-unkeyed-cache", 99)));
  EXPECT_FALSE(C.wants(at(Tree.path("gen/a.cc"), "crosstalk-unkeyed-cache", 99)));
  EXPECT_TRUE(C.wants(at(Tree.path("third_party_not/a.cc"), "crosstalk-unkeyed-cache", 99)));
}

TEST(Configuration, may_be_empty) {
  TempTree Tree;
  EXPECT_TRUE(read(Tree, "").Models.empty());
  EXPECT_TRUE(read(Tree, "# nothing yet\n").Models.empty());
}

TEST(Configuration, is_found_upward) {
  TempTree Tree;
  std::string File = Tree.write(".crosstalk.yaml", "");
  Tree.write("a/b/c.cpp", "");
  EXPECT_EQ(File, findConfiguration(Tree.path("a/b")));
}

TEST(Configuration, names_file_line_column_found_and_expected) {
  EXPECT_EQ("2:1: found the unknown key 'pricipals', expected one of models, schema, principals, owners, "
            "public-tables, guards, "
            "entries, exclude, rules, minimum-rank",
            wrong("owners: []\npricipals: {}\n"));
  EXPECT_EQ("1:14: found the unknown key 'principals.names', expected types, functions or fields",
            wrong("principals: {names: []}\n"));
  EXPECT_EQ("2:3: found the unknown rule 'crosstalk-nope', expected an id that 'crosstalk rules' lists",
            wrong("rules:\n  crosstalk-nope: off\n"));
  EXPECT_NE(std::string::npos, wrong("rules:\n  crosstalk-weak-key: loud\n").find("2:23: "));
  EXPECT_NE(std::string::npos, wrong("minimum-rank: 101\n").find("expected a number from 0 to 100"));
  EXPECT_NE(std::string::npos, wrong("minimum-rank: [1]\n").find("1:15: found a list"));
  EXPECT_NE(std::string::npos, wrong("owners: one\n").find("1:9: "));
  EXPECT_NE(std::string::npos, wrong("owners: [[a]]\n").find("expected a name"));
  EXPECT_NE(std::string::npos, wrong("schema: [gone.sql]\n").find("1:10: found 'gone.sql', which does not exist"));
  EXPECT_NE(std::string::npos, wrong("exclude: ['[a']\n").find("1:11: found '[a'"));
  EXPECT_NE(std::string::npos, wrong("- a\n").find("expected a mapping of settings"));
  EXPECT_NE(std::string::npos, wrong("owners: [a\n").find("syntax error"));
}
