#!/usr/bin/env python3
"""Wrong input: each message about it has a case here that produces it.

A case is a folder with case.json beside its input files:
    {"run": "check -p .", "exit": 2, "stderr": ["no compile_commands.json"], "stdout": ["..."]}
"run" is the command line after `crosstalk`, run inside a copy of the folder. Each text must occur in the output; nothing of a
crash may. "prepare" (optional) is a shell line that makes what cannot be committed, such as an unreadable file.
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


def case_test(folder):
    return lambda self: self.run_case(folder)


for case in sorted(HERE.glob("*/case.json")):
    setattr(Malformed, "test_" + case.parent.name.replace("-", "_"), case_test(case.parent))

if __name__ == "__main__":
    unittest.main(verbosity=2)
