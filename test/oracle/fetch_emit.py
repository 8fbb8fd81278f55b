"""Fetch cases to files: a handler that builds SQL, binds, runs, checks and answers, one namespace a case."""

from __future__ import annotations

from pathlib import Path

from cpp import Lines, Source, block
from emit import Batch, _driver as driver_text, _write as write_file
from fetch_guards import before_lines, each_row, listed, owner_of, owns_invoice, row_list_lines
from fetch_memory import emit_memory
from fetch_names import FetchNames, answer_style
from fetch_query import emit_query
from fetch_sql import SCHEMA
from principal import emit_adapter, emit_types, entry_parameters, entry_prologue


class FetchBatch(Batch):
    """A batch whose program also has the schema."""

    @property
    def units(self) -> list[Path]:
        return [*super().units, self.folder / "schema.cpp"]


def write_batch(folder: Path, cases: dict) -> FetchBatch:
    """Writes all files of a program with these cases."""
    folder.mkdir(parents=True, exist_ok=True)
    sources = {space: emit_case(case, space) for space, case in cases.items()}
    batch = FetchBatch(folder, cases)
    write_file(batch, "cases.h", ["#pragma once", '#include "fetch_server.h"'],
               {s: o.header for s, o in sources.items()})
    write_file(batch, "handlers.cpp", ['#include "cases.h"'], {s: o.main for s, o in sources.items()})
    write_file(batch, "helpers.cpp", ['#include "cases.h"'], {s: o.other for s, o in sources.items()})
    (folder / "schema.cpp").write_text(_schema())
    text = driver_text(cases, sources).replace('"harness.h"', '"fetch_harness.h"')
    (folder / "driver.cpp").write_text(text.replace(", false}", "}").replace(", true}", "}"))
    return batch


def _schema() -> str:
    lines = ['#include "fetch_server.h"', "", 'const char *const kSchema = R"sql(', SCHEMA, ')sql";', "",
             "/// Creates the tables of a new database.",
             *block("void createSchema(sqlite3 *database)",
                    ["sqlite3_exec(database, kSchema, nullptr, nullptr, nullptr);"])]
    return "\n".join(lines) + "\n"


def emit_case(case: dict, space: str) -> Source:
    """The lines of one case."""
    names, out = FetchNames(case), Source()
    emit_types(names, out)
    out.header += names.row_type()
    body = _handler(case, names, out, space)
    result = "std::string" if case["n.respond"] == "return" else "void"
    params = entry_parameters(names) + ("" if case["n.respond"] == "return" else ", server::Response &res")
    out.header.append(f"{result} handle({params});")
    out.main += block(f"{result} handle({params})", entry_prologue(names, names.refuse("401")) + body)
    emit_adapter(names, out, space, answer_style(case))
    return out


def _handler(case: dict, names: FetchNames, out: Source, space: str) -> Lines:
    """The statements of the handler, from the checks before the query to the answer."""
    if case["g.kind"] in ("prefetch_parent", "prefetch_other_parent"):
        out.main += owns_invoice(names)
    if case["g.kind"] in ("prefetch_owner", "prefetch_other") or case["c.claim"] == "row_owner":
        out.main += owner_of(case, names)
    lines = before_lines(case, names) + _noise(case, names) + _claim(case, names)
    lines += emit_query(case, names, out) if case["q.store"] == "sqlite" else emit_memory(case, names, out, space)
    if case["kind"] in ("select", "search"):
        return lines + _answer_rows(case, names, out)
    return lines + _done(case, names)


def _noise(case: dict, names: FetchNames) -> Lines:
    person = names.pieces()["id"].text
    if case["n.noise"] == "log":
        return [f'server::logLine("asked by " + {person});']
    if case["n.noise"] == "audit_insert":
        return ["sqlite3_stmt *audit = nullptr;",
                'const char *const sqlAudit = "INSERT INTO audit_log (at, line) VALUES (0, ?)";',
                "sqlite3_prepare_v2(server::db(), sqlAudit, -1, &audit, nullptr);",
                f"sqlite3_bind_text(audit, 1, ({person}).c_str(), -1, SQLITE_TRANSIENT);", "sqlite3_step(audit);",
                "sqlite3_finalize(audit);"]
    return []


def _claim(case: dict, names: FetchNames) -> Lines:
    """Declares `owner`, if the query is for somebody else than the user herself."""
    me, claimed = names.read("id"), f"{names.req}.{names.owner_word}"
    return {"user": [], "claimed": [f"const {names.id_type} owner = {claimed};"],
            "verified": [f"if ({claimed} != {me})", "  " + names.refuse("403"),
                         f"const {names.id_type} owner = {claimed};"],
            "claimed_then_user": [f"{names.id_type} owner = {claimed};", f"owner = {me};"],
            "admin_may_claim": [f"const {names.id_type} owner = {names.read('admin')} ? {claimed} : {me};"],
            "row_owner": [f"const {names.id_type} owner = ownerOf({names.row_id()});"]}[case["c.claim"]]


def _answer_rows(case: dict, names: FetchNames, out: Source) -> Lines:
    """Checks the rows and writes them into the answer."""
    is_return = case["n.respond"] == "return"
    write = "out += row.body;" if is_return else "res.write(row.body);"
    lines = ["std::string out;"] if is_return else []
    lines += row_list_lines(case, names)
    lines += block(f"for (const {names.row} &row : {listed(case)})", each_row(case, names, out, write))
    return lines + (["return out;"] if is_return else [])


def _done(case: dict, names: FetchNames) -> Lines:
    return ['return "done";'] if case["n.respond"] == "return" else ['res.write("done");']
