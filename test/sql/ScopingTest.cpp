// Are the rows tied to the caller? With a schema and without.
#include "Support.h"
#include <gtest/gtest.h>

namespace crosstalk::sql::test {
namespace {

const Schema &shop() {
  static const Schema S = schema(R"(
    CREATE TABLE users (id serial PRIMARY KEY, email text UNIQUE, password_hash text);
    CREATE TABLE tenants (id uuid PRIMARY KEY);
    CREATE TABLE orders (id int PRIMARY KEY, customer int NOT NULL REFERENCES users(id), tenant_id uuid REFERENCES tenants, total int);
    CREATE TABLE items (id int PRIMARY KEY, order_id int NOT NULL REFERENCES orders(id), product_id int REFERENCES products(id), n int);
    CREATE TABLE products (id int PRIMARY KEY, name text);
    CREATE TABLE docs (id int PRIMARY KEY, owner_id int REFERENCES users(id), visibility text, share_token text);
    CREATE TABLE doc_readers (doc_id int REFERENCES docs(id), user_id int REFERENCES users(id), PRIMARY KEY (doc_id, user_id));
    CREATE TABLE projects (id int PRIMARY KEY, tenant_id uuid REFERENCES tenants(id), name text);
    CREATE TABLE files (id int PRIMARY KEY, owner_id int);
    ALTER TABLE files ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own ON files USING (owner_id = current_setting('app.me')::int);
    CREATE TABLE locked (id int, owner_id int);
    ALTER TABLE locked ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own ON locked USING (owner_id = current_setting('app.other')::int);
    CREATE VIEW my_orders AS SELECT id, total FROM orders WHERE customer = current_setting('app.me')::int;
    CREATE VIEW all_orders AS SELECT id, customer AS who FROM orders;
  )");
  return S;
}

std::string withSchema(std::string_view Sql, Dialect Style = Dialect::Unknown) { return verdict(Sql, shop(), Style); }
std::string without(std::string_view Sql, Dialect Style = Dialect::Unknown) { return verdict(Sql, Schema(), Style); }

TEST(Scoping, OwnerColumn) {
  EXPECT_EQ(withSchema("SELECT total FROM orders WHERE id=:id"), "unscoped");
  EXPECT_EQ(withSchema("SELECT total FROM orders WHERE id=:id AND customer=:me"), "scoped by owner column");
  EXPECT_EQ(withSchema("SELECT total FROM orders WHERE id=:id AND customer=:claimed"), "unscoped, forged");
  EXPECT_EQ(withSchema("SELECT total FROM orders WHERE id=:id AND customer=:row"), "unscoped");
  EXPECT_EQ(withSchema("SELECT total FROM orders"), "unscoped");
  EXPECT_EQ(withSchema("SELECT total FROM orders WHERE customer=:me"), "scoped by owner column");
  EXPECT_EQ(withSchema("SELECT total FROM orders WHERE id=<0> AND customer='<9>'"), "scoped by owner column");
}

TEST(Scoping, OwnerColumnWithoutSchema) {
  EXPECT_EQ(without("SELECT text FROM notes WHERE id=:id AND author_uid=:me"), "scoped by owner column");
  EXPECT_EQ(without("SELECT text FROM notes WHERE id=:id"), "unknown");
  EXPECT_EQ(without("SELECT text, author_uid FROM notes WHERE id=:id"), "unscoped");
  EXPECT_EQ(without("SELECT id FROM orders WHERE customer_no=:claimed"), "unscoped, forged");
  EXPECT_EQ(without("SELECT id FROM docs WHERE data->>'owner_id' = :me AND id=:id"), "scoped by owner column");
}

TEST(Scoping, OrWeakens) {
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE id=:id AND (owner_id=:me OR id > 5)"), "partly scoped");
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE id=:id AND (owner_id=:me OR owner_id=:other)"),
            "partly scoped, forged");
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE id=:id OR owner_id=:me"), "partly scoped");
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE id=:id AND (owner_id=:me OR visibility='public')"),
            "scoped by owner column");
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE id=:id AND (owner_id=:me OR owner_id IS NULL)"),
            "scoped by owner column");
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE id=:id AND (owner_id=:me OR :me = 'admin')"),
            "scoped by owner column");
}

