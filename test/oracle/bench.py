"""Cases in, outcomes out: emits batches, runs them for the truth, analyses them for the verdict.

Both the cache and the fetch oracle, reduction and the metamorphic laws go through a Bench.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterator

from verdicts import Outcome, analyse, by_case


@dataclass
class Language:
    """One grammar with its emitter: what the two oracles differ in."""

    write_batch: Callable  # (folder, {name: case}) -> batch with .units and .owner
    compiler: object       # prepare(), program(batch) -> path
    run_truth: Callable    # path -> {name: Truth}
    flags: list[str]       # what the analyzer gets after "--"
    prefix: str = "c"


class Bench:
    """Evaluates cases in batches; batches that need not be kept are deleted."""

    def __init__(self, language: Language, crosstalk: str | None, work: Path, batch: int, keep: bool):
        self.language, self.crosstalk, self.work = language, crosstalk, work
        self.batch, self.keep = batch, keep
        self.is_prepared = False
        self.serial = 0
        self.outside: list = []

    def evaluate(self, cases: list[dict], progress: Callable[[int, int], None] | None = None) -> list[Outcome]:
        """The outcome of each case, in order."""
        outcomes = []
        for chunk in _chunks(cases, self.batch):
            outcomes += self._one_batch(chunk)
            if progress:
                progress(len(outcomes), len(cases))
        return outcomes

    def _one_batch(self, cases: list[dict]) -> list[Outcome]:
        named = {f"{self.language.prefix}{i:05}": case for i, case in enumerate(cases, self.serial)}
        folder = self.work / f"batch{self.serial:06}"
        self.serial += len(cases)
        batch = self.language.write_batch(folder, named)
        truth = self.language.run_truth(self._program(batch))
        found = self.verdicts(batch)
        if not self.keep:
            shutil.rmtree(folder)
        outcomes = []
        for name, case in named.items():
            t = truth[name]
            if t.word == "BROKEN":
                raise RuntimeError(f"{name} does not run to its end ({t.how}): {folder}")
            outcomes.append(Outcome(name, case, t.word, f"{t.how}: expected {t.expected!r}, got {t.got!r}",
                                    found.get(name, [])))
        return outcomes

    def verdicts(self, batch) -> dict:
        """The counted findings by case; empty without an analyzer."""
        if self.crosstalk is None:
            return {}
        found = by_case(analyse(self.crosstalk, batch.units, self.language.flags, batch.owner))
        self.outside += found.get(None, [])
        return found

    def _program(self, batch) -> Path:
        if not self.is_prepared:
            self.language.compiler.prepare()
            self.is_prepared = True
        return self.language.compiler.program(batch)


def _chunks(items: list, size: int) -> Iterator[list]:
    for start in range(0, len(items), size):
        yield items[start:start + size]
