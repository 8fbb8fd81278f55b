"""`crosstalk serve` as an editor uses it: diagnostics on open, change, save and close, the quick fix, and bad input."""
import json
import os
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import sample
from lsp_client import Client

CROSSTALK = os.environ["CROSSTALK"]


class ServeTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(os.path.realpath(folder.name))
        self.file = self.folder / "my server.cpp"  # a blank: URIs are encoded
        self.file.write_text(sample.BAD)
        command = {"directory": str(self.folder), "file": str(self.file),
                   "arguments": ["clang++", "-std=c++17", "-c", str(self.file)]}
        (self.folder / "compile_commands.json").write_text(json.dumps([command]))

    def start(self):
        env = dict(os.environ, XDG_CACHE_HOME=str(self.folder / "cache"))
        client = self.enterContext(Client([CROSSTALK, "serve"], cwd=self.folder, env=env))
        self.capabilities = client.initialize(self.folder)
        return client

    def enterContext(self, context):  # unittest has it from Python 3.11 on
        value = context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)
        return value

    def the_finding(self, diagnostics):
        self.assertEqual([d["code"] for d in diagnostics], [sample.RULE], diagnostics)
        return diagnostics[0]

    def test_initialize_names_the_server(self):
        self.start()
        self.assertEqual(self.capabilities["serverInfo"]["name"], "crosstalk")
        self.assertEqual(self.capabilities["capabilities"]["textDocumentSync"]["openClose"], True)

    def test_finding_on_open_with_trace_and_link(self):
        client = self.start()
        uri = client.open(self.file)
        published = client.published(uri)
        finding = self.the_finding(published["diagnostics"])
        self.assertEqual(published["version"], 1)
        self.assertEqual(finding["range"]["start"]["line"], sample.line_of(sample.BAD, sample.MARK))
        self.assertEqual(finding["source"], "crosstalk")
        self.assertIn(finding["severity"], (1, 2))
        self.assertRegex(finding["codeDescription"]["href"], "^https://")
        self.assertGreaterEqual(len(finding["relatedInformation"]), 2)
        for hop in finding["relatedInformation"]:
            self.assertEqual(hop["location"]["uri"], uri)
            self.assertTrue(hop["message"])
        self.assertTrue(finding["relatedInformation"][-1]["message"].startswith("rank "))
        self.assertEqual(client.stop(), 0)

    def test_change_is_seen_before_it_is_saved(self):
        client = self.start()
        uri = client.open(self.file)
        self.the_finding(client.diagnostics(uri, version=1))
        client.change(uri, 2, sample.GOOD)
        self.assertEqual(client.diagnostics(uri, version=2), [])
        client.change(uri, 3, sample.BAD)
        self.the_finding(client.diagnostics(uri, version=3))

    def test_save_analyses_again(self):
        client = self.start()
        uri = client.open(self.file)
        self.the_finding(client.diagnostics(uri))
        client.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
        self.the_finding(client.diagnostics(uri))

    def test_nolint_silences(self):
        client = self.start()
        uri = client.open(self.file, sample.ACCEPTED)
        self.assertEqual(client.diagnostics(uri), [])

    def test_close_clears(self):
        client = self.start()
        uri = client.open(self.file)
        self.the_finding(client.diagnostics(uri))
        client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        self.assertEqual(client.diagnostics(uri), [])

    def test_columns_count_utf16_units(self):
        client = self.start()
        text = sample.BAD.replace(sample.STORE, "  /* ä😀 */ " + sample.STORE.strip())
        uri = client.open(self.file, text)
        found = self.the_finding(client.diagnostics(uri))["range"]
        line = text.split("\n")[found["start"]["line"]].encode("utf-16-le")
        token = line[2 * found["start"]["character"]:2 * found["end"]["character"]].decode("utf-16-le")
        self.assertRegex(token, r"^(\w+|[\[=])$")
        self.assertGreaterEqual(found["start"]["character"], len("  /* ä__ */ "))

    def test_quick_fix_accepts_the_finding(self):
        client = self.start()
        uri = client.open(self.file)
        finding = self.the_finding(client.diagnostics(uri))
        params = {"textDocument": {"uri": uri}, "range": finding["range"], "context": {"diagnostics": []}}
        actions = client.request("textDocument/codeAction", params)["result"]
        self.assertEqual([action["kind"] for action in actions], ["quickfix"])
        edit, = actions[0]["edit"]["changes"][uri]
        lines = sample.BAD.split("\n")
        lines.insert(edit["range"]["start"]["line"], edit["newText"].rstrip("\n"))
        client.change(uri, 2, "\n".join(lines))
        self.assertEqual(client.diagnostics(uri, version=2), [])

        only = dict(params, context={"diagnostics": [], "only": ["refactor"]})
        self.assertEqual(client.request("textDocument/codeAction", only)["result"], [])

    def test_malformed_messages_do_not_end_the_server(self):
        client = self.start()
        bad = [b"{", b"[1]", b"null", b"\xff\xfe", b'{"jsonrpc":"2.0","id":', b'{"jsonrpc":"1.0","method":"x"}',
               b'{"jsonrpc":"2.0"}', b"[" * 100000, b'{"jsonrpc":"2.0","id":7,"result":1}']
        for body in bad[:-1]:
            client.send_raw(body)
            reply = client.wait(lambda message: message.get("id", 0) is None)
            self.assertEqual(reply["error"]["code"], -32700, body[:40])
        client.send_raw(bad[-1])  # a reply to a request that was never made
        client.process.stdin.write(b"Content-Length: many\r\n\r\n")
        client.process.stdin.flush()
        self.assertEqual(client.wait(lambda message: message.get("id", 0) is None)["error"]["code"], -32700)
        for method, params in [("textDocument/didOpen", {}), ("textDocument/didOpen", {"textDocument": 3}),
                               ("textDocument/didChange", {"textDocument": {"uri": "file:///nowhere.cpp", "version": 2},
                                                           "contentChanges": [{"text": "x"}]}),
                               ("textDocument/didOpen", {"textDocument": {"uri": "untitled:1", "languageId": "cpp",
                                                                          "version": 1, "text": ""}}),
                               ("textDocument/didClose", {"textDocument": {"uri": "file:///nowhere.cpp"}})]:
            client.notify(method, params)
        self.assertEqual(client.request("textDocument/nonsense", {})["error"]["code"], -32601)
        self.assertEqual(client.request("textDocument/codeAction", {"textDocument": 1})["error"]["code"], -32602)
        self.the_finding(client.diagnostics(client.open(self.file)))
        self.assertEqual(client.stop(), 0)

    def test_end_without_shutdown_is_an_error(self):
        client = self.start()
        client.notify("exit", None)
        self.assertEqual(client.process.wait(60), 1)
        client = self.start()
        client.process.stdin.close()
        self.assertEqual(client.process.wait(60), 1)

    def test_no_work_before_initialize_or_after_shutdown(self):
        client = self.enterContext(Client([CROSSTALK, "serve"], cwd=self.folder))
        self.assertEqual(client.request("shutdown", None)["error"]["code"], -32600)
        client.initialize(self.folder)
        self.assertEqual(client.request("initialize", {"capabilities": {}})["error"]["code"], -32600)
        self.assertIsNone(client.request("shutdown", None)["result"])
        client.open(self.file)
        client.notify("exit", None)
        self.assertEqual(client.process.wait(60), 0)


if __name__ == "__main__":
    unittest.main()
