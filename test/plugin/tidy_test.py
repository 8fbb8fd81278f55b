"""The plugin in clang-tidy and in clang++: checks, notes, options, NOLINT, and hosts of another version."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["CROSSTALK_SOURCE"])
sys.path.insert(0, str(SOURCE / "test" / "server"))
import sample

PLUGIN = pathlib.Path(os.environ["CROSSTALK_BUILD"]) / "lib" / "crosstalk-tidy.so"
RULES = ["cache-hit-skips-check", "forged-owner", "identity-blind-reuse", "shareable-response", "shared-session-state",
         "stale-identity", "thread-local-identity", "unkeyed-cache", "unreset-pooled-object", "unscoped-fetch",
         "unscoped-write", "weak-key"]


class TidyTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, text, name="server.cpp"):
        path = self.folder / name
        path.write_text(text)
        return str(path)

    def run_tool(self, *command):
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True)

    def tidy(self, *arguments, checks="-*,crosstalk-*", tool="clang-tidy-22"):
        return self.run_tool(tool, "-load", str(PLUGIN), "-checks=" + checks, *arguments)

    def at(self, text):
        return f"server.cpp:{sample.line_of(text, sample.STORE.strip()) + 1}:"

    def test_every_rule_is_a_check(self):
        listed = self.tidy("--list-checks")
        self.assertEqual(listed.stdout.split()[2:], ["crosstalk-" + rule for rule in RULES], listed.stderr)

    def test_finding_with_a_note_per_hop(self):
        ran = self.tidy(self.write(sample.BAD), "--", "-std=c++17")
        self.assertEqual(ran.returncode, 0, ran.stderr)
        self.assertEqual(ran.stdout.count("warning: "), 1, ran.stdout)
        warning = next(line for line in ran.stdout.splitlines() if "warning: " in line)
        self.assertIn(self.at(sample.BAD), warning)
        self.assertTrue(warning.endswith(f"[{sample.RULE}]"), warning)
        self.assertGreaterEqual(ran.stdout.count("note: "), 3, ran.stdout)
        self.assertIn("note: rank ", ran.stdout)

    def test_once_beside_other_checks_and_several_units(self):
        first, second = self.write(sample.BAD), self.write(sample.BAD, "other.cpp")
        fixed = self.write(sample.GOOD, "fixed.cpp")
        ran = self.tidy(first, fixed, second, "--", "-std=c++17", checks="-*,crosstalk-*,bugprone-*")
        self.assertEqual(ran.stdout.count(f"[{sample.RULE}]"), 2, ran.stdout)
        self.assertEqual(ran.stdout.count("[bugprone-"), 0, ran.stdout)

    def test_fixed_and_accepted_are_silent(self):
        for text in (sample.GOOD, sample.ACCEPTED):
            ran = self.tidy(self.write(text), "--", "-std=c++17")
            self.assertEqual((ran.returncode, ran.stdout), (0, ""), ran.stderr)
        self.assertIn("1 NOLINT", ran.stderr)

    def test_warnings_as_errors(self):
        ran = self.tidy("-warnings-as-errors=*", self.write(sample.BAD), "--", "-std=c++17")
        self.assertEqual(ran.returncode, 1, ran.stdout)

    def test_minimum_rank(self):
        ran = self.tidy("-config={CheckOptions: {MinimumRank: 101}}", self.write(sample.BAD), "--", "-std=c++17")
        self.assertEqual(ran.stdout, "")

    def test_options_are_known_and_checked(self):
        self.write("CheckOptions:\n  crosstalk-weak-key.PrincipalTypes: 'app::Member'\n  Schema: ''\n", ".clang-tidy")
        ran = self.tidy("--verify-config")
        self.assertIn("No config errors detected.", ran.stdout + ran.stderr)
        self.write("CheckOptions:\n  crosstalk-weak-key.PrincipalTyp: 'app::Member'\n", ".clang-tidy")
        ran = self.tidy("--verify-config")
        self.assertIn("unknown check option 'crosstalk-weak-key.PrincipalTyp'", ran.stdout + ran.stderr)
        dumped = self.tidy("--dump-config").stdout
        for key in ("MinimumRank", "Models", "Schema", "PrincipalTypes", "PrincipalFunctions", "PrincipalFields",
                    "OwnerColumns", "PublicTables", "Entries"):
            self.assertIn(f"crosstalk-unscoped-fetch.{key}:", dumped)

    def test_an_option_that_names_no_file_is_an_error(self):
        self.write("CheckOptions:\n  Models: 'nowhere.yaml'\n", ".clang-tidy")
        ran = self.tidy(self.write(sample.GOOD), "--", "-std=c++17")
        self.assertEqual(ran.returncode, 1)
        self.assertEqual((ran.stdout + ran.stderr).count("option 'Models': cannot read 'nowhere.yaml'"), 1, ran.stdout)

    def test_clang_plugin(self):
        ran = self.run_tool("clang++-22", "-std=c++17", "-fplugin=" + str(PLUGIN), "-fsyntax-only", self.write(sample.BAD))
        self.assertEqual(ran.returncode, 0, ran.stderr)
        self.assertEqual(ran.stderr.count("warning: "), 1, ran.stderr)
        self.assertIn(self.at(sample.BAD), ran.stderr)
        for text in (sample.GOOD, sample.ACCEPTED):
            ran = self.run_tool("clang++-22", "-std=c++17", "-fplugin=" + str(PLUGIN), "-fsyntax-only", self.write(text))
            self.assertEqual((ran.returncode, ran.stderr), (0, ""))

    def test_another_version_is_refused(self):
        others = [tool for version in range(13, 30) if version != 22
                  if (tool := shutil.which(f"clang-tidy-{version}"))]
        if not others:
            self.skipTest("no clang-tidy of another version is installed")
        ran = self.tidy(self.write(sample.BAD), "--", "-std=c++17", tool=others[0])
        self.assertNotEqual(ran.returncode, 0)
        self.assertIn("crosstalk-tidy: built for clang 22.1, but loaded into", ran.stderr)

    def test_a_program_without_clang_is_left_alone(self):
        ran = subprocess.run(["/bin/true"], env=dict(os.environ, LD_PRELOAD=str(PLUGIN)), capture_output=True, text=True)
        self.assertEqual((ran.returncode, ran.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
