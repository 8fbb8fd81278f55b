"""Owned objects that are not in a database: maps and lists of them in memory, filled by the driver."""

from __future__ import annotations

from cpp import Lines, Source, block
from fetch_names import FetchNames

ROWS, OWNERS = range(1, 7), (1, 2, 3)


def emit_memory(case: dict, names: FetchNames, out: Source, space: str) -> Lines:
    """Statements of the handler that declare `rows`."""
    kind, me = names.row, names.holes()["me"].expression
    store = {"memory_map": f"std::map<std::int64_t, {kind}>", "memory_vector": f"std::vector<{kind}>",
             "memory_by_owner": f"std::map<{names.id_type}, std::map<std::int64_t, {kind}>>"}[case["q.store"]]
    name = f"all{kind}s"
    out.header.append(f"extern {store} {name};")
    out.driver.append(f"{store.replace(kind, space + '::' + kind)} {space}::{name} = {_contents(case, names)};")
    lines = [f"std::vector<{kind}> rows;"]
    if case["q.store"] == "memory_map":
        return lines + [f"const auto found = {name}.find({names.row_id()});", f"if (found != {name}.end())",
                        "  rows.push_back(found->second);"]
    if case["q.store"] == "memory_by_owner":
        return lines + [f"const auto &mine = {name}[{me}];", f"const auto found = mine.find({names.row_id()});",
                        "if (found != mine.end())", "  rows.push_back(found->second);"]
    test = f"row.id == {names.row_id()}"
    if case["q.scope"] == "and_owner":
        test += f" && row.{names.owner_field} == {me}"
    return lines + block(f"for (const {kind} &row : {name})", [f"if ({test})", "  rows.push_back(row);"])


def _contents(case: dict, names: FetchNames) -> str:
    """The same rows as in the database."""
    if case["q.store"] == "memory_vector":
        return "{" + ", ".join(_row(names, i) for i in ROWS) + "}"
    if case["q.store"] == "memory_map":
        return "{" + ", ".join(f"{{{i}, {_row(names, i)}}}" for i in ROWS) + "}"
    shelves = []
    for owner in OWNERS:
        own = ", ".join(f"{{{i}, {_row(names, i)}}}" for i in ROWS if _owner(i) == owner)
        shelves.append(f"{{{_id(names, owner)}, {{{own}}}}}")
    return "{" + ", ".join(shelves) + "}"


def _owner(row: int) -> int:
    return OWNERS[(row - 1) % 3]


def _id(names: FetchNames, owner: int) -> str:
    return str(owner) if names.id_is_int else f'"{owner}"'


def _row(names: FetchNames, row: int) -> str:
    return f'{{{row}, {_id(names, _owner(row))}, "row {row} {{{_owner(row)}}}"}}'
