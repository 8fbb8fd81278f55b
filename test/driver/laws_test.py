#!/usr/bin/env python3
"""Laws over the programs of several units in test/rules: what must change no byte of what is printed.

The order of the inputs, -j, the state of the cache, whether units are summarized one by one, and in which order and how often
those are linked: for the report and for every stage that can be dumped. (link_test.py and cache_test.py: the same case by
case. test/plugin/subset_test.py: what the plugin finds in a unit, the program finds too.)
"""
import random
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from check_test import tree  # noqa: E402
from marked import UNITS, flags_of, programs_of  # noqa: E402

RULES = HERE.parent / "rules"
STAGES = ("facts", "summary", "program", "sql")


def programs():
    """(folder, units, flags) of each program of several units."""
    for folder in sorted({p.parent for p in RULES.rglob("*") if p.suffix in UNITS}):
        for units, _ in programs_of(folder):
            if len(units) > 1:
                yield folder, sorted(units), flags_of(folder, units)


def orders(units):
    """Backwards, and shuffled."""
    shuffled = list(units)
    random.Random(len(units)).shuffle(shuffled)
    return [units[::-1], shuffled]


class Laws(unittest.TestCase):
    def each(self, law):
        seen = 0
        for folder, units, flags in programs():
            with self.subTest(str(folder.relative_to(RULES))), tree() as t:
                law(t, folder, units, flags)
                seen += 1
        self.assertGreater(seen, 5, "programs of several units")

    def report(self, t, folder, units, flags, *words):
        t.run("check", "--root", folder, "--all", "--format", "sarif=out.sarif", *words, *units, "--", *flags)
        return (t.folder / "out.sarif").read_bytes()

    def test_order_jobs_and_cache_change_no_byte_of_a_report(self):
        def law(t, folder, units, flags):
            cold = self.report(t, folder, units, flags, "-j1", "--no-cache")
            self.assertIn(b'"results"', cold)
            for order in orders(units):
                self.assertEqual(cold, self.report(t, folder, order, flags, "-j4"))
            self.assertEqual(cold, self.report(t, folder, units, flags, "-j2"), "warm")
        self.each(law)

    def test_order_and_jobs_change_no_byte_of_a_dump(self):
        def law(t, folder, units, flags):
            for stage in STAGES:
                first, *others = [t.run("dump", stage, "--root", folder, *words, *order, "--", *flags)
                                  for order, words in zip([units, *orders(units)], [["-j1"], ["-j4"], []])]
                self.assertEqual(0, first.returncode, first.stderr)
                for other in others:
                    self.assertEqual(first.stdout, other.stdout, stage)
        self.each(law)

    def test_summaries_may_be_linked_in_any_order_and_twice(self):
        def law(t, folder, units, flags):
            whole = self.report(t, folder, units, flags)
            for number, unit in enumerate(units):
                t.run("summarize", unit, "-o", f"{number}.summary", "--", *flags)
            names = [f"{n}.summary" for n in range(len(units))]
            for order in [names, *orders(names), names + names[:1]]:
                t.run("link", "--root", folder, "--all", "--format", "sarif=link.sarif", *order)
                self.assertEqual(whole, (t.folder / "link.sarif").read_bytes())
        self.each(law)


if __name__ == "__main__":
    unittest.main(verbosity=2)
