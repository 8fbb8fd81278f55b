#!/usr/bin/env python3
"""The oracle's own laws: sampling is reproducible, normal forms are stable, reduction terminates at a wrong analyzer's
cause, and lines are attributed to the right case. No compiler and no analyzer is needed."""

import random
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import emit
import fetch_emit
import fetch_grammar
import grammar
import metamorphic
from reduce import reduce_all
from verdicts import Outcome, Score, _findings, table

ORACLES = ((grammar, emit.write_batch), (fetch_grammar, fetch_emit.write_batch))


def samples(g, count: int, seed: int = 1) -> list[dict]:
    rng = random.Random(seed)
    return [g.sample(rng) for _ in range(count)]


class Grammars(unittest.TestCase):
    def test_same_seed_same_cases(self):
        for g, _ in ORACLES:
            self.assertEqual(samples(g, 50), samples(g, 50))

    def test_normal_form_is_stable(self):
        for g, _ in ORACLES:
            for case in samples(g, 500):
                self.assertEqual(case, g.normalize(case), g.describe(case))

    def test_simpler_cases_are_normal_and_lighter(self):
        for g, _ in ORACLES:
            for case in samples(g, 100):
                for step in g.simpler(case):
                    self.assertLess(g.weight(step), g.weight(case))
                    self.assertEqual(step, g.normalize(step))

    def test_every_option_is_drawn(self):
        for g, _ in ORACLES:
            seen = {name for case in samples(g, 6000) for name in g.features(case)}
            missing = [f"{d.name}={o}" for d in g.DIMS for o in d.options
                       if d.name != "p.words" and f"{d.name}={o}" not in seen]
            self.assertEqual(missing, [])

    def test_laws_give_normal_cases(self):
        for case in samples(grammar, 200):
            for law in metamorphic.LAWS:
                changed = grammar.normalize(law.rewrite(case))
                self.assertEqual(changed, grammar.normalize(changed), law.name)


class Emission(unittest.TestCase):
    def test_every_line_of_a_case_belongs_to_it(self):
        for g, write in ORACLES:
            cases = {f"c{i:05}": case for i, case in enumerate(samples(g, 40))}
            with tempfile.TemporaryDirectory() as folder:
                batch = write(Path(folder), cases)
                for file, ranges in batch.ranges.items():
                    lines = (batch.folder / file).read_text().splitlines()
                    for first, last, name in ranges:
                        self.assertEqual(lines[last - 1], f"}} // namespace {name}")
                        self.assertIn(f"namespace {name} {{", lines[first - 1:first + 1])
                        self.assertEqual(batch.owner("x/" + file, last), name)

    def test_same_cases_same_bytes(self):
        cases = {f"c{i:05}": case for i, case in enumerate(samples(grammar, 40))}
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
            emit.write_batch(Path(one), cases)
            emit.write_batch(Path(two), cases)
            for file in emit.ANALYSED:
                self.assertEqual((Path(one) / file).read_bytes(), (Path(two) / file).read_bytes())


class FakeBench:
    """An analyzer that never sees through std::bind, and a truth in which every case leaks."""

    def evaluate(self, cases):
        finding = ["found"]
        return [Outcome("c", case, "LEAK", "", [] if "bind" in case["v.chain"] else finding) for case in cases]


class Reduction(unittest.TestCase):
    def test_reduces_to_the_cause(self):
        bench = FakeBench()
        wrong = [o for o in bench.evaluate(samples(grammar, 300)) if o.is_wrong]
        self.assertTrue(wrong)
        for outcome in reduce_all(bench, wrong, grammar.simpler, grammar.weight, grammar.freeze, 5, rounds=60):
            self.assertEqual(outcome.case["v.chain"], ("bind",))
            self.assertEqual(outcome.case["p.type"], 0)


class Verdicts(unittest.TestCase):
    def test_scores(self):
        score = Score()
        for kind in ("TP", "TP", "TP", "FN", "FP", "TN", "STALE+"):
            score.add(kind)
        self.assertEqual((score.recall, score.precision), (0.75, 0.75))

    def test_a_finding_in_shared_code_goes_to_the_case_of_its_flow(self):
        def place(file, line):
            return {"physicalLocation": {"artifactLocation": {"uri": file}, "region": {"startLine": line}}}
        flow = {"threadFlows": [{"locations": [{"location": place("cases.cpp", 7)}]}]}
        log = {"runs": [{"results": [{"ruleId": "r", "level": "error", "message": {"text": "m"},
                                      "locations": [place("server.h", 3)], "codeFlows": [flow]}]}]}
        found = list(_findings(log, lambda file, line: "c7" if (file, line) == ("cases.cpp", 7) else None))
        self.assertEqual([(f.rule, f.case) for f in found], [("r", "c7")])

    def test_the_table_counts_every_feature_of_a_case(self):
        case = samples(grammar, 1)[0]
        text = table([Outcome("c", case, "LEAK", "")], grammar.features)
        for name in grammar.features(case):
            self.assertIn(name, text)


if __name__ == "__main__":
    unittest.main()
