#!/usr/bin/env python3
"""Laws that need no truth: a change that cannot matter leaves the verdict, a change that closes the leak removes it.

  test/oracle/metamorphic.py --cases 250 --seed 3 --crosstalk build/bin/crosstalk

Each law rewrites a generated case. "same" laws compare the set of counted rules before and after; "gone" laws demand
that nothing is reported any more. Programs are only analysed, not run (--truth runs them instead: the laws
must hold for what is true).
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench import Bench, Language
from emit import write_batch
from grammar import CROSSABLE, describe, freeze, normalize, sample
from replay import SUPPORT, Compiler, run_truth_in_parts
from verdicts import AnalyzerFailed


@dataclass(frozen=True)
class Law:
    """A rewriting of a case, and what has to hold: "same" or "gone"."""

    name: str
    holds: str
    rewrite: Callable[[dict], dict]


def _with(**changes) -> Callable[[dict], dict]:
    renamed = {name.replace("_", ".", 1): value for name, value in changes.items()}
    return lambda case: {**case, **renamed}


def _complete_key(case: dict) -> dict:
    """Everything that names somebody goes into the key, undiminished."""
    if case["kind"] != "cache":
        return case
    parts = {"q", "id", "tenant", "name", "role", "admin"} | ({"handle"} & set(case["v.deps"] + case["k.parts"]))
    return {**case, "k.parts": tuple(sorted(parts)), "k.lossy": "none", "k.cond": "none", "k.kill": "none",
            "k.second": "none", "k.struct": "all", "g.kind": "none"}


def _request_local(case: dict) -> dict:
    if case["kind"] == "cache" and case["s.wrap"] != "decorator":
        return {**case, "s.holder": "request_local"}
    changes = {"memo": {"m.slot": "request_local"}, "state": {"d.holder": "request_local"},
               "callback": {"f.store": "per_request"}}
    return {**case, **changes.get(case["kind"], {})}


def _other_unit(case: dict) -> dict:
    return {**case, "v.cross": tuple(layer in CROSSABLE for layer in case["v.chain"])}


def _one_unit(case: dict) -> dict:
    return {**case, "v.cross": (False,) * len(case["v.chain"])}


def _key_other_unit(case: dict) -> dict:
    return {**case, "k.via": "helper_cross"} if case["k.via"] == "helper" else case


def _wrapped(style: str) -> Callable[[dict], dict]:
    return lambda case: {**case, "v.chain": (style,) + case["v.chain"], "v.cross": (False,) + tuple(case["v.cross"])}


def _other_words(case: dict) -> dict:
    return {**case, "p.words": (case["p.words"] + 1) % 6}


def _other_type(case: dict) -> dict:
    return {**case, "p.type": (case["p.type"] + 1) % 12}


LAWS = (
    Law("complete-key", "gone", _complete_key),
    Law("request-local", "gone", _request_local),
    Law("overwritten-value", "gone", lambda c: _with(v_post="overwritten")(c) if c["kind"] in ("cache", "memo")
        and c["g.kind"] == "none" else c),
    Law("helpers-in-other-unit", "same", _other_unit),
    Law("helpers-in-one-unit", "same", _one_unit),
    Law("key-helper-in-other-unit", "same", _key_other_unit),
    Law("helpers-after-handler", "same", _with(v_order="after")),
    Law("outline-function", "same", _wrapped("ret")),
    Law("wrap-in-lambda", "same", _wrapped("lambda")),
    Law("wrap-in-std-function", "same", _wrapped("std_function")),
    Law("wrap-in-unique-object", "same", _wrapped("smartptr")),
    Law("wrap-in-template", "same", _wrapped("template")),
    Law("wrap-in-out-parameter", "same", _wrapped("out_ref")),
    Law("rename-variables-and-helpers", "same", _other_words),
    Law("rename-principal-type", "same", _other_type),
    Law("getters-for-fields", "same", _with(p_access="getter")),
    Law("principal-from-context", "same", lambda c: _with(p_entry="ctx")(c) if "token" not in c["k.parts"] else c),
    Law("add-logging", "same", _with(v_noise="log")),
    Law("add-metrics", "same", _with(v_noise="metric_by_user")),
    Law("add-mutex", "same", _with(s_lock="mutex")),
)


def main() -> int:
    options = _options()
    work = (options.work or Path(tempfile.mkdtemp(prefix="metamorphic-"))).resolve()
    language = Language(write_batch, Compiler(options.clang, work), run_truth_in_parts, ["-std=c++20", "-I", str(SUPPORT)])
    bench = Bench(language, None if options.truth else options.crosstalk, work, options.batch, options.work is not None)
    try:
        return _check(bench, options)
    except AnalyzerFailed as failure:
        print(failure, file=sys.stderr)
        return 3
    finally:
        if options.work is None:
            shutil.rmtree(work, ignore_errors=True)


def _options():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--cases", type=int, default=250)
    p.add_argument("--seed", type=int, default=3)
    p.add_argument("--batch", type=int, default=250)
    p.add_argument("--crosstalk")
    p.add_argument("--clang", default="clang++-22")
    p.add_argument("--work", type=Path)
    p.add_argument("--law", action="append", help="only these laws")
    p.add_argument("--show", type=int, default=3, help="how many violations of each law to print")
    p.add_argument("--truth", action="store_true", help="check that the laws hold for the truth; no analyzer needed")
    p.add_argument("--max-violations", type=float, default=0.01, help="the share of comparisons that may fail")
    options = p.parse_args()
    if not options.truth and not options.crosstalk:
        p.error("--crosstalk or --truth is needed")
    return options


def _check(bench: Bench, options) -> int:
    rng = random.Random(options.seed)
    bases = [sample(rng) for _ in range(options.cases)]
    laws = [law for law in LAWS if not options.law or law.name in options.law]
    pairs = {law.name: [(b, r) for b in bases if freeze(r := normalize(law.rewrite(b))) != freeze(b)] for law in laws}
    verdict = _evaluate(bench, bases + [r for found in pairs.values() for _, r in found], options.truth)
    checked = broken = 0
    for law in laws:
        wrong = [(b, r) for b, r in pairs[law.name] if not _obeys(law, verdict[freeze(b)], verdict[freeze(r)])]
        checked, broken = checked + len(pairs[law.name]), broken + len(wrong)
        print(f"{law.name:32} {law.holds:5} {len(pairs[law.name]):5} compared {len(wrong):5} violated")
        for base, rewritten in wrong[:options.show]:
            print(f"    {sorted(verdict[freeze(base)])} -> {sorted(verdict[freeze(rewritten)])}")
            print(f"      before {describe(base)}\n      after  {describe(rewritten)}")
    print(f"{broken} of {checked} comparisons violate a law")
    return 0 if broken <= options.max_violations * max(checked, 1) else 1


def _obeys(law: Law, before: frozenset, after: frozenset) -> bool:
    return not after if law.holds == "gone" else before == after


def _evaluate(bench: Bench, cases: list[dict], with_truth: bool) -> dict:
    """What was reported for each distinct case: a set of rules, or with_truth a set of one word."""
    distinct = list({freeze(c): c for c in cases}.values())
    if with_truth:
        return {freeze(o.case): frozenset({o.truth} - {"SAFE", "STALE"}) for o in bench.evaluate(distinct)}
    found = {}
    for start in range(0, len(distinct), bench.batch):
        chunk = distinct[start:start + bench.batch]
        named = {f"c{start + i:05}": case for i, case in enumerate(chunk)}
        folder = bench.work / f"laws{start:06}"
        reported = bench.verdicts(bench.language.write_batch(folder, named))
        shutil.rmtree(folder)
        for name, case in named.items():
            found[freeze(case)] = frozenset(f.rule for f in reported.get(name, ()))
        print(f"{start + len(chunk)} of {len(distinct)} programs", file=sys.stderr, flush=True)
    return found


if __name__ == "__main__":
    sys.exit(main())
