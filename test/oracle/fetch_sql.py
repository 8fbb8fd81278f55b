"""The tables and the predicates of the fetch oracle: what is asked of the database, as text with named holes.

Holes: {id} {id2} the request's row ids, {me} whoever the query is for, {tenant}, {q} a search text, {share} a token.
Names: {T} the table, {O} its owner column.
"""

from __future__ import annotations

from dataclasses import dataclass

# Tables whose rows have an owner column: name -> owner column.
OWNED = {"invoices": "user_id", "notes": "owner_id", "orders": "customer_id", "documents": "account_id"}
# What else is asked: children of invoices, cards of boards with members, projects of tenants, public products.
OTHER = ("lines", "cards", "projects", "products")

SCHEMA = """CREATE TABLE tenants (id TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE users (id INTEGER PRIMARY KEY, tenant_id TEXT NOT NULL REFERENCES tenants(id), name TEXT NOT NULL,
                    email TEXT UNIQUE, password_hash TEXT);
CREATE TABLE invoices (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id), body TEXT NOT NULL);
CREATE TABLE invoice_lines (id INTEGER PRIMARY KEY, invoice_id INTEGER NOT NULL REFERENCES invoices(id), body TEXT);
CREATE TABLE notes (id INTEGER PRIMARY KEY, owner_id INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES users(id), body TEXT NOT NULL);
CREATE TABLE documents (id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL REFERENCES users(id), body TEXT NOT NULL,
                        share_token TEXT UNIQUE);
CREATE TABLE boards (id INTEGER PRIMARY KEY, title TEXT NOT NULL);
CREATE TABLE board_members (board_id INTEGER NOT NULL REFERENCES boards(id), user_id INTEGER NOT NULL
                            REFERENCES users(id), PRIMARY KEY (board_id, user_id));
CREATE TABLE cards (id INTEGER PRIMARY KEY, board_id INTEGER NOT NULL REFERENCES boards(id), body TEXT NOT NULL);
CREATE TABLE projects (id INTEGER PRIMARY KEY, tenant_id TEXT NOT NULL REFERENCES tenants(id), body TEXT NOT NULL);
CREATE TABLE products (id INTEGER PRIMARY KEY, body TEXT NOT NULL, price INTEGER);
CREATE TABLE audit_log (at INTEGER, line TEXT);
CREATE VIEW invoices_view AS SELECT i.id AS number, i.user_id AS holder, i.body AS body FROM invoices i;
CREATE VIEW notes_view AS SELECT id AS number, owner_id AS holder, body FROM notes;
CREATE VIEW orders_view AS SELECT o.id AS number, o.customer_id AS holder, o.body AS body
  FROM orders o JOIN users u ON u.id = o.customer_id;
CREATE VIEW documents_view AS SELECT id AS number, account_id AS holder, body FROM documents WHERE id > 0;"""


@dataclass(frozen=True)
class Predicate:
    """One way to select rows. `ids`: one (by {id}), many (an IN list), none."""

    source: str           # FROM clause, and what precedes SELECT behind a "|"
    where: str
    tables: tuple = tuple(OWNED)
    kinds: tuple = ("select",)
    owner: str = "t.{O}"  # the expression of the owner column
    body: str = "t.body"
    key: str = "t.id"

    @property
    def names_me(self) -> bool:
        return "{me}" in self.source + self.where

    @property
    def is_upsert(self) -> bool:
        return self.kinds == ("upsert",)

    @property
    def is_appendable(self) -> bool:
        """The owner test is the last conjunct, so that it can be appended under a condition."""
        return self.where.endswith(" AND {O} = {me}")

    @property
    def ids(self) -> str:
        return "many" if "{id2}" in self.where else "one" if "{id}" in self.where else "none"