TEST(Scoping, OrOfTwoWaysThatAreBothTied) {
  EXPECT_EQ(
      withSchema("SELECT * FROM docs d WHERE d.id=:id AND (d.owner_id=:me OR EXISTS (SELECT 1 FROM doc_readers r WHERE "
                 "r.doc_id=d.id AND r.user_id=:me))"),
      "scoped by owner column");
  EXPECT_EQ(
      withSchema("SELECT * FROM docs d WHERE d.id=:id AND (d.owner_id=:me OR EXISTS (SELECT 1 FROM doc_readers r WHERE "
                 "r.doc_id=d.id))"),
      "partly scoped");
}

TEST(Scoping, NegationsSayNothing) {
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE id=:id AND owner_id<>:me"), "unscoped");
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE id=:id AND NOT owner_id=:me"), "unscoped");
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE id=:id AND NOT (owner_id<>:me)"), "scoped by owner column");
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE id=:id AND owner_id LIKE :me"), "unscoped");
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE id=:id AND owner_id >= :me"), "unscoped");
}

TEST(Scoping, InLists) {
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE id IN (:a, :b) AND owner_id=:me"), "scoped by owner column");
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE id IN (:a, :b)"), "unscoped");
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE owner_id IN (:me)"), "scoped by owner column");
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE owner_id IN (:me, :other)"), "unscoped, forged");
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE id = ANY(:ids) AND owner_id=:me"), "scoped by owner column");
}

/// What the upsert does to a row that is there already.
std::string onConflict(std::string_view Sql) {
  const Schema Known = shop();
  std::optional<Query> Update = conflictUpdate(readQuery(text(Sql)), &Known);
  return Update ? verdict(*Update, shop()) : "nothing";
}

TEST(Scoping, UpsertOfARowThatIsThere) {
  EXPECT_EQ(onConflict("INSERT INTO docs (id, owner_id, t) VALUES (:id, :me, :t) ON CONFLICT (id) DO UPDATE SET t=:t"),
            "unscoped");
  EXPECT_EQ(onConflict("INSERT INTO docs (id, owner_id, t) VALUES (:id, :me, :t) ON CONFLICT (id) DO UPDATE SET "
                       "t=excluded.t WHERE docs.owner_id = excluded.owner_id"),
            "scoped by owner column");
  EXPECT_EQ(onConflict("INSERT INTO docs (owner_id, n, t) VALUES (:me, :n, :t) ON CONFLICT (owner_id, n) DO UPDATE SET "
                       "t=excluded.t"),
            "scoped by owner column");
  EXPECT_EQ(onConflict("INSERT INTO docs (id, owner_id) VALUES (:id, :me) ON CONFLICT (id) DO NOTHING"), "nothing");
  EXPECT_EQ(onConflict("INSERT INTO docs (owner_id, t) VALUES (:me, :t) ON CONFLICT (id) DO UPDATE SET t=:t"),
            "nothing")
      << "which row has the key is not said";
}

TEST(Scoping, ReplacedRows) {
  EXPECT_EQ(onConflict("REPLACE INTO docs (id, owner_id) VALUES (:id, :me)"), "unscoped");
  EXPECT_EQ(onConflict("INSERT OR REPLACE INTO docs (id, owner_id) VALUES (:id, :me)"), "unscoped");
  EXPECT_EQ(onConflict("INSERT OR IGNORE INTO docs (id, owner_id) VALUES (:id, :me)"), "nothing");
  EXPECT_EQ(onConflict("REPLACE INTO docs (owner_id, title) VALUES (:me, :t)"), "nothing") << "no key is given";
  EXPECT_EQ(onConflict("REPLACE INTO elsewhere (id, owner_id) VALUES (:id, :me)"), "unscoped");
}

TEST(Scoping, AdditionsAreToldFromReplacements) {
  EXPECT_TRUE(readQuery(text("UPDATE a SET n = n + :v WHERE id=:id")).Assignments.at(0).Increases);
  EXPECT_TRUE(readQuery(text("UPDATE a SET n = a.n + 1 WHERE id=:id")).Assignments.at(0).Increases);
  EXPECT_FALSE(readQuery(text("UPDATE a SET n = n - :v WHERE id=:id")).Assignments.at(0).Increases);
  EXPECT_FALSE(readQuery(text("UPDATE a SET n = m + :v WHERE id=:id")).Assignments.at(0).Increases);
}

