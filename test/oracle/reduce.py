"""Delta debugging on the grammar: the simplest case that still disagrees in the same way.

Every round evaluates the simpler neighbours of all open cases as one program, so that reduction costs a few batches.
"""

from __future__ import annotations

from typing import Callable

from bench import Bench
from verdicts import Outcome


def reduce_all(bench: Bench, wrong: list[Outcome], simpler: Callable, weight: Callable, freeze: Callable, limit: int,
               rounds: int = 12, width: int = 14) -> list[Outcome]:
    """Minimal disagreements, one for each distinct outcome of the reduction, the simplest first."""
    open_ = sorted(wrong, key=lambda o: (weight(o.case), o.name))[:limit]
    done: dict = {}
    seen: dict = {}
    for _ in range(rounds):
        if not open_:
            break
        open_ = _one_round(bench, open_, done, seen, simpler, freeze, width)
    for outcome in open_:
        done.setdefault((outcome.kind, freeze(outcome.case)), outcome)
    return sorted(done.values(), key=lambda o: (weight(o.case), o.name))


def _one_round(bench: Bench, open_: list[Outcome], done: dict, seen: dict, simpler, freeze, width) -> list[Outcome]:
    """Replaces each open case by its first simpler neighbour that disagrees the same way, or declares it minimal."""
    tries = {id(o): simpler(o.case)[:width] for o in open_}
    fresh = {freeze(c): c for cases in tries.values() for c in cases if freeze(c) not in seen}
    for outcome in bench.evaluate(list(fresh.values())):
        seen[freeze(outcome.case)] = outcome
    following: dict = {}
    for outcome in open_:
        better = next((seen[freeze(c)] for c in tries[id(outcome)] if seen[freeze(c)].kind == outcome.kind), None)
        if better is None and len(simpler(outcome.case)) > width:
            better = _beyond(bench, outcome, seen, simpler(outcome.case)[width:], freeze)
        if better is None:
            done.setdefault((outcome.kind, freeze(outcome.case)), outcome)
        else:
            following.setdefault((better.kind, freeze(better.case)), better)
    return list(following.values())


def _beyond(bench: Bench, outcome: Outcome, seen: dict, rest: list, freeze) -> Outcome | None:
    """The neighbours that the round left out."""
    fresh = [c for c in rest if freeze(c) not in seen]
    for tried in bench.evaluate(fresh):
        seen[freeze(tried.case)] = tried
    return next((seen[freeze(c)] for c in rest if seen[freeze(c)].kind == outcome.kind), None)