_ALL = ("select", "update", "delete")
_LINES = "invoice_lines t JOIN invoices i ON i.id = t.invoice_id"
_USERS = "{T} t JOIN users u ON u.id = t.{O}"
PREDICATES = {
    "by_id": Predicate("{T} t", "id = {id}", tuple(OWNED) + OTHER, _ALL),
    "and_owner": Predicate("{T} t", "id = {id} AND {O} = {me}", kinds=_ALL),
    "owner_first": Predicate("{T} t", "{O} = {me} AND id = {id}", kinds=_ALL),
    "join_users": Predicate(_USERS, "t.id = {id} AND u.id = {me}"),
    "join_unscoped": Predicate(_USERS, "t.id = {id}"),
    "in_subquery": Predicate("{T} t", "id = {id} AND {O} IN (SELECT id FROM users WHERE id = {me})", kinds=_ALL),
    "id_in_own": Predicate("{T} t", "id = {id} AND id IN (SELECT id FROM {T} WHERE {O} = {me})", kinds=_ALL),
    "exists": Predicate("{T} t", "t.id = {id} AND EXISTS (SELECT 1 FROM users u WHERE u.id = t.{O} AND u.id = {me})"),
    "exists_uncorrelated": Predicate("{T} t", "t.id = {id} AND EXISTS (SELECT 1 FROM users u WHERE u.id = {me})"),
    "or_owner": Predicate("{T} t", "id = {id} OR {O} = {me}", kinds=_ALL),
    "or_both_owned": Predicate("{T} t", "(id = {id} AND {O} = {me}) OR ({O} = {me} AND body LIKE 'draft%')",
                               kinds=_ALL),
    "cte": Predicate("WITH mine AS (SELECT * FROM {T} WHERE {O} = {me})|mine t", "t.id = {id}"),
    "cte_unscoped": Predicate("WITH recent AS (SELECT * FROM {T} WHERE id > 0)|recent t", "t.id = {id}"),
    "derived": Predicate("(SELECT * FROM {T} WHERE {O} = {me}) t", "t.id = {id}"),
    "tenant_only": Predicate(_USERS, "t.id = {id} AND u.tenant_id = {tenant}"),
    "not_owner": Predicate("{T} t", "id = {id} AND {O} <> {me}", kinds=_ALL),
    "not_differs": Predicate("{T} t", "id = {id} AND NOT ({O} <> {me})", kinds=_ALL),
    "always_true": Predicate("{T} t", "id = {id} AND ({O} = {me} OR 1 = 1)", kinds=_ALL),
    "is_owner": Predicate("{T} t", "id = {id} AND {O} IS {me}", kinds=_ALL),
    "at_most_owner": Predicate("{T} t", "id = {id} AND {O} <= {me}", kinds=_ALL),
    "in_list": Predicate("{T} t", "id IN ({id}, {id2})", kinds=_ALL),
    "in_list_owner": Predicate("{T} t", "id IN ({id}, {id2}) AND {O} = {me}", kinds=_ALL),
    "union_leaky": Predicate("{T} t", "t.id = {id} AND t.{O} = {me} UNION SELECT t.id, t.{O}, t.body FROM {T} t "
                                      "WHERE t.id = {id}"),
    "union_both": Predicate("{T} t", "t.id = {id} AND t.{O} = {me} UNION ALL SELECT t.id, t.{O}, t.body FROM {T} t "
                                     "WHERE t.id = {id} AND t.{O} = {me} AND t.body LIKE 'old%'"),
    "left_join_on": Predicate("{T} t LEFT JOIN users u ON u.id = t.{O} AND u.id = {me}", "t.id = {id}"),
    "left_join_filtered": Predicate("{T} t LEFT JOIN users u ON u.id = t.{O} AND u.id = {me}",
                                    "t.id = {id} AND u.id IS NOT NULL"),
    "row_value": Predicate("{T} t", "(t.id, t.{O}) = ({id}, {me})"),
    "view": Predicate("{T}_view t", "t.number = {id}", owner="t.holder", key="t.number"),
    "view_owner": Predicate("{T}_view t", "t.number = {id} AND t.holder = {me}", owner="t.holder", key="t.number"),
    "share_token": Predicate("{T} t", "share_token = {share}", ("documents",)),
    "own_list": Predicate("{T} t", "{O} = {me} ORDER BY id", kinds=("select", "search")),
    "all_rows": Predicate("{T} t", "id > 0 ORDER BY id", kinds=("search",)),
    "search": Predicate("{T} t", "body LIKE {q}", kinds=("search",)),
    "search_owner": Predicate("{T} t", "body LIKE {q} AND {O} = {me}", kinds=("search",)),
    "search_or": Predicate("{T} t", "{O} = {me} OR body LIKE {q}", kinds=("search",)),
    "page_after": Predicate("{T} t", "id > {id} ORDER BY id LIMIT 2"),
    "page_after_owner": Predicate("{T} t", "{O} = {me} AND id > {id} ORDER BY id LIMIT 2"),
    # Children: the owner is one join away.
    "child_join": Predicate(_LINES, "t.id = {id} AND i.user_id = {me}",
                            ("lines",), owner="i.user_id"),
    "child_join_unscoped": Predicate(_LINES, "t.id = {id}", ("lines",),
                                     owner="i.user_id"),
    "child_in": Predicate("invoice_lines t",
                          "id = {id} AND invoice_id IN (SELECT id FROM invoices WHERE user_id = {me})",
                          ("lines",), _ALL, owner="0"),
    "child_exists": Predicate("invoice_lines t", "t.id = {id} AND EXISTS (SELECT 1 FROM invoices i WHERE "
                              "i.id = t.invoice_id AND i.user_id = {me})", ("lines",), owner="0"),
    "child_in_parent": Predicate("invoice_lines t", "id = {id} AND invoice_id = {id2}", ("lines",), _ALL, owner="0"),
    "child_of_parent": Predicate("invoice_lines t", "invoice_id = {id}", ("lines",), owner="0"),
    # Membership.
    "member_exists": Predicate("cards t", "t.id = {id} AND EXISTS (SELECT 1 FROM board_members m WHERE "
                               "m.board_id = t.board_id AND m.user_id = {me})", ("cards",), owner="0"),
    "member_uncorrelated": Predicate("cards t", "t.id = {id} AND EXISTS (SELECT 1 FROM board_members m WHERE "
                                     "m.user_id = {me})", ("cards",), owner="0"),
    "member_join": Predicate("cards t JOIN board_members m ON m.board_id = t.board_id",
                             "t.id = {id} AND m.user_id = {me}",
                             ("cards",), owner="0"),
    "member_in": Predicate("cards t", "id = {id} AND board_id IN (SELECT board_id FROM board_members WHERE "
                           "user_id = {me})", ("cards",), _ALL, owner="0"),
    # Tenants.
    "tenant_column": Predicate("projects t", "id = {id} AND tenant_id = {tenant}", ("projects",), _ALL, owner="0"),
    "tenant_join": Predicate("projects t JOIN users u ON u.tenant_id = t.tenant_id", "t.id = {id} AND u.id = {me}",
                             ("projects",), owner="0"),
}
_UPSERT = "INSERT INTO {T} (id, {O}, body) VALUES ({id}, {me}, {q})"
_CONFLICT = _UPSERT + " ON CONFLICT (id) DO UPDATE SET body = excluded.body"
# What an INSERT does if the row is there already: the whole statement is the predicate's text.
PREDICATES |= {name: Predicate("", text, kinds=("upsert",)) for name, text in {
    "replace": "REPLACE" + _UPSERT.removeprefix("INSERT"),
    "insert_or_replace": "INSERT OR REPLACE" + _UPSERT.removeprefix("INSERT"),
    "insert_or_ignore": "INSERT OR IGNORE" + _UPSERT.removeprefix("INSERT"),
    "conflict_update": _CONFLICT,
    "conflict_takeover": _CONFLICT + ", {O} = excluded.{O}",
    "conflict_own": _CONFLICT + " WHERE {O} = {me}"}.items()}
