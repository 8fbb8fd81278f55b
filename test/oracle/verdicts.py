"""The analyzer's side: runs it on a batch, says which case each finding belongs to, counts agreement with the truth.

In:  a Batch and the path of the program under test.  Out: findings per case; a Score per feature.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Iterable

COUNTED = ("error", "warning")


@dataclass(frozen=True)
class Finding:
    """One result of the analyzer, and the case it was attributed to."""

    rule: str
    level: str
    message: str
    place: str
    case: str | None


class AnalyzerFailed(RuntimeError):
    """The analyzer could not be run to its end."""


def analyse(crosstalk: str, units: list[Path], flags: list[str], owner) -> list[Finding]:
    """Runs the analyzer on the units as one program; owner(file, line) names the case of a line."""
    folder = units[0].parent
    (folder / ".crosstalk.yaml").write_text("{}\n")  # what lies further up must not configure this run
    sarif = folder / "findings.sarif"
    sarif.unlink(missing_ok=True)
    command = [crosstalk, "check", *(unit.name for unit in units), "--root", str(folder), "--format", f"sarif={sarif}",
               "--fail-on", "never", "--", *flags]
    # Summaries of generated programs stay in their folder.
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)
    if done.returncode not in (0, 1) or not sarif.exists():
        raise AnalyzerFailed(f"{' '.join(command)}\nexit code {done.returncode}\n{done.stderr[-3000:]}")
    return list(_findings(json.loads(sarif.read_text()), owner))


def _findings(log: dict, owner) -> Iterable[Finding]:
    for run in log.get("runs", ()):
        for result in run.get("results", ()):
            places = list(_places(result))
            case = next((c for c in (owner(*place) for place in places) if c), None)
            where = "%s:%d" % places[0] if places else "?"
            yield Finding(result.get("ruleId", "?"), result.get("level", "warning"),
                          result.get("message", {}).get("text", ""), where, case)


def _places(result: dict) -> Iterable[tuple[str, int]]:
    """The primary location, then the ends of the flows, then every step, then the related locations."""
    yield from _each(result.get("locations", ()))
    flows = [flow.get("locations", ()) for code in result.get("codeFlows", ()) for flow in code.get("threadFlows", ())]
    yield from _each(steps[-1].get("location", {}) for steps in flows if steps)
    yield from _each(step.get("location", {}) for steps in flows for step in steps)
    yield from _each(result.get("relatedLocations", ()))


def _each(locations) -> Iterable[tuple[str, int]]:
    for location in locations:
        physical = location.get("physicalLocation", {})
        file = physical.get("artifactLocation", {}).get("uri")
        line = physical.get("region", {}).get("startLine")
        if file and line:
            yield file, line


def by_case(findings: Iterable[Finding]) -> dict[str | None, list[Finding]]:
    """The findings that count (warning or error), by case; None holds those that belong to no case."""
    found = defaultdict(list)
    for finding in findings:
        if finding.level in COUNTED:
            found[finding.case].append(finding)
    return found


@dataclass
class Outcome:
    """One case, what is true of it, and what was reported."""

    name: str
    case: dict
    truth: str
    witness: str
    findings: list[Finding] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """TP, FN, FP, TN; for a case whose identity is covered only by the id: STALE+ (reported) or STALE-."""
        if self.truth == "STALE":
            return "STALE+" if self.findings else "STALE-"
        if self.truth == "LEAK":
            return "TP" if self.findings else "FN"
        return "FP" if self.findings else "TN"

    @property
    def is_wrong(self) -> bool:
        return self.kind in ("FN", "FP")


class Score:
    """Counts of outcomes."""

    def __init__(self):
        self.counts: Counter = Counter()

    def add(self, kind: str) -> None:
        self.counts[kind] += 1

    @property
    def recall(self) -> float:
        leaks = self.counts["TP"] + self.counts["FN"]
        return self.counts["TP"] / leaks if leaks else 1.0

    @property
    def precision(self) -> float:
        reported = self.counts["TP"] + self.counts["FP"]
        return self.counts["TP"] / reported if reported else 1.0

    def row(self) -> str:
        c = self.counts
        return (f"{sum(c.values()):6} {c['TP']:6} {c['FN']:5} {c['FP']:5} {c['TN']:6} "
                f"{100 * self.recall:7.2f} {100 * self.precision:9.2f}")


HEADER = f"{'cases':>6} {'TP':>6} {'FN':>5} {'FP':>5} {'TN':>6} {'recall':>7} {'precision':>9}"


def score(outcomes: Iterable[Outcome], features) -> tuple[Score, dict[str, Score]]:
    """The score over all, and per feature."""
    total, per = Score(), defaultdict(Score)
    for outcome in outcomes:
        total.add(outcome.kind)
        for feature in features(outcome.case):
            per[feature].add(outcome.kind)
    return total, per


def table(outcomes: list[Outcome], features, only_wrong: bool = False) -> str:
    """The table that `run` prints: one line a feature, then the total."""
    total, per = score(outcomes, features)
    lines = [f"{'feature':42} {HEADER}"]
    for feature in sorted(per):
        counts = per[feature].counts
        if not only_wrong or counts["FN"] or counts["FP"]:
            lines.append(f"{feature:42} {per[feature].row()}")
    lines.append(f"{'all':42} {total.row()}")
    counts = total.counts
    stale = counts["STALE+"] + counts["STALE-"]
    if stale:
        lines.append(f"{stale} cases leak only to an earlier state of the same id (other tenant or role); either "
                     f"verdict is right for them, {counts['STALE+']} were reported")
    return "\n".join(lines)


def rules_table(outcomes: list[Outcome]) -> str:
    """Which rules spoke, on leaks and on safe cases."""
    counts = Counter((f.rule, o.truth) for o in outcomes for f in o.findings)
    rules = sorted({rule for rule, _ in counts})
    lines = [f"{'rule':42} {'on LEAK':>8} {'on STALE':>8} {'on SAFE':>8}"]
    lines += [f"{r:42} {counts[r, 'LEAK']:8} {counts[r, 'STALE']:8} {counts[r, 'SAFE']:8}" for r in rules]
    return "\n".join(lines)
