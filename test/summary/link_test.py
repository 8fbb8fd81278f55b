#!/usr/bin/env python3
"""summarize and link say what check says, byte for byte; neither the order of the units nor -j changes anything."""
import json
import os
import random
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "driver"))
from check_test import CLEAN, FINDINGS, INCOMPLETE, WRONG, Cases, Tree, project, tree  # noqa: E402

RULES = HERE.parent / "rules"
UNITS = (".cpp", ".c")


def flags_of(unit):
    return [] if unit.suffix == ".c" else ["-std=c++20"]


class Steps(Tree):
    """A scratch project with the two steps beside check."""

    def summarize(self, source, *words, out=None, flags=None):
        out = out or Path(source).name + ".summary"
        tail = [] if flags is None else ["--", *flags]
        return self.run("summarize", source, "-o", out, *words, *tail)

    def link(self, *words, name="link.sarif"):
        self.done = self.run("link", "--format", f"sarif={name}", *words)
        return (self.folder / name).read_bytes()

    def check(self, *words, name="check.sarif"):
        self.done = self.run("check", "--format", f"sarif={name}", *words)
        return (self.folder / name).read_bytes()


class Link(Cases):
    def test_units_of_a_database(self):
        with project("alpha", "beta") as t:
            t.__class__ = Steps
            whole = t.check("-p", "build")
            for name in ("alpha", "beta", "clean"):
                self.ends(CLEAN, t.summarize(f"src/{name}.cpp", "-p", "build"))
            self.assertEqual(whole, t.link("alpha.cpp.summary", "beta.cpp.summary", "clean.cpp.summary"))
            self.assertEqual(FINDINGS, t.done.returncode)
            self.assertEqual(whole, t.link("clean.cpp.summary", "beta.cpp.summary", "alpha.cpp.summary", "beta.cpp.summary"))

    def test_each_main_is_a_program(self):
        with project("alpha", clean=()) as t:
            t.__class__ = Steps
            names = ["alpha", "server", "test"]
            for name in names[1:]:
                t.write(f"src/{name}.cpp", "int main() { return 0; }\n")
            t.database([f"{n}.cpp" for n in names])
            for name in names:
                t.summarize(f"src/{name}.cpp", "-p", "build")
            self.assertEqual(t.check("-p", "build"), t.link(*[f"{n}.cpp.summary" for n in names]))

    def test_marked_programs(self):
        """One folder a rule: the units are one program, as for check with flags."""
        for folder in sorted(RULES.glob("*/cross-tu")):
            units = sorted(p for p in folder.rglob("*") if p.suffix in UNITS)
            with self.subTest(folder=folder.parent.name), tree() as t:
                t.__class__ = Steps
                flags = flags_of(units[0])
                whole = t.check("--root", folder, *units, "--", *flags)
                names = []
                for unit in units:
                    names.append(f"{len(names)}.summary")
                    self.ends(CLEAN, t.summarize(unit, out=names[-1], flags=flags))
                random.Random(1).shuffle(names)
                self.assertEqual(whole, t.link("--root", folder, "-j", "2", *names))
                t.write("list", "\n".join(names) + "\n")
                self.assertEqual(whole, t.link("--root", folder, "@list"))

    def test_the_options_of_check(self):
        with project("alpha") as t:
            t.__class__ = Steps
            t.summarize("src/alpha.cpp")
            self.ends(CLEAN, t.run("link", "alpha.cpp.summary", "--fail-on", "never", "--all"), "crosstalk-unkeyed-cache")
            t.write(".crosstalk.yaml", "rules: {crosstalk-unkeyed-cache: off}\n")
            self.ends(CLEAN, t.run("link", "alpha.cpp.summary"), "0 errors, 0 warnings")
            t.write(".crosstalk.yaml", "exclude: [src]\n")
            self.ends(WRONG, t.run("link", "alpha.cpp.summary"), "'exclude' leaves no unit")

    def test_a_unit_that_fails_has_a_summary_that_says_so(self):
        with project("alpha", "beta") as t:
            t.__class__ = Steps
            path = t.folder / "src/beta.cpp"
            path.write_text("#include \"gone.h\"\n" + path.read_text())
            whole = t.check("-p", "build")
            self.ends(CLEAN, t.summarize("src/alpha.cpp"))
            self.ends(INCOMPLETE, t.summarize("src/beta.cpp"), "1 error; analysed as far as clang recovered")
            self.ends(CLEAN, t.summarize("src/clean.cpp"))
            names = [f"{n}.cpp.summary" for n in ("alpha", "beta", "clean")]
            self.assertEqual(whole, t.link(*names))
            self.assertEqual(INCOMPLETE, t.done.returncode)
            path.unlink()
            whole = t.check("-p", "build")
            self.ends(INCOMPLETE, t.summarize("src/beta.cpp", "-p", "build"), "no such file")
            self.ends(CLEAN, t.summarize("src/beta.cpp", "-p", "build", "--incomplete-ok"), "not analysed")
            self.assertEqual(whole, t.link(*names))
            self.ends(WRONG, t.summarize("src/beta.cpp", flags=[]), "cannot find the file")

    def test_summaries_do_not_depend_on_time_or_cache(self):
        with project("alpha") as t:
            t.__class__ = Steps
            t.summarize("src/alpha.cpp", out="cold")
            t.summarize("src/alpha.cpp", out="warm")
            t.summarize("src/alpha.cpp", "--no-cache", out="none")
            cold, warm, none = ((t.folder / n).read_bytes() for n in ("cold", "warm", "none"))
            self.assertEqual(cold, warm)
            self.assertEqual(cold, none)

    def test_stages_can_be_dumped_from_a_summary(self):
        with project("alpha") as t:
            t.__class__ = Steps
            t.summarize("src/alpha.cpp")
            for stage in ("facts", "summary", "program", "sql"):
                parsed = self.ends(CLEAN, t.run("dump", stage, "src/alpha.cpp"))
                self.assertEqual(parsed.stdout, self.ends(CLEAN, t.run("dump", stage, "alpha.cpp.summary")).stdout)

    def test_the_rule_for_make_names_what_was_read(self):
        with project("alpha") as t:
            t.__class__ = Steps
            for words in ((), (), ("--no-cache",)):
                self.ends(CLEAN, t.summarize("src/alpha.cpp", "--depfile", "alpha.d", *words))
                rule = (t.folder / "alpha.d").read_text()
                self.assertTrue(rule.startswith("alpha.cpp.summary:"), rule)
                self.assertIn("src/alpha.cpp", rule)
                self.assertIn("src/session.h", rule)