TEST(Scoping, Paths) {
  EXPECT_EQ(withSchema("SELECT * FROM items WHERE id=:id"), "unscoped");
  EXPECT_EQ(withSchema("SELECT i.* FROM items i JOIN orders o ON o.id=i.order_id WHERE i.id=:id AND o.customer=:me"),
            "scoped by path");
  EXPECT_EQ(withSchema("SELECT i.* FROM items i JOIN orders o ON o.id=i.order_id WHERE i.id=:id"), "unscoped");
  EXPECT_EQ(withSchema("SELECT * FROM items WHERE id=:id AND order_id IN (SELECT id FROM orders WHERE customer=:me)"),
            "scoped by path");
  EXPECT_EQ(withSchema("SELECT * FROM items i WHERE id=:id AND EXISTS (SELECT 1 FROM orders o WHERE o.id=i.order_id "
                       "AND o.customer=:me)"),
            "scoped by path");
  EXPECT_EQ(withSchema("SELECT i.* FROM items i, orders o WHERE i.id=:id AND o.id=:order AND o.customer=:me"),
            "unscoped")
      << "the order is the caller's, but the item is not tied to it";
  EXPECT_EQ(withSchema("WITH mine AS (SELECT id FROM orders WHERE customer=:me) SELECT i.* FROM items i JOIN mine ON "
                       "mine.id=i.order_id"),
            "scoped by path");
  EXPECT_EQ(withSchema("SELECT i.* FROM items i JOIN (SELECT id AS oid FROM orders WHERE customer=:me) m ON "
                       "m.oid=i.order_id WHERE i.id=:id"),
            "scoped by path");
}

TEST(Scoping, PathsWithoutSchema) {
  EXPECT_EQ(without("SELECT i.* FROM items i JOIN invoices v ON v.id=i.invoice_id WHERE i.id=:id AND v.account_id=:me"),
            "scoped by path");
  EXPECT_EQ(without("SELECT a.* FROM attachments a, orders o WHERE a.id=:id AND o.id=:order AND o.user_id=:me"),
            "unknown");
  EXPECT_EQ(
      without("SELECT i.* FROM items i LEFT JOIN invoices v ON v.id=i.invoice_id AND v.account_id=:me WHERE i.id=:id"),
      "unscoped");
}

TEST(Scoping, OuterJoins) {
  EXPECT_EQ(
      withSchema("SELECT i.* FROM items i LEFT JOIN orders o ON o.id=i.order_id AND o.customer=:me WHERE i.id=:id"),
      "unscoped");
  EXPECT_EQ(
      withSchema("SELECT i.* FROM items i LEFT JOIN orders o ON o.id=i.order_id WHERE i.id=:id AND o.customer=:me"),
      "scoped by path");
  EXPECT_EQ(withSchema("SELECT i.* FROM items i LEFT JOIN orders o ON o.id=i.order_id AND o.customer=:me WHERE "
                       "i.id=:id AND o.id IS NOT NULL"),
            "scoped by path");
  EXPECT_EQ(withSchema(
                "SELECT o.*, i.n FROM orders o LEFT JOIN items i ON i.order_id=o.id WHERE o.id=:id AND o.customer=:me"),
            "scoped by owner column");
  EXPECT_EQ(
      withSchema("SELECT i.* FROM orders o RIGHT JOIN items i ON o.id=i.order_id AND o.customer=:me WHERE i.id=:id"),
      "unscoped");
}

TEST(Scoping, Memberships) {
  EXPECT_EQ(withSchema("SELECT d.* FROM docs d JOIN doc_readers r ON r.doc_id=d.id WHERE d.id=:id AND r.user_id=:me"),
            "scoped by membership");
  EXPECT_EQ(withSchema("SELECT d.* FROM docs d JOIN doc_readers r ON r.doc_id=d.id WHERE d.id=:id"), "unscoped");
  EXPECT_EQ(
      without(
          "SELECT p.* FROM projects p JOIN project_members m ON m.project_id=p.id WHERE p.id=:id AND m.user_id=:me"),
      "scoped by membership");
  EXPECT_EQ(
      withSchema(
          "SELECT p.* FROM projects p JOIN org_members m ON m.tenant_id=p.tenant_id WHERE p.id=:id AND m.user_id=:me"),
      "scoped by membership");
}

TEST(Scoping, NavigationIsNoOwnership) {
  Query Q = readQuery(
      text("SELECT b.*, h.phone FROM bookings b JOIN hosts h ON h.id=b.host_id WHERE b.id=:id AND b.guest_id=:me"));
  Scoping J = judge(Q, Schema(), nature);
  ASSERT_EQ(J.Tables.size(), 2u);
  EXPECT_EQ(J.Tables[0].How, Verdict::Scoped);
  EXPECT_EQ(J.Tables[1].How, Verdict::PartlyScoped);
  EXPECT_EQ(J.Tables[1].By, Tie::Navigation);
  EXPECT_TRUE(J.Tables[1].Joined);
}

