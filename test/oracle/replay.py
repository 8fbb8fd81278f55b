"""Ground truth: compiles a batch with its harness, runs every case with two and more users, reads what leaked."""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from emit import Batch

SUPPORT = Path(__file__).resolve().parent / "support"
FLAGS = ["-std=c++20", "-O0", "-w", "-ferror-limit=40", "-I", str(SUPPORT)]


@dataclass(frozen=True)
class Truth:
    """LEAK, STALE, SAFE or BROKEN, and the witness: which run, what B should have got, what B got."""

    word: str
    how: str
    expected: str
    got: str


@dataclass(frozen=True)
class Kit:
    """What a kind of program is compiled with: its support header, its harness, its units, its libraries."""

    header: str
    harness: str
    units: tuple
    libraries: tuple


CACHE = Kit("server.h", "harness.cpp", ("handlers", "helpers", "driver"), ("-lfmt", "-pthread"))
FETCH = Kit("fetch_server.h", "fetch_harness.cpp", ("handlers", "helpers", "driver", "schema"), ("-lfmt", "-lsqlite3"))


class Compiler:
    """Runs the compiler with the headers and the harness built once, in `work`."""

    def __init__(self, clang: str, work: Path, kit: Kit = CACHE):
        self.clang, self.work, self.kit = clang, work, kit
        self.header = work / "support.pch"
        self.harness = work / "harness.o"

    def prepare(self) -> None:
        """Builds the precompiled header and the harness."""
        self.work.mkdir(parents=True, exist_ok=True)
        self._run([*FLAGS, "-x", "c++-header", str(SUPPORT / self.kit.header), "-o", str(self.header)])
        self._run([*FLAGS, "-c", str(SUPPORT / self.kit.harness), "-o", str(self.harness)])

    def program(self, batch: Batch) -> Path:
        """The batch as an executable."""
        names = self.kit.units
        with ThreadPoolExecutor(max_workers=2) as workers:
            list(workers.map(lambda name: self._unit(batch.folder, name), names))
        program = batch.folder / "program"
        objects = [str(batch.folder / f"{name}.o") for name in names]
        self._run([*objects, str(self.harness), *self.kit.libraries, "-o", str(program)])
        return program

    def _unit(self, folder: Path, name: str) -> None:
        self._run([*FLAGS, "-include-pch", str(self.header), "-c", str(folder / f"{name}.cpp"), "-o",
                   str(folder / f"{name}.o")])

    def _run(self, arguments: list[str]) -> None:
        done = subprocess.run([self.clang, *arguments], capture_output=True, text=True)
        if done.returncode != 0:
            errors = [line for line in done.stderr.splitlines() if "error:" in line or "undefined" in line]
            raise RuntimeError(f"{self.clang} {' '.join(arguments)}\n" + "\n".join(errors[:40]))


def run_truth(program: Path) -> dict[str, Truth]:
    """Runs all cases of a program."""
    return _read_truth(_output([str(program)]))


def run_truth_in_parts(program: Path) -> dict[str, Truth]:
    """The same, half of the cases on each of two cores."""
    with ThreadPoolExecutor(max_workers=2) as workers:
        halves = list(workers.map(lambda part: _output([str(program), str(part), "2"]), range(2)))
    return _read_truth("".join(halves))


def _output(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr[:2000]}")
    return done.stdout


def _read_truth(lines: str) -> dict[str, Truth]:
    found = {}
    for line in lines.splitlines():
        name, *rest = line.split("\t")
        found[name] = Truth(*(rest + [""] * 4)[:4])
    return found
