"""Cases to files: every case is one namespace, hundreds of cases are one program of two units and a header.

In:  cases.  Out: a Batch on disk: cases.h, handlers.cpp, helpers.cpp (analysed), driver.cpp (only run), and which lines
of which file belong to which case.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cachekind import emit_cache, emit_memo
from cpp import Source, builder_class
from grammar import Case
from poolkind import emit_pool
from principal import RETURNS, TASK, Names, emit_adapter, emit_types
from statekind import emit_buffer, emit_callback, emit_state

ANALYSED = ("cases.h", "handlers.cpp", "helpers.cpp")
_KINDS = {"cache": emit_cache, "memo": emit_memo, "state": emit_state, "pool": emit_pool, "buffer": emit_buffer,
          "callback": emit_callback}


@dataclass
class Batch:
    """Generated files in one folder, and the line ranges of each case: {file: [(first, last, case name)]}."""

    folder: Path
    cases: dict[str, Case]
    ranges: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)

    @property
    def units(self) -> list[Path]:
        return [self.folder / name for name in ANALYSED if name.endswith(".cpp")]

    def owner(self, file: str, line: int) -> str | None:
        """The case that a line belongs to."""
        for first, last, name in self.ranges.get(Path(file).name, ()):
            if first <= line <= last:
                return name
        return None


def emit_case(case: Case, space: str) -> Source:
    """The lines of one case."""
    names, out = Names(case), Source()
    emit_types(names, out)
    if {case["v.shape"], case["k.shape"]} & {"builder", "jsonish"}:
        out.header += builder_class("Text")
    _KINDS[case["kind"]](case, names, out)
    out.main += out.late
    is_task = case["c.coro"] != "plain" or case["kind"] == "state" and case["d.use"].startswith("await")
    emit_adapter(names, out, space, TASK if is_task else RETURNS)
    out.driver = [line.replace("@SPACE@", space) for line in out.driver]
    return out


def write_batch(folder: Path, cases: dict[str, Case]) -> Batch:
    """Writes all files of a program with these cases."""
    folder.mkdir(parents=True, exist_ok=True)
    sources = {space: emit_case(case, space) for space, case in cases.items()}
    batch = Batch(folder, cases)
    _write(batch, "cases.h", ["#pragma once", '#include "server.h"'], {s: o.header for s, o in sources.items()})
    _write(batch, "handlers.cpp", ['#include "cases.h"'], {s: o.main for s, o in sources.items()})
    _write(batch, "helpers.cpp", ['#include "cases.h"'], {s: o.other for s, o in sources.items()})
    (folder / "driver.cpp").write_text(_driver(cases, sources))
    return batch


def _write(batch: Batch, file: str, head: list[str], bodies: dict[str, list[str]]) -> None:
    lines, ranges = list(head), []
    for space, body in bodies.items():
        if not body:
            continue
        first = len(lines) + 1
        lines += ["", f"namespace {space} {{", *body, f"}} // namespace {space}"]
        ranges.append((first, len(lines), space))
    batch.ranges[file] = ranges
    (batch.folder / file).write_text("\n".join(lines) + "\n")


def _driver(cases: dict[str, Case], sources: dict[str, Source]) -> str:
    lines = ['#include "cases.h"', '#include "harness.h"']
    for source in sources.values():
        lines += source.driver
    lines.append("const Entry Entries[] = {")
    for space in cases:
        text = "\n".join(sources[space].main)
        waits = "waitBackend" in text or "tick()" in text
        lines.append(f'  {{"{space}", &run_{space}, {"true" if waits else "false"}}},')
    return "\n".join(lines + ["};", "const std::size_t EntryCount = sizeof Entries / sizeof *Entries;"]) + "\n"