class WrongInput(Cases):
    def test_files_that_are_no_summaries(self):
        with project("alpha") as t:
            t.__class__ = Steps
            t.summarize("src/alpha.cpp")
            whole = (t.folder / "alpha.cpp.summary").read_bytes()
            t.write("text", "int X;\n")
            self.ends(WRONG, t.run("link"), "expected at least one SUMMARY")
            self.ends(WRONG, t.run("link", "gone.summary"), "cannot read 'gone.summary'")
            self.ends(WRONG, t.run("link", "@gone"), "cannot read 'gone'")
            self.ends(WRONG, t.run("link", "text"), "text: this is no summary")
            (t.folder / "cut").write_bytes(whole[:-100])
            self.ends(WRONG, t.run("link", "cut"), "cut: the summary is damaged")
            self.ends(WRONG, t.run("dump", "summary", "cut"), "cut: the summary is damaged")
            (t.folder / "old").write_bytes(whole.replace(b"crosstalk 0.", b"crosstalk 9.", 1))
            self.ends(WRONG, t.run("link", "old"), "was made by 'crosstalk 9.", "make it again")

    def test_usage(self):
        with project("alpha") as t:
            self.ends(WRONG, t.run("summarize", "src/alpha.cpp"), "expected -o OUT")
            self.ends(WRONG, t.run("summarize", "-o", "x"), "expected one FILE, found 0")
            self.ends(WRONG, t.run("summarize", "src", "-o", "x"), "'src' stands for 2 units, expected one")
            self.ends(WRONG, t.run("summarize", "src/alpha.cpp", "-o", "src"), "it is a directory")
            self.ends(WRONG, t.run("link", "x", "--since", "HEAD"), "unknown option '--since'")
            self.ends(WRONG, t.run("link", "x", "--", "-DX"), "compiles nothing")

    def test_units_of_two_builds(self):
        with project("alpha", "beta") as t:
            t.__class__ = Steps
            t.database(["beta.cpp"], folder="other")
            t.summarize("src/alpha.cpp", "-p", "build")
            t.summarize("src/beta.cpp", "-p", "other")
            self.ends(WRONG, t.run("link", "alpha.cpp.summary", "beta.cpp.summary"), "link the units of one build")


if __name__ == "__main__":
    unittest.main(verbosity=2)
