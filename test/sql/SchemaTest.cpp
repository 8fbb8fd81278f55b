// DDL of three dialects, and what it says about owners.
#include "Support.h"
#include <gtest/gtest.h>

namespace crosstalk::sql::test {
namespace {

constexpr std::string_view Shop = R"(
  CREATE TABLE public.users (id serial PRIMARY KEY, email text UNIQUE NOT NULL, password_hash text);
  CREATE TABLE tenants (id uuid PRIMARY KEY, name text);
  CREATE TABLE accounts (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users(id), balance numeric(10, 2) DEFAULT 0.0);
  CREATE TABLE invoices (id int PRIMARY KEY, account_id int NOT NULL REFERENCES accounts, no text);
  CREATE TABLE items (id int PRIMARY KEY, invoice_id int NOT NULL REFERENCES invoices(id), product_id int REFERENCES products(id));
  CREATE TABLE products (id int PRIMARY KEY, name text, price int);
  CREATE TABLE notes (id int, owner int REFERENCES users, tenant_id uuid REFERENCES tenants, created_by int REFERENCES users,
                      approved_by int REFERENCES users, share_token text);
  CREATE TABLE readers (doc_id int, user_id int, PRIMARY KEY (doc_id, user_id));
)";

/// "user_id user, tenant_id tenant": the owner columns, the strongest first.
std::string owners(const Schema &S, std::string_view Table) {
  std::string Result;
  for (const OwnerColumn &O : S.ownerColumns(Table))
    Result += (Result.empty() ? "" : ", ") + O.Column + (O.Kind == OwnerKind::User ? " user" : " tenant");
  return Result;
}

std::string paths(const Schema &S, std::string_view Table) {
  std::string Result;
  for (const OwnerPath &P : S.ownerPaths(Table)) {
    Result += Result.empty() ? "" : "; ";
    for (const OwnerHop &H : P.Hops)
      Result += H.Column + "->" + H.Parent + "." + H.ParentColumn + " ";
    Result += P.Owner.Column;
  }
  return Result;
}

std::string columns(const Schema &S, std::string_view Table) {
  std::string Result;
  if (const sql::Table *T = S.table(Table))
    for (const Column &C : T->Columns)
      Result += (Result.empty() ? "" : ", ") + C.Name + ":" + C.Type + (C.PrimaryKey ? " key" : "") +
                (C.Unique ? " unique" : "") + (C.NotNull ? " not null" : "");
  return Result;
}

TEST(Schema, Columns) {
  EXPECT_EQ(columns(schema(Shop), "accounts"),
            "id:int key unique not null, user_id:int not null, balance:numeric(10,2)");
  EXPECT_EQ(columns(schema(Shop), "USERS"),
            "id:serial key unique not null, email:text unique not null, password_hash:text");
}

TEST(Schema, MysqlTables) {
  Schema S = schema("CREATE TABLE IF NOT EXISTS `shop`.`orders` (\n `id` int(10) unsigned NOT NULL AUTO_INCREMENT,\n"
                    " `user_id` int(11) NOT NULL COMMENT 'who; or (what), it''s',\n `key` varchar(20) DEFAULT 'a,b(',\n"
                    " `state` enum('a','b') NOT NULL DEFAULT 'a',\n PRIMARY KEY (`id`),\n UNIQUE KEY `k` (`key`),\n "
                    "KEY `idx` (`user_id`),\n"
                    " FULLTEXT KEY `f` (`key`),\n CONSTRAINT `fk` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON "
                    "DELETE CASCADE\n"
                    ") ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4 COLLATE=x;",
                    Dialect::Mysql);
  EXPECT_EQ(columns(S, "orders"),
            "id:int(10) unsigned key unique not null, user_id:int(11) not null, key:varchar(20) unique, "
            "state:enum('a','b') not null");
  ASSERT_EQ(S.table("orders")->ForeignKeys.size(), 1u);
  EXPECT_EQ(S.table("orders")->ForeignKeys[0].Table, "users");
}

TEST(Schema, SqliteTables) {
  Schema S = schema("CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT PRIMARY KEY, body, who INTEGER "
                    "REFERENCES users(id) "
                    "ON DELETE CASCADE DEFERRABLE, UNIQUE(key, body), CHECK (id > 0)) WITHOUT ROWID, STRICT;",
                    Dialect::Sqlite);
  EXPECT_EQ(columns(S, "t"), "id:integer key unique not null, key:text key unique not null, body:, who:integer");
  EXPECT_EQ(S.table("t")->ForeignKeys.size(), 1u);
}

TEST(Schema, Alter) {
  Schema S = schema(
      "CREATE TABLE t (id int); ALTER TABLE t ADD COLUMN IF NOT EXISTS user_id int NOT NULL REFERENCES users(id);"
      "ALTER TABLE ONLY public.t ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES s(b), ADD b text;"
      "ALTER TABLE t ALTER COLUMN id SET NOT NULL; ALTER TABLE t ADD PRIMARY KEY (id); ALTER TABLE t RENAME TO u;"
      "ALTER TABLE t CHANGE x y int; ALTER TABLE t ADD (p int, q int); ALTER TABLE t ENABLE ROW LEVEL SECURITY;"
      "CREATE UNIQUE INDEX i ON t (b); ALTER TABLE t DROP COLUMN id;");
  EXPECT_EQ(columns(S, "t"), "id:int key unique not null, user_id:int not null, b:text unique, y:int, p:int, q:int");
  EXPECT_EQ(S.table("t")->ForeignKeys.size(), 2u);
  EXPECT_TRUE(S.table("t")->RowSecurity);
  EXPECT_TRUE(S.known("u"));
}

TEST(Schema, InheritedAndCopiedTables) {
  Schema S = schema("CREATE TABLE p (id int, user_id int); CREATE TABLE c (x int) INHERITS (p); CREATE TABLE l (LIKE p "
                    "INCLUDING ALL);");
  EXPECT_EQ(columns(S, "c"), "x:int, id:int, user_id:int");
  EXPECT_EQ(columns(S, "l"), "id:int, user_id:int");
}

TEST(Schema, DumpsAndBatches) {
  Schema S =
      schema("COPY users (id) FROM stdin;\n1\tit's; (\n\\.\nCREATE TABLE a (id int)\nGO\nCREATE TABLE b (id int)\nGO\n"
             "DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END //\nDELIMITER ;\nCREATE TABLE c (id int);");
  EXPECT_TRUE(S.known("a"));
  EXPECT_TRUE(S.known("b"));
}

TEST(Schema, DownMigrationsTakeNothingAway) {
  EXPECT_TRUE(schema("CREATE TABLE t (id int);\n-- +goose Down\nDROP TABLE t;").known("t"));
}

TEST(Schema, ErrorsNameFileAndLine) {
  Schema S;
  std::vector<std::string> Errors;
  S.read("a.sql", "-- one\nCREATE TABLE (id int);\nCREATE TABLE t (id int", Errors);
  S.read("b.sql", "CREATE VIEW v;CREATE POLICY p;\nCREATE TABLE;", Errors);
  EXPECT_EQ(Errors, (std::vector<std::string>{
                        "a.sql:2: CREATE TABLE without a name", "a.sql:3: CREATE TABLE t: the bracket is not closed",
                        "b.sql:1: CREATE VIEW v without a query", "b.sql:1: CREATE POLICY without a table",
                        "b.sql:2: CREATE TABLE without a name"}));
}

TEST(Ownership, Principals) {
  Schema S = schema(Shop);
  EXPECT_TRUE(S.isPrincipalTable("users"));
  EXPECT_TRUE(S.isPrincipalTable("tenants"));
  EXPECT_EQ(S.principalKind("tenants"), OwnerKind::Tenant);
  EXPECT_FALSE(S.isPrincipalTable("accounts")) << "accounts of users are theirs, not them";
  EXPECT_FALSE(S.isPrincipalTable("products"));
  EXPECT_TRUE(S.isPrincipalTable("customers")) << "by name alone, if never declared";
  EXPECT_TRUE(schema("CREATE TABLE people (id int, email text, password text)").isPrincipalTable("people"));
  EXPECT_FALSE(schema("CREATE TABLE credentials (user_id int REFERENCES users, password text, login text)")
                   .isPrincipalTable("credentials"));
}

TEST(Ownership, Columns) {
  Schema S = schema(Shop);
  EXPECT_EQ(owners(S, "accounts"), "user_id user");
  EXPECT_EQ(owners(S, "notes"), "owner user, tenant_id tenant, created_by user");
  EXPECT_EQ(owners(S, "users"), "id user, email user");
  EXPECT_EQ(owners(S, "products"), "");
  EXPECT_EQ(owners(S, "invoices"), "") << "account_id refers to a table that is owned: a path";
  EXPECT_EQ(owners(S, "never_seen"), "");
  EXPECT_TRUE(S.ownerColumns("notes")[2].Author);
  EXPECT_EQ(S.ownerColumns("notes")[0].Why, OwnerColumn::Reason::ForeignKey);
}

TEST(Ownership, Paths) {
  Schema S = schema(Shop);
  EXPECT_EQ(paths(S, "invoices"), "account_id->accounts.id user_id");
  EXPECT_EQ(paths(S, "items"), "invoice_id->invoices.id account_id->accounts.id user_id");
  EXPECT_EQ(paths(S, "products"), "");
  EXPECT_EQ(
      paths(schema("CREATE TABLE orders (id int, user_id int); CREATE TABLE lines (id int, order_id int)"), "lines"),
      "order_id->orders.id user_id")
      << "by name, where there are no foreign keys";
  EXPECT_EQ(
      paths(
          schema("CREATE TABLE orders (id int, user_id int); CREATE TABLE logs (id int, o int REFERENCES orders(id))"),
          "logs"),
      "")
      << "the key may be null";
}

TEST(Ownership, CyclesEnd) {
  Schema S = schema("CREATE TABLE a (id int, b_id int NOT NULL REFERENCES b); CREATE TABLE b (id int, a_id int NOT "
                    "NULL REFERENCES a, "
                    "up int NOT NULL REFERENCES b)");
  EXPECT_EQ(paths(S, "a"), "");
}

TEST(Ownership, PublicTables) {
  Schema S = schema(Shop);
  EXPECT_TRUE(S.isPublic("products"));
  EXPECT_FALSE(S.isPublic("items"));
  EXPECT_FALSE(S.isPublic("never_seen"));
  S.addPublic("notes");
  EXPECT_TRUE(S.isPublic("notes"));
  EXPECT_EQ(owners(S, "notes"), "");
}

TEST(Ownership, Configuration) {
  Schema S = schema(Shop);
  S.addOwner("products", "shelf", OwnerKind::Tenant);
  EXPECT_EQ(owners(S, "products"), "shelf tenant");
  S.addPrincipalTable("robots");
  EXPECT_TRUE(S.isPrincipalTable("robots"));
  EXPECT_TRUE(S.known("robots"));
}

TEST(Ownership, Memberships) {
  Schema S = schema(Shop);
  EXPECT_TRUE(S.isMembershipTable("readers"));
  EXPECT_TRUE(S.isMembershipTable("project_members"));
  EXPECT_FALSE(S.isMembershipTable("invoices"));
}

TEST(Ownership, MembersGrantWhatBelongsToTheirBoard) {
  Schema S = schema("CREATE TABLE users (id int PRIMARY KEY, email text);"
                    "CREATE TABLE boards (id int PRIMARY KEY, title text);"
                    "CREATE TABLE board_members (board_id int REFERENCES boards, user_id int REFERENCES users,"
                    " PRIMARY KEY (board_id, user_id));"
                    "CREATE TABLE cards (id int PRIMARY KEY, board_id int NOT NULL REFERENCES boards, body text);"
                    "CREATE TABLE films (id int PRIMARY KEY, title text);"
                    "CREATE TABLE film_likes (film_id int REFERENCES films, user_id int REFERENCES users);");
  EXPECT_EQ(paths(S, "boards"), "id->board_members.board_id user_id");
  EXPECT_EQ(paths(S, "cards"), "board_id->boards.id id->board_members.board_id user_id");
  EXPECT_EQ(paths(S, "board_members"), "");
  EXPECT_FALSE(S.isOwned("films"));
}

TEST(Ownership, Capabilities) {
  EXPECT_EQ(schema(Shop).capabilityColumns("notes"), (std::vector<std::string>{"share_token"}));
}

TEST(Ownership, LearnedFromQueries) {
  Schema S;
  S.learn(readQuery(text("SELECT id, title FROM notes WHERE reader_id = ?")));
  S.learn(readQuery(text("INSERT INTO marks (id, member_id) VALUES (?, ?)")));
  EXPECT_EQ(owners(S, "notes"), "reader_id user");
  EXPECT_EQ(owners(S, "marks"), "member_id user");
  EXPECT_FALSE(S.known("notes"));
}

TEST(Ownership, LearningDoesNotDependOnOrder) {
  Schema A, B;
  Query One = readQuery(text("SELECT b, a FROM t WHERE user_id = ?")),
        Two = readQuery(text("SELECT c FROM t WHERE account_id = ?"));
  A.learn(One);
  A.learn(Two);
  B.learn(Two);
  B.learn(One);
  EXPECT_EQ(dump(A), dump(B));
}

TEST(Ownership, Policies) {
  Schema S = schema("ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON t FOR SELECT TO app USING (u = "
                    "current_setting('app.me')::int);");
  ASSERT_EQ(S.table("t")->Policies.size(), 1u);
  EXPECT_EQ(summary(S.table("t")->Policies[0].Condition), "select t where t.u = session(app.me)");
  EXPECT_EQ(S.table("t")->Policies[0].Command, "select");
}

} // namespace
} // namespace crosstalk::sql::test
