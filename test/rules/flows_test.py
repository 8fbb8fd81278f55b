#!/usr/bin/env python3
"""Each step of a finding's flows names what its line has: a reader who opens the line must see what the step talks about.

In:  the marked sources of test/rules: every second program, chosen by its name, or all with --all.  Out: the steps whose
quoted variable, field or call is not in the line they point to. `unnamed.txt` lists those that are known, each with why.
"""
import concurrent.futures
import hashlib
import json
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

RULES = Path(__file__).resolve().parent
sys.path.insert(0, str(RULES.parent))
from marked import UNITS, analyzer, flags_of, programs_of  # noqa: E402

STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
WORD = re.compile(r"[A-Za-z_~]\w*")
QUOTED = re.compile(r"'(.*)'")
OF_PRINTING = {"or", "size", "narrowed", "hash", "first", "count"}  # how values without a name of their own are shown
ALL = "--all" in sys.argv


def programs():
    """(folder, units) of each program that is drawn."""
    for folder in sorted({p.parent for p in RULES.rglob("*") if p.suffix in UNITS}):
        for units, _ in programs_of(folder):
            name = "".join(str(u.relative_to(RULES)) for u in sorted(units))
            if ALL or hashlib.sha256(name.encode()).digest()[0] % 2:
                yield folder, sorted(units)


def names_in(shown):
    """The variables, fields and calls of a shown expression, without those inside brackets: of "load(a).name" load, name."""
    depth, outside = 0, ""
    for letter in STRING.sub("", shown):
        depth -= letter in ")]}"
        outside += letter if depth == 0 and letter not in ")]}" else " "
        depth += letter in "([{"
    return set(WORD.findall(outside)) - OF_PRINTING


def is_named(text, line):
    quoted = QUOTED.search(text)
    names = names_in(quoted[1]) if quoted else set()
    return not names or any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line) for name in names)


def replay(program):
    """(how many steps, {"file: step" that names nothing of its line})."""
    folder, units = program
    done = subprocess.run([analyzer(), "check", "--all", "--root", ".", "--format", "json", *(u.name for u in units), "--",
                           *flags_of(folder, units)], cwd=folder, capture_output=True, text=True)
    steps = [s for f in json.loads(done.stdout)["findings"] for flow in f["flows"] for s in flow["frames"]]
    unnamed = set()
    for step in steps:
        line = (folder / step["file"]).read_text(encoding="utf-8").splitlines()[step["line"] - 1]
        if not is_named(step["text"], line):
            unnamed.add(f"{(folder / step['file']).relative_to(RULES)}: {step['text']}")
    return len(steps), unnamed


def known():
    lines = (RULES / "unnamed.txt").read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


class Flows(unittest.TestCase):
    maxDiff = None

    def test_every_step_names_what_is_in_its_line(self):
        drawn = list(programs())
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            done = list(pool.map(replay, drawn))
        steps, unnamed = sum(n for n, _ in done), set().union(*(u for _, u in done))
        self.assertGreater(steps, 300)
        self.assertEqual("", "\n".join(sorted(unnamed - known())), f"{len(unnamed)} of {steps} steps")
        if ALL:
            self.assertEqual(set(), known() - unnamed, "no longer so")
        print(f"{steps} steps of {len(drawn)} programs, {len(unnamed)} name what the line does not have")


if __name__ == "__main__":
    unittest.main(argv=[a for a in sys.argv if a != "--all"], verbosity=2)
