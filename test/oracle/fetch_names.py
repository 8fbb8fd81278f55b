"""The words of a fetch case: its request, its row type, and the expressions behind the holes of its SQL."""

from __future__ import annotations

from dataclasses import dataclass

from cpp import Lines
from fetch_sql import OWNED, PREDICATES
from principal import RESPONSE, RETURNS, Names

_ROW_IDS = ("id", "rowId", "number", "itemId", "docId", "ref")
_OWNERS = ("ownerId", "userId", "accountId", "onBehalfOf", "customerId", "forUser")
_ROWS = {"invoices": ("Invoice", "userId"), "notes": ("Note", "ownerId"), "orders": ("Order", "customerId"),
         "documents": ("Document", "accountId"), "lines": ("InvoiceLine", "userId"), "cards": ("Card", ""),
         "projects": ("Project", ""), "products": ("Product", "")}


@dataclass(frozen=True)
class Hole:
    """A value that goes into the SQL: its C++ expression, its type, the parameter name it gets in a helper."""

    name: str
    expression: str
    is_number: bool

    @property
    def type(self) -> str:
        return "std::int64_t" if self.is_number else "const std::string &"

    @property
    def text(self) -> str:
        return f"std::to_string({self.expression})" if self.is_number else self.expression


class FetchNames(Names):
    """Names, with a request that has row ids and claims."""

    def __init__(self, case):
        super().__init__(case)
        self.row_word, self.owner_word = _ROW_IDS[case["p.words"]], _OWNERS[case["p.words"]]
        self.row, self.owner_field = _ROWS[case["t.table"]]
        self.is_parsed = case["q.idtext"] == "parsed"
        self.has_owner = case["t.table"] in OWNED or PREDICATES[case["q.scope"]].owner not in ("t.{O}", "0")

    def request_members(self) -> Lines:
        row = "std::string" if self.is_parsed else "std::int64_t"
        start = "" if self.is_parsed else " = 0"
        claim = f"std::int64_t {self.owner_word} = 0;" if self.id_is_int else f"std::string {self.owner_word};"
        return [f"{row} {self.row_word}{start};", "std::int64_t otherId = 0;", claim, "std::string text;",
                f"bool {self.flag} = false;", "std::string share;", "std::string token;"]

    def request_values(self) -> str:
        row = "std::to_string(a.Row)" if self.is_parsed else "a.Row"
        owner = "a.Owner" if self.id_is_int else "std::to_string(a.Owner)"
        return f"{row}, a.OtherRow, {owner}, a.Text, a.Mine, a.Share, p.Token"

    def row_id(self) -> str:
        """The row that the request asks for."""
        word = f"{self.req}.{self.row_word}"
        return f"std::stoll({word})" if self.is_parsed else word

    def holes(self) -> dict[str, Hole]:
        """The values of the handler."""
        me = self.read("id") if self.case["c.claim"] == "user" else "owner"
        return {"id": Hole("id", self.row_id(), True), "id2": Hole("id2", f"{self.req}.otherId", True),
                "me": Hole("me", me, self.id_is_int), "tenant": Hole("tenant", self.read("tenant"), False),
                "q": Hole("q", f"{self.req}.text", False), "share": Hole("share", f"{self.req}.share", False)}

    def row_type(self) -> Lines:
        """The row as a struct."""
        owner = [f"  {self.id_type} {self.owner_field};"] if self.has_owner else []
        return [f"struct {self.row} {{", "  std::int64_t id = 0;", *owner, "  std::string body;", "};", ""]

    def refuse(self, status: str) -> str:
        """The statement that turns the request away."""
        if self.case["n.respond"] == "return":
            return f'return "{status}";'
        return f"{{ res.status = {status}; return; }}"


def answer_style(case: dict) -> Lines:
    """How the driver gets the answer."""
    return RETURNS if case["n.respond"] == "return" else RESPONSE
