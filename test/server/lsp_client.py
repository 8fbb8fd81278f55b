"""A small LSP client on the standard library, for the tests of `crosstalk serve` and of clangd with the plugin.

    with Client([binary, "serve"]) as client:
        client.initialize(root)
        uri = client.open(path)
        diagnostics = client.diagnostics(uri)
"""
import json
import pathlib
import queue
import subprocess
import threading

PATIENCE = 120  # seconds before a hanging server fails a test; no measurement


class Client:
    def __init__(self, command, env=None, cwd=None):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        env=env, cwd=cwd)
        self.messages = queue.Queue()
        self.unread = []
        self.errors = b""
        self.last_id = 0
        threading.Thread(target=self._read, daemon=True).start()
        self.error_reader = threading.Thread(target=self._read_errors, daemon=True)
        self.error_reader.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                stream.close()
            except BrokenPipeError:
                pass

    def _read(self):
        out = self.process.stdout
        while True:
            length = None
            while True:
                line = out.readline()
                if not line:
                    self.messages.put(None)
                    return
                if not line.strip():
                    break
                name, _, value = line.decode().partition(":")
                if name.lower() == "content-length":
                    length = int(value)
            self.messages.put(json.loads(out.read(length).decode()))

    def _read_errors(self):
        for line in self.process.stderr:
            self.errors += line

    def send_raw(self, body, length=None):
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % (len(body) if length is None else length) + body)
        self.process.stdin.flush()

    def notify(self, method, params):
        self.send_raw(json.dumps({"jsonrpc": "2.0", "method": method, "params": params}).encode())

    def request(self, method, params):
        """The whole reply, with its "result" or "error"."""
        self.last_id += 1
        wanted = self.last_id
        self.send_raw(json.dumps({"jsonrpc": "2.0", "id": wanted, "method": method, "params": params}).encode())
        return self.wait(lambda message: message.get("id") == wanted and "method" not in message)

    def wait(self, wanted):
        """The first message that fits, of those not waited for yet; the others are kept."""
        for index, message in enumerate(self.unread):
            if wanted(message):
                return self.unread.pop(index)
        while True:
            try:
                message = self.messages.get(timeout=PATIENCE)
            except queue.Empty:
                raise AssertionError(f"no such message; unread: {self.unread}; stderr: {self.errors.decode()}")
            if message is None:
                self.error_reader.join(PATIENCE)
                raise AssertionError(f"the server ended; unread: {self.unread}; stderr: {self.errors.decode()}")
            if wanted(message):
                return message
            self.unread.append(message)

    def initialize(self, root, **extra):
        reply = self.request("initialize", {"processId": None, "rootUri": pathlib.Path(root).as_uri(),
                                            "capabilities": {"textDocument": {"publishDiagnostics": {
                                                "relatedInformation": True, "codeDescriptionSupport": True}}}, **extra})
        self.notify("initialized", {})
        return reply["result"]

    def open(self, path, text=None):
        path = pathlib.Path(path)
        uri = path.as_uri()
        text = path.read_text() if text is None else text
        self.notify("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "cpp", "version": 1, "text": text}})
        return uri

    def change(self, uri, version, text):
        self.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": version},
                                               "contentChanges": [{"text": text}]})

    def published(self, uri, version=None):
        """The next publication for uri (of that version), whole."""
        return self.wait(lambda message: message.get("method") == "textDocument/publishDiagnostics"
                         and message["params"]["uri"] == uri
                         and (version is None or message["params"].get("version") == version))["params"]

    def diagnostics(self, uri, version=None):
        return self.published(uri, version)["diagnostics"]

    def stop(self):
        """Shuts the server down as an editor does; its exit code."""
        self.request("shutdown", None)
        self.notify("exit", None)
        return self.process.wait(PATIENCE)
