"""The command line that `run` and `fetch` share: evaluate, print, reduce, judge against thresholds."""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Callable

from bench import Bench, Language
from reduce import reduce_all
from verdicts import AnalyzerFailed, Outcome, rules_table, score, table


def parser(what: str) -> argparse.ArgumentParser:
    """The options of both oracles."""
    p = argparse.ArgumentParser(description=what)
    p.add_argument("--cases", type=int, default=500)
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--batch", type=int, default=250, help="cases in one program")
    p.add_argument("--crosstalk", help="the program under test; without it only the truth is established")
    p.add_argument("--clang", default="clang++-22")
    p.add_argument("--work", type=Path, help="where generated programs go (default: a temporary folder)")
    p.add_argument("--keep", action="store_true", help="keep the generated programs")
    p.add_argument("--where", action="append", default=[], metavar="FEATURE", help="only cases with this feature")
    p.add_argument("--reduce", type=int, default=12, metavar="N", help="how many disagreements to reduce")
    p.add_argument("--brief", action="store_true", help="only the features with a disagreement in the table")
    p.add_argument("--min-recall", type=float, default=0.0)
    p.add_argument("--min-precision", type=float, default=0.0)
    p.add_argument("--show", type=int, metavar="N", help="print the program of the Nth case and stop")
    return p


def main(options, language_of: Callable[[Path], Language], grammar) -> int:
    """Runs the oracle; 0 if the thresholds are met, 1 if not, 3 if the analyzer did not come to its end."""
    work = options.work or Path(tempfile.mkdtemp(prefix="oracle-"))
    work = work.resolve()
    try:
        return _run(options, language_of(work), grammar, work)
    except AnalyzerFailed as failure:
        print(failure, file=sys.stderr)
        return 3
    finally:
        if options.work is None and not options.keep:
            shutil.rmtree(work, ignore_errors=True)


def _run(options, language: Language, grammar, work: Path) -> int:
    cases = draw(grammar, options)
    if options.show is not None:
        return _show(language, grammar, cases[options.show], work)
    bench = Bench(language, options.crosstalk, work, options.batch, options.keep)
    outcomes = bench.evaluate(cases, _progress)
    _truth_line(outcomes)
    if options.crosstalk is None:
        print(_truth_table(outcomes, grammar.features))
        return 0
    print(table(outcomes, grammar.features, options.brief))
    print()
    print(rules_table(outcomes))
    _print_outside(bench)
    _print_wrong(bench, outcomes, options, grammar, work)
    return _judge(options, outcomes, bench)


def draw(grammar, options) -> list[dict]:
    """The sample that the seed stands for; a filter draws on until enough cases fit."""
    rng, cases = random.Random(options.seed), []
    while len(cases) < options.cases:
        case = grammar.sample(rng)
        if all(feature in grammar.features(case) for feature in options.where):
            cases.append(case)
    return cases


def _progress(done: int, total: int) -> None:
    print(f"{done} of {total} cases", file=sys.stderr, flush=True)


def _truth_line(outcomes: list[Outcome]) -> None:
    words = [o.truth for o in outcomes]
    print(f"truth: {len(words)} cases, {words.count('LEAK')} leak, {words.count('SAFE')} are safe, "
          f"{words.count('STALE')} leak only to an earlier state of the same id")


def _truth_table(outcomes: list[Outcome], features) -> str:
    counts: dict = {}
    for outcome in outcomes:
        for feature in features(outcome.case):
            counts.setdefault(feature, []).append(outcome.truth)
    lines = [f"{'feature':42} {'cases':>6} {'leak':>6} {'safe':>6} {'stale':>6}"]
    for feature in sorted(counts):
        words = counts[feature]
        lines.append(f"{feature:42} {len(words):6} {words.count('LEAK'):6} {words.count('SAFE'):6} "
                     f"{words.count('STALE'):6}")
    return "\n".join(lines)


def _print_outside(bench: Bench) -> None:
    if bench.outside:
        print(f"\n{len(bench.outside)} findings belong to no case:")
        for finding in bench.outside[:10]:
            print(f"  {finding.place}: {finding.rule}: {finding.message}")


def _print_wrong(bench: Bench, outcomes: list[Outcome], options, grammar, work: Path) -> None:
    wrong = [o for o in outcomes if o.is_wrong]
    if not wrong or not options.reduce:
        return
    print(f"\n{len(wrong)} disagreements; {min(len(wrong), options.reduce)} reduced, simplest first:")
    minimal = reduce_all(bench, _spread(wrong, grammar, options.reduce), grammar.simpler, grammar.weight,
                         grammar.freeze, options.reduce)
    for number, outcome in enumerate(minimal):
        folder = work / f"disagreement{number:03}"
        bench.language.write_batch(folder, {"minimal": outcome.case})
        print(f"\n{outcome.kind}  {grammar.describe(outcome.case)}")
        print(f"    truth: {outcome.truth} ({outcome.witness})" if outcome.truth != "SAFE" else "    truth: SAFE")
        for finding in outcome.findings:
            print(f"    {finding.level}: {finding.message} [{finding.rule}]")
        if options.work:
            print(f"    program: {folder}")


def _spread(wrong: list[Outcome], grammar, limit: int) -> list[Outcome]:
    """Disagreements of both kinds and of all kinds of handlers, the simplest of each first."""
    groups: dict = {}
    for outcome in sorted(wrong, key=lambda o: (grammar.weight(o.case), o.name)):
        groups.setdefault((outcome.kind, outcome.case["kind"]), []).append(outcome)
    picked = []
    while len(picked) < limit and any(groups.values()):
        picked += [group.pop(0) for group in groups.values() if group]
    return picked[:limit]


def _judge(options, outcomes: list[Outcome], bench: Bench) -> int:
    total, _ = score(outcomes, lambda case: ())
    print(f"\nrecall {100 * total.recall:.2f} % (at least {100 * options.min_recall:.0f}), "
          f"precision {100 * total.precision:.2f} % (at least {100 * options.min_precision:.0f})")
    return 0 if total.recall >= options.min_recall and total.precision >= options.min_precision else 1


def _show(language: Language, grammar, case: dict, work: Path) -> int:
    batch = language.write_batch(work / "show", {"shown": case})
    print(f"// {grammar.describe(case)}")
    for file in sorted(batch.ranges):
        print(f"// ---------------------------------------------------------------- {file}")
        print((batch.folder / file).read_text())
    return 0
