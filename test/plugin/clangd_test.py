"""Stock clangd with the plugin preloaded by tool/clangd/crosstalk-clangd."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["CROSSTALK_SOURCE"])
sys.path.insert(0, str(SOURCE / "test" / "server"))
import sample
from lsp_client import Client

WRAPPER = SOURCE / "tool" / "clangd" / "crosstalk-clangd"
PLUGIN = pathlib.Path(os.environ["CROSSTALK_BUILD"]) / "lib" / "crosstalk-tidy.so"


class ClangdTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(os.path.realpath(folder.name))
        self.file = self.folder / "server.cpp"
        self.file.write_text(sample.BAD)
        self.env = dict(os.environ, CROSSTALK_PLUGIN=str(PLUGIN), XDG_CACHE_HOME=str(self.folder / "cache"))

    def start(self):
        command = {"directory": str(self.folder), "file": str(self.file),
                   "arguments": ["/usr/bin/g++", "-std=c++17", "-c", str(self.file)]}
        (self.folder / "compile_commands.json").write_text(json.dumps([command]))
        # --query-driver makes clangd run the compiler, which inherits the preloaded object.
        client = Client([str(WRAPPER), "--query-driver=/usr/bin/g++*", "--background-index=false"], env=self.env)
        value = client.__enter__()
        self.addCleanup(client.__exit__)
        value.initialize(self.folder)
        return value

    def ours(self, diagnostics):
        return [d for d in diagnostics if sample.RULE in d["message"] or "crosstalk-" in d.get("code", "")]

    def test_finding_with_trace_while_typing(self):
        client = self.start()
        uri = client.open(self.file)
        finding, = self.ours(client.diagnostics(uri))
        self.assertEqual(finding["range"]["start"]["line"], sample.line_of(sample.BAD, sample.MARK))
        self.assertGreaterEqual(len(finding["relatedInformation"]), 2)
        for version, text, count in [(2, sample.GOOD, 0), (3, sample.BAD, 1), (4, sample.ACCEPTED, 0)]:
            client.change(uri, version, text)
            self.assertEqual(len(self.ours(client.diagnostics(uri, version=version))), count, version)
        self.assertEqual(client.stop(), 0)
        self.assertIn("successfully executed", client.errors.decode())

    def test_clang_tidy_file_configures_the_checks(self):
        (self.folder / ".clang-tidy").write_text("Checks: '-*,bugprone-*'\n")
        client = self.start()
        self.assertEqual(len(self.ours(client.diagnostics(client.open(self.file)))), 1)
        client.stop()
        (self.folder / ".clang-tidy").write_text("Checks: '-crosstalk-unkeyed-cache'\n")
        client = self.start()
        self.assertEqual(self.ours(client.diagnostics(client.open(self.file))), [])

    def test_the_wrapper_says_what_is_missing(self):
        for change, text in [({"CROSSTALK_PLUGIN": "/nowhere.so"}, "/nowhere.so does not exist"),
                             ({"CROSSTALK_CLANGD": "/nowhere/clangd"}, "/nowhere/clangd cannot be run"),
                             ({"CROSSTALK_CLANGD": "/bin/true"}, "does not use the shared libclang-cpp")]:
            ran = subprocess.run([str(WRAPPER), "--version"], env={**self.env, **change}, capture_output=True, text=True)
            self.assertEqual(ran.returncode, 2)
            self.assertIn(text, ran.stderr)


if __name__ == "__main__":
    unittest.main()