_REAL_NAME = {"lines": "invoice_lines"}


def predicates_for(kind: str, table: str) -> list[str]:
    """The predicates that fit a kind of statement and a table; "by_id" stands for an INSERT, which has none."""
    if kind == "insert":
        return ["by_id"]
    fitting = [n for n, p in PREDICATES.items() if table in p.tables and kind in p.kinds]
    return fitting or ["by_id"]


def real_name(table: str) -> str:
    """The table's name in the schema."""
    return _REAL_NAME.get(table, table)


def statement(case: dict) -> tuple[str, str]:
    """The SQL with holes, and the condition's tail that may be appended later (empty unless q.when says so)."""
    table, owner = real_name(case["t.table"]), OWNED.get(case["t.table"], "0")
    if case["kind"] == "insert":
        return _insert(case, table), ""
    predicate = PREDICATES[case["q.scope"]]
    if predicate.is_upsert:
        return _names(predicate.where, {"T": table, "O": owner}), ""
    where, tail = predicate.where, ""
    if case["q.when"] != "always":
        where, tail = where[:-len(" AND {O} = {me}")], " AND {O} = {me}"
    text = _verb(case, predicate, table) + " WHERE " + where
    names = {"T": table, "O": owner}
    return _names(text, names), _names(tail, names)


def _insert(case: dict, table: str) -> str:
    column = OWNED.get(case["t.table"])
    if column:
        return f"INSERT INTO {table} ({column}, body) VALUES ({{me}}, {{q}})"
    return {"lines": "INSERT INTO invoice_lines (invoice_id, body) VALUES ({id}, {q})",
            "cards": "INSERT INTO audit_log (at, line) VALUES (1, {q})",
            "projects": "INSERT INTO projects (tenant_id, body) VALUES ({tenant}, {q})",
            "products": "INSERT INTO audit_log (at, line) VALUES (2, {q})"}[case["t.table"]]


def _verb(case: dict, predicate: Predicate, table: str) -> str:
    if case["kind"] == "update":
        return f"UPDATE {table} SET body = {{q}}"
    if case["kind"] == "delete":
        return f"DELETE FROM {table}"
    before, _, source = predicate.source.rpartition("|")
    owner = predicate.owner if case["t.table"] in OWNED or predicate.owner != "t.{O}" else "0"
    columns = [predicate.key] + [owner] * (owner != "0") + [predicate.body]
    return f"{before + ' ' if before else ''}SELECT {', '.join(columns)} FROM {source}"


def _names(text: str, names: dict) -> str:
    for name, value in names.items():
        text = text.replace("{" + name + "}", value)
    return text
