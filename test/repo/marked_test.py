#!/usr/bin/env python3
"""The harness of marked sources fails when it should: tried with an analyzer that says what each test wants it to say."""
import os
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import marked  # noqa: E402

# Reports what the line comments "// say: RULE LEVEL" ask for, and exits 1 where one is a warning or an error.
PUPPET = '''#!/usr/bin/env python3
import json, re, sys
arguments = sys.argv[2:]
out, results = arguments[arguments.index("-o") + 1], []
for name in (a for a in arguments[: arguments.index("--")] if a.endswith((".cpp", ".c"))):
    for number, line in enumerate(open(name), 1):
        for rule, level in re.findall(r"say: (\\S+) (\\w+)", line):
            place = {"physicalLocation": {"artifactLocation": {"uri": name}, "region": {"startLine": number}}}
            results.append({"ruleId": rule, "level": level, "message": {"text": "x"}, "locations": [place]})
json.dump({"runs": [{"results": results}]}, open(out, "w"))
sys.exit(any(r["level"] in ("error", "warning") for r in results))
'''
SAID = "int a; // say: crosstalk-weak-key warning"
MARKED = " // finding: crosstalk-weak-key"


class Marked(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)
        puppet = Path(self.scratch.name) / "puppet"
        puppet.write_text(PUPPET)
        puppet.chmod(0o755)
        before = os.environ.get("CROSSTALK")
        os.environ["CROSSTALK"] = str(puppet)
        self.addCleanup(lambda: os.environ.pop("CROSSTALK") if before is None else os.environ.update(CROSSTALK=before))

    def run_on(self, folder="basic", **files):
        place = Path(self.scratch.name) / folder
        place.mkdir()
        for name, text in files.items():
            (place / f"{name}.cpp").write_text(text + "\n")
        return marked.run_folder(place)

    def assert_disagrees(self, words, **how):
        with self.assertRaises(marked.Disagreement) as caught:
            self.run_on(**how)
        self.assertIn(words, str(caught.exception))

    def test_agreement(self):
        self.assertEqual((1, 1), self.run_on(a=SAID + MARKED))

    def test_a_mark_that_is_not_found(self):
        self.assert_disagrees("a.cpp:1: not found: crosstalk-weak-key", a="int a;" + MARKED)

    def test_a_finding_that_is_not_marked(self):
        self.assert_disagrees("a.cpp:2: not marked: crosstalk-weak-key", a=SAID + MARKED + "\n" + SAID)

    def test_the_wrong_rule(self):
        self.assert_disagrees("not found: crosstalk-stale-identity", a=SAID + " // finding: crosstalk-stale-identity")

    def test_a_misspelt_mark(self):
        self.assert_disagrees("not a mark", a=SAID + " // finding: weak-key")

    def test_notes_are_let_be_unless_asked_for(self):
        note = "int b; // say: crosstalk-weak-key note"
        self.assertEqual((1, 1), self.run_on(a=SAID + MARKED + "\n" + note))
        self.assert_disagrees("not found: crosstalk-weak-key (note)", folder="other", a=SAID + MARKED + " (note)")

    def test_near_misses_have_no_marks_and_others_have(self):
        self.assertEqual((1, 0), self.run_on("near-misses", a="int a;"))
        self.assert_disagrees("0 marks", folder="basic", a="int a;")

    def test_each_source_is_a_program_except_across_units(self):
        self.assertEqual((2, 2), self.run_on("basic", a=SAID + MARKED, b=SAID + MARKED))
        self.assertEqual((1, 1), self.run_on("cross-tu", a=SAID + MARKED, b="int b;"))

    def test_an_analysis_that_did_not_work(self):
        os.environ["CROSSTALK"] = "false"
        self.assert_disagrees("exit 1", a=SAID + MARKED)


if __name__ == "__main__":
    unittest.main(verbosity=2)
