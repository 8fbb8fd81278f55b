#!/usr/bin/env python3
"""Wrong input: each message about it has a case here that produces it.

A case is a folder with case.json beside its input files:
    {"run": "check -p .", "exit": 2, "stderr": ["no compile_commands.json"], "stdout": ["..."]}
"run" is the command line after `crosstalk`, run inside a copy of the folder. Each text must occur in the output; nothing of a
crash may. "prepare" (optional) is a shell line that makes what cannot be committed, such as an unreadable file.

mistakes.json has the mistakes in model files and configurations: the text of the file, and what is said about it with its place.
"""
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
CRASH = re.compile(r"PLEASE submit a bug report|Stack dump|Assertion .* failed|terminate called|Sanitizer", re.IGNORECASE)


class Malformed(unittest.TestCase):
    def run_case(self, folder):
        case = json.loads((folder / "case.json").read_text())
        with tempfile.TemporaryDirectory() as scratch:
            copy = Path(scratch).resolve() / "case"
            shutil.copytree(folder, copy)
            if "prepare" in case:
                subprocess.run(case["prepare"], shell=True, cwd=copy, check=True)
            environment = dict(os.environ, XDG_CACHE_HOME=str(copy / "cache"))
            done = subprocess.run([os.environ["CROSSTALK"], *shlex.split(case["run"])], cwd=copy, env=environment,
                                  stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
        said = f"exit {done.returncode}\n--- stdout\n{done.stdout}--- stderr\n{done.stderr}"
        self.assertEqual(case["exit"], done.returncode, said)
        for stream, output in (("stdout", done.stdout), ("stderr", done.stderr)):
            for text in case.get(stream, []):
                self.assertIn(text, output, said)
        self.assertIsNone(CRASH.search(done.stdout + done.stderr), said)


class Mistakes(unittest.TestCase):
    def test_each_is_told_with_its_place(self):
        for mistake in json.loads((HERE / "mistakes.json").read_text()):
            with self.subTest(**mistake), tempfile.TemporaryDirectory() as scratch:
                Path(scratch, "main.cpp").write_text("int main() {}\n")
                Path(scratch, mistake["file"]).write_text(mistake["text"])
                model = ["--model", "model.yaml"] if mistake["file"] == "model.yaml" else []
                done = subprocess.run([os.environ["CROSSTALK"], "check", "--no-cache", "--root", ".", *model, "main.cpp", "--"],
                                      cwd=scratch, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
                self.assertEqual(2, done.returncode, done.stderr)
                self.assertIn(mistake["says"], done.stderr)
                self.assertIsNone(CRASH.search(done.stderr))


def case_test(folder):
    return lambda self: self.run_case(folder)


for case in sorted(HERE.glob("*/case.json")):
    setattr(Malformed, "test_" + case.parent.name.replace("-", "_"), case_test(case.parent))

if __name__ == "__main__":
    unittest.main(verbosity=2)