TEST(Scoping, Unions) {
  EXPECT_EQ(withSchema("SELECT id FROM orders WHERE customer=:me UNION SELECT id FROM docs WHERE owner_id=:me"),
            "scoped by owner column");
  EXPECT_EQ(withSchema("SELECT id FROM orders WHERE customer=:me UNION ALL SELECT id FROM docs WHERE id=:id"),
            "unscoped");
  EXPECT_EQ(withSchema("SELECT u.id FROM (SELECT id, customer AS who FROM orders UNION SELECT id, owner_id FROM docs) "
                       "u WHERE u.who=:me"),
            "scoped by owner column");
}

TEST(Scoping, SessionTokens) {
  EXPECT_EQ(
      without("SELECT * FROM orders WHERE id=:id AND user_id = (SELECT user_id FROM sessions WHERE token=:token)"),
      "scoped by membership");
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE share_token=:token"), "scoped by capability");
  EXPECT_EQ(without("SELECT * FROM files WHERE share_key=?"), "scoped by capability");
}

TEST(Scoping, PublicRows) {
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE id=:id AND visibility='public'"), "scoped by public");
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE id=:id AND visibility='private'"), "unscoped");
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE id=:id AND visibility=:v"), "unscoped");
  EXPECT_EQ(without("SELECT user_id FROM posts WHERE id=:id AND NOT is_private"), "scoped by public");
}

TEST(Scoping, TablesWithoutOwner) {
  EXPECT_EQ(withSchema("SELECT * FROM products WHERE id=:id"), "no owner");
  EXPECT_EQ(withSchema("SELECT * FROM elsewhere WHERE id=:id"), "unknown");
}

TEST(Scoping, Principals) {
  EXPECT_EQ(withSchema("SELECT * FROM users WHERE id=:id"), "unscoped");
  EXPECT_EQ(withSchema("SELECT * FROM users WHERE id=:me"), "scoped by owner column");
  EXPECT_EQ(withSchema("SELECT * FROM users WHERE email=:me"), "scoped by owner column");
}

TEST(Scoping, TenantOnly) {
  EXPECT_EQ(withSchema("SELECT * FROM projects WHERE id=:id AND tenant_id=:me"), "scoped by owner column");
  Query Q = readQuery(text("SELECT * FROM orders WHERE id=:id AND tenant_id=:me"));
  Scoping J = judge(Q, shop(), nature);
  EXPECT_EQ(J.How, Verdict::PartlyScoped);
  EXPECT_TRUE(J.Tables[0].TenantOnly);
  EXPECT_EQ(withSchema("SELECT * FROM orders WHERE id=:id AND tenant_id=:me AND customer=:me"),
            "scoped by owner column");
}

TEST(Scoping, Policies) {
  EXPECT_EQ(withSchema("SELECT * FROM files WHERE id=:id"), "scoped by policy");
  EXPECT_EQ(withSchema("SELECT * FROM locked WHERE id=:id"), "partly scoped by policy");
}

TEST(Scoping, Views) {
  EXPECT_EQ(withSchema("SELECT total FROM my_orders WHERE id=:id"), "scoped by owner column");
  EXPECT_EQ(withSchema("SELECT id FROM all_orders WHERE id=:id"), "unscoped");
  EXPECT_EQ(withSchema("SELECT id FROM all_orders WHERE id=:id AND who=:me"), "scoped by owner column");
}

TEST(Scoping, TableNames) { EXPECT_EQ(without("SELECT * FROM notes_<9> WHERE id=:id"), "scoped by table name"); }

TEST(Scoping, UnknownFragments) {
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE id=:id <0+>"), "partly scoped");
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE id=:id AND owner_id=:me <0+>"), "scoped by owner column");
}

