"""`crosstalk serve` in a real editor: headless Neovim shows the finding, applies the quick fix, and the finding goes."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import sample

CROSSTALK = os.environ["CROSSTALK"]
SCRIPT = pathlib.Path(__file__).parent / "neovim.lua"


@unittest.skipUnless(shutil.which("nvim"), "Neovim is not installed")
class NeovimTest(unittest.TestCase):
    def test_diagnostic_quick_fix_and_silence(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(os.path.realpath(folder))
            file = folder / "server.cpp"
            file.write_text(sample.BAD)
            (folder / "compile_commands.json").write_text(json.dumps([
                {"directory": str(folder), "file": str(file), "arguments": ["clang++", "-std=c++17", "-c", str(file)]}]))
            env = dict(os.environ, CROSSTALK=CROSSTALK, XDG_CACHE_HOME=str(folder / "cache"),
                       XDG_STATE_HOME=str(folder / "state"), XDG_CONFIG_HOME=str(folder / "config"))
            ran = subprocess.run(["nvim", "--headless", "--clean", "-n", str(file), "-c", f"luafile {SCRIPT}"], cwd=folder,
                                 env=env, capture_output=True, text=True, timeout=300)
            self.assertEqual(ran.returncode, 0, ran.stderr)
            report = json.loads((folder / "report.json").read_text())
            self.assertEqual(report["code"], sample.RULE)
            self.assertEqual(report["source"], "crosstalk")
            self.assertEqual(report["line"], sample.line_of(sample.BAD, sample.MARK))
            self.assertGreaterEqual(report["related"], 2)
            self.assertEqual(report["after_fix"], 0)
            self.assertIn(f"  // NOLINTNEXTLINE({sample.RULE}): ", file.read_text())


if __name__ == "__main__":
    unittest.main()
