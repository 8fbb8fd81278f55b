#!/usr/bin/env python3
"""check --ninja: the file that it writes analyses unit by unit, and again only what changed."""
import os
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "driver"))
from check_test import CLEAN, CLEAN_UNIT, WRONG, Cases, project  # noqa: E402


def ninja(t, name="out/analysis.ninja", cwd="."):
    environment = dict(os.environ, XDG_CACHE_HOME=str(t.folder / ".cache"))
    return subprocess.run(["ninja", "-f", name], cwd=t.folder / cwd, text=True, capture_output=True, env=environment)


def steps(done):
    """How many edges ran."""
    return sum(line.startswith("[") for line in done.stdout.splitlines())


@unittest.skipUnless(shutil.which("ninja"), "no ninja here")
class Ninja(Cases):
    def write(self, t, *words):
        self.ends(CLEAN, t.run("check", "-p", "build", "--ninja", "out/analysis.ninja", "--fail-on", "never", *words))

    def report(self, t):
        return (t.folder / "ninja.sarif").read_bytes()

    def test_it_says_what_check_says(self):
        with project("alpha") as t:
            t.leak("beta").rename(t.folder / "src/two words.cpp")
            t.database(["alpha.cpp", "two words.cpp", "clean.cpp"])
            t.run("check", "-p", "build", "--format", "sarif=check.sarif", "--fail-on", "never")
            self.write(t, "--format", "sarif=ninja.sarif")
            self.assertFalse((t.folder / "ninja.sarif").exists(), "writing the file analyses nothing")
            self.ends(CLEAN, ninja(t), "3 units (0 failed)")
            self.assertEqual((t.folder / "check.sarif").read_bytes(), self.report(t))
            self.ends(CLEAN, ninja(t, "../out/analysis.ninja", cwd="src"), "no work to do")

    def test_again_only_what_changed(self):
        with project("alpha", "beta") as t:
            self.write(t, "--format", "sarif=ninja.sarif")
            self.assertEqual(4, steps(ninja(t)))
            before = self.report(t)
            t.write("src/clean.cpp", CLEAN_UNIT + "int more;\n")
            self.assertEqual(2, steps(ninja(t)))
            header = t.folder / "src/session.h"
            header.write_text("\n" + header.read_text())
            self.assertEqual(3, steps(ninja(t)), "both units that read the header, and the last edge")
            self.assertEqual(before, self.report(t))
            t.write("src/alpha.cpp", CLEAN_UNIT)
            ninja(t)
            self.assertNotEqual(before, self.report(t))

    def test_a_new_unit_in_the_database(self):
        with project("alpha") as t:
            self.write(t, "--format", "sarif=ninja.sarif")
            ninja(t)
            t.leak("beta")
            t.database(["alpha.cpp", "beta.cpp"])
            self.ends(CLEAN, ninja(t), "check", "summarize")
            self.assertIn(b"betaCache", self.report(t))

    def test_a_unit_that_fails_does_not_end_the_run(self):
        with project("alpha", "beta") as t:
            self.write(t, "--format", "sarif=ninja.sarif")
            ninja(t)
            (t.folder / "src/beta.cpp").unlink()
            done = ninja(t)
            self.assertNotEqual(0, done.returncode, "the run is incomplete")
            self.assertIn("src/beta.cpp: not analysed", done.stdout)
            self.assertIn("3 units (1 failed)", done.stdout)
            self.assertIn(b"alphaCache", self.report(t))

    def test_files_and_flags(self):
        with project("alpha") as t:
            self.ends(CLEAN, t.run("check", "src/alpha.cpp", "--ninja", "out/analysis.ninja", "--fail-on", "never",
                                   "--", "-std=c++20", "-DTEXT=\"a $b\""))
            self.ends(CLEAN, ninja(t), "crosstalk-unkeyed-cache")
            self.ends(CLEAN, ninja(t), "no work to do")

    def test_findings_fail_the_last_edge(self):
        with project("alpha") as t:
            self.ends(CLEAN, t.run("check", "-p", "build", "--ninja", "out/analysis.ninja"))
            done = ninja(t)
            self.assertNotEqual(0, done.returncode)
            self.assertIn("crosstalk-unkeyed-cache", done.stdout)

    def test_not_with_a_revision(self):
        with project("alpha") as t:
            t.commit()
            self.ends(WRONG, t.run("check", "-p", "build", "--ninja", "x", "--since", "HEAD"), "exclude each other")


if __name__ == "__main__":
    unittest.main(verbosity=2)