TEST(Scoping, Updates) {
  EXPECT_EQ(withSchema("UPDATE docs SET visibility='x' WHERE id=:id"), "unscoped");
  EXPECT_EQ(withSchema("UPDATE docs SET visibility='x' WHERE id=:id AND owner_id=:me"), "scoped by owner column");
  EXPECT_EQ(withSchema("UPDATE docs SET owner_id=:claimed WHERE id=:id AND owner_id=:me"),
            "scoped by owner column, forged");
  EXPECT_EQ(without("UPDATE notes SET title=:t, owner_id=:me WHERE id=:id"), "unscoped")
      << "writing the caller as owner takes the row away";
  EXPECT_EQ(
      withSchema("UPDATE items SET n=1 FROM orders o WHERE o.id=items.order_id AND items.id=:id AND o.customer=:me"),
      "scoped by path");
  EXPECT_EQ(withSchema("UPDATE items i JOIN orders o ON o.id=i.order_id SET i.n=1 WHERE i.id=:id AND o.customer=:me",
                       Dialect::Mysql),
            "scoped by path");
}

TEST(Scoping, Deletes) {
  EXPECT_EQ(withSchema("DELETE FROM docs WHERE id=:id"), "unscoped");
  EXPECT_EQ(withSchema("DELETE FROM docs WHERE id=:id AND owner_id=:me LIMIT 1"), "scoped by owner column");
  EXPECT_EQ(withSchema("DELETE i FROM items i JOIN orders o ON o.id=i.order_id WHERE i.id=:id AND o.customer=:me",
                       Dialect::Mysql),
            "scoped by path");
}

TEST(Scoping, Inserts) {
  EXPECT_EQ(withSchema("INSERT INTO docs (id, owner_id) VALUES (:id, :me)"), "scoped by owner column");
  EXPECT_EQ(withSchema("INSERT INTO docs (id, owner_id) VALUES (:id, :claimed)"), "unscoped, forged");
  EXPECT_EQ(withSchema("INSERT INTO docs VALUES (:id, :claimed, 'x', 'y')"), "unscoped, forged") << "by position";
  EXPECT_EQ(withSchema("INSERT INTO items (order_id, n) VALUES (:id, 1)"), "unscoped") << "into another's order";
  EXPECT_EQ(withSchema("INSERT INTO items (order_id, n) SELECT id, 1 FROM orders WHERE id=:id AND customer=:me"),
            "scoped by owner column");
  EXPECT_EQ(withSchema("INSERT INTO items (order_id, n) SELECT id, 1 FROM orders WHERE id=:id"), "unscoped");
  EXPECT_EQ(withSchema("INSERT INTO products (name) VALUES (:n)"), "no owner");
  EXPECT_EQ(without("INSERT INTO orders SET user_id=:claimed, total=:t", Dialect::Mysql), "unscoped, forged");
}

TEST(Scoping, GuardsInSql) {
  EXPECT_EQ(withSchema("SELECT count(*) FROM docs WHERE id=:id AND owner_id=:me"), "scoped by owner column");
  EXPECT_EQ(withSchema("SELECT EXISTS (SELECT 1 FROM docs WHERE id=:id AND owner_id=:me)"), "scoped by owner column");
}

TEST(Scoping, Selectors) {
  Query Q = readQuery(text("SELECT * FROM docs WHERE id=:id AND visibility='x' AND owner_id=:me"));
  Scoping J = judge(Q, shop(), nature);
  ASSERT_EQ(J.Tables[0].Selectors.size(), 2u);
  EXPECT_EQ(J.Tables[0].Selectors[0].Column, "id");
  EXPECT_EQ(J.Tables[0].Selectors[0].Nature, HoleNature::RequestId);
  EXPECT_EQ(J.Tables[0].Selectors[1].Nature, HoleNature::Principal);
  EXPECT_FALSE(J.Tables[0].Everything);
  EXPECT_TRUE(judge(readQuery(text("SELECT * FROM docs")), shop(), nature).Tables[0].Everything);
}

TEST(Scoping, FunctionsThatKeepTheOwner) {
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE id=:id AND owner_id::text = lower(:me)"), "scoped by owner column");
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE id=:id AND coalesce(owner_id, 0) = :me"), "scoped by owner column");
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE id=:id AND length(owner_id) = :me"), "unscoped");
  EXPECT_EQ(withSchema("SELECT * FROM docs WHERE id=:id AND owner_id % 10 = :me"), "unscoped");
}

TEST(Scoping, TokensOnly) {
  EXPECT_EQ(withSchema("SELECT * FROM docs FROBNICATE x WHERE id = :id AND owner_id = :me"), "scoped by owner column");
  EXPECT_EQ(withSchema("SELECT * FROM docs FROBNICATE x WHERE id = :id"), "unscoped");
}

} // namespace
} // namespace crosstalk::sql::test
