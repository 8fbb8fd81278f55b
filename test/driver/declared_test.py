#!/usr/bin/env python3
"""What .crosstalk.yaml declares decides findings, and `check --infer` writes a file that declares what was recognised."""
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

CROSSTALK = os.environ["CROSSTALK"]

# Nobody could tell who is who here: each key of the configuration says it.
TYPES = """
#include <map>
#include <string>
namespace shop {
struct Blob { std::string w, x; };
struct Context { std::string w; };
std::string whose();
std::string draw(const std::string &);
static std::map<std::string, std::string> PageCache;
static std::string cached(const std::string &Path, const std::string &W) {
  auto It = PageCache.find(Path);
  if (It != PageCache.end())
    return It->second;
  std::string Body = draw(W);
  PageCache[Path] = Body;
  return Body;
}
"""
BY_TYPE = TYPES + "std::string page(const std::string &Path, const Blob &B) { return cached(Path, B.w); }\n}\n"
BY_FIELD = TYPES + "std::string page(const std::string &Path, const Context &C) { return cached(Path, C.w); }\n}\n"
BY_FUNCTION = TYPES + "std::string page(const std::string &Path) { return cached(Path, whose()); }\n}\n"

ROWS = """
#include <libpq-fe.h>
#include <string>
namespace shop {
struct Reader { std::string readerId; };
struct Reply { std::string text; };
bool okFor(const std::string &Id);
Reply details(PGconn *Conn, const Reader &Who, const std::string &Id) {
  GUARD
  const char *Values[] = {Id.c_str()};
  PGresult *R = PQexecParams(Conn, "SELECT body FROM things WHERE id = $1", 1, nullptr, Values, nullptr, nullptr, 0);
  return {PQgetvalue(R, 0, 0)};
}
}
"""
SCHEMA = "CREATE TABLE things (id bigint PRIMARY KEY, whom bigint NOT NULL, body text);\n"

SERVER = """
#include <map>
#include <string>
namespace shop {
struct Request { std::string path, token; };
struct Customer { std::string customerId, name; };
struct Org { std::string orgId, name; };
Customer currentCustomer(const Request &Req);
std::string render(const Customer &, const Org &);
static std::map<std::string, std::string> PageCache;
std::string page(const Request &Req, const Org &Of) {
  auto It = PageCache.find(Req.path);
  if (It != PageCache.end())
    return It->second;
  Customer Who = currentCustomer(Req);
  std::string Body = render(Who, Of);
  PageCache[Req.path] = Body;
  return Body;
}
}
"""


class Cases(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")

    def check(self, *words, config=None, flags=("-I/usr/include/postgresql",)):
        if config is not None:
            self.write("given.yaml", config)
            words = (*words, "--config", "given.yaml")
        return subprocess.run([CROSSTALK, "check", "--no-cache", *words, "main.cpp", "--", "-std=c++20", *flags], cwd=self.folder,
                              capture_output=True, text=True, check=False)

    def reports(self, rule, config):
        done = self.check(config=config)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return f"[crosstalk-{rule}]" in done.stdout


class Keys(Cases):
    """Each with and without the declaration."""

    def differs(self, source, rule, config, without=""):
        self.write("main.cpp", source)
        self.assertFalse(self.reports(rule, without), "without it")
        self.assertTrue(self.reports(rule, config), "with it")

    def test_a_principal_by_its_type(self):
        self.differs(BY_TYPE, "unkeyed-cache", "principals: {types: ['shop::Blob']}\n")

    def test_a_principal_by_its_field(self):
        self.differs(BY_FIELD, "unkeyed-cache", "principals: {fields: ['shop::Context::w']}\n")

    def test_a_principal_by_the_function_that_tells_it(self):
        self.differs(BY_FUNCTION, "unkeyed-cache", "principals: {functions: ['shop::whose']}\n")

    def test_a_function_whose_body_was_seen(self):
        seen = BY_FUNCTION.replace("std::string whose();", "inline std::string whose() { extern std::string At; return At; }")
        self.differs(seen, "unkeyed-cache", "principals: {functions: ['shop::whose']}\n")

    def test_whom_a_name_stands_for(self):
        self.write("main.cpp", BY_TYPE)
        done = self.check(config="principals: {types: ['shop::Blob as tenant']}\n")
        self.assertIn("declared to be a tenant", done.stdout)

    def test_an_owner_of_one_table_and_of_any(self):
        self.write("schema.sql", SCHEMA)
        for owner in ("things.whom", "whom", "things.whom as tenant"):
            self.differs(ROWS.replace("GUARD", ""), "unscoped-fetch", f"owners: ['{owner}']\nschema: [schema.sql]\n",
                         "schema: [schema.sql]\n")

    def test_a_guard(self):
        self.write("schema.sql", SCHEMA)
        with_owner = "owners: [whom]\nschema: [schema.sql]\n"
        self.differs(ROWS.replace("GUARD", "if (!okFor(Who.readerId)) return {};"), "unscoped-fetch", with_owner,
                     with_owner + "guards: ['shop::okFor']\n")

    def test_a_table_for_everybody(self):
        self.write("schema.sql", SCHEMA.replace("whom", "reader_id"))
        self.differs(ROWS.replace("GUARD", ""), "unscoped-fetch", "schema: [schema.sql]\n",
                     "schema: [schema.sql]\npublic-tables: [things]\n")

    def test_an_entry(self):
        source = ROWS.replace("GUARD", "").replace("const Reader &Who, ", "").replace("Reply details", "Reply step")
        self.write("schema.sql", SCHEMA)
        self.write("main.cpp", source)
        with_owner = "owners: [whom]\nschema: [schema.sql]\n"
        done = [self.check("--all", "--format", "sarif", config=c).stdout for c in (with_owner, with_owner + "entries: ['shop::step']\n")]
        self.assertNotEqual(*done)


class Wrong(Cases):
    def test_errors_name_the_place(self):
        self.write("main.cpp", "int main() {}\n")
        for text, *wanted in (
            ("guards: 7\n", "1:9", "found", "a list"),
            ("guards: [[a]]\n", "1:10", "a list", "a name"),
            ("guard: [a]\n", "1:1", "unknown key 'guard'", "guards"),
            ("principals:\n  types: [a as somebody]\n", "2:11", "'a as somebody'", "user, tenant", "device"),
            ("principals:\n  types: ['a as ']\n", "2:11", "NAME as"),
            ("owners:\n  - t.c as nobody\n", "2:5", "'t.c as nobody'"),
            ("principals: [a]\n", "1:13", "a list", "a mapping of types, functions, fields"),
            ("principals: {type: [a]}\n", "1:14", "'principals.type'", "types, functions or fields"),
            ("entries: {a: b}\n", "1:10", "a mapping", "a list"),
            ("rules: {crosstalk-weak-key: loud}\n", "1:29", "'loud'", "off, note, warning or error"),
            ("models: [none.yaml]\n", "1:10", "'none.yaml', which does not exist", "a file"),
            ("exclude: ['[a']\n", "1:11", "[a", "a path or a pattern"),
            ("minimum-rank: 101\n", "1:15", "'101'", "0 to 100"),
            ("a: [\n", "given.yaml:"),
        ):
            with self.subTest(text):
                done = self.check(config=text)
                self.assertEqual(done.returncode, 2)
                for part in wanted:
                    self.assertIn(part, done.stderr)


class Infer(Cases):
    def places(self, *words):
        done = self.check(*words)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        lines = [line for line in done.stdout.splitlines() if "[crosstalk-" in line]
        # What is declared counts for more: the level may rise, rule and place may not change.
        return [(line.split(": ")[0], line.rpartition("[")[2]) for line in lines]

    def test_what_it_writes_is_read_back_and_reproduces_the_findings(self):
        self.write("main.cpp", SERVER)
        found = self.places("--infer", "out.yaml")
        self.assertEqual(len(found), 1)
        text = (self.folder / "out.yaml").read_text(encoding="utf-8")
        for part in ("    - shop::Customer  # ", "    - shop::Org as tenant  # ", "    - shop::currentCustomer  # ", "  - shop::page  # "):
            self.assertIn(part, text)
        self.assertEqual(self.places("--config", "out.yaml"), found)
        # Again, with it in use: it is all there, and nothing more.
        self.places("--config", "out.yaml", "--infer", "again.yaml")
        again = (self.folder / "again.yaml").read_text(encoding="utf-8")
        names = [[line.split("  # ")[0] for line in t.splitlines() if line.lstrip().startswith("- ")] for t in (text, again)]
        self.assertEqual(*names)

    def test_owners_and_guards(self):
        self.write("main.cpp", ROWS.replace("GUARD", "if (!mayRead(Who.readerId, Id)) return {};").replace(
            "bool okFor(const std::string &Id);", "bool mayRead(const std::string &Who, const std::string &Id);"))
        self.write("schema.sql", SCHEMA.replace("whom", "reader_id"))
        self.assertEqual(self.places("--infer", "out.yaml", "--schema", "schema.sql"), [])
        text = (self.folder / "out.yaml").read_text(encoding="utf-8")
        self.assertIn("  - things.reader_id  # ", text)
        self.assertIn("guards:\n  - shop::mayRead  # ", text)

    def test_what_would_change_the_findings_is_a_comment(self):
        self.write("main.cpp", ROWS.replace("GUARD", "if (!isMember(Who.readerId, 7)) return {};").replace(
            "bool okFor(const std::string &Id);", "bool isMember(const std::string &Who, int Group);"))
        self.write("schema.sql", SCHEMA.replace("whom", "reader_id"))
        found = self.places("--infer", "out.yaml", "--schema", "schema.sql")
        self.assertEqual(len(found), 1)
        text = (self.folder / "out.yaml").read_text(encoding="utf-8")
        self.assertIn("# guards:\n  # - shop::isMember  # ", text)
        self.assertEqual(self.places("--config", "out.yaml", "--schema", "schema.sql"), found)

    def test_the_same_bytes_each_time(self):
        self.write("main.cpp", SERVER)
        for name, threads in (("a.yaml", "1"), ("b.yaml", "4")):
            self.places("--infer", name, "-j", threads)
        self.assertEqual(*((self.folder / n).read_bytes() for n in ("a.yaml", "b.yaml")))

    def test_nothing_recognised_is_a_configuration_too(self):
        self.write("main.cpp", "int add(int A) { return A + 1; }\n")
        self.places("--infer", "out.yaml")
        self.assertEqual(self.places("--config", "out.yaml"), [])

    def test_of_summaries(self):
        self.write("main.cpp", SERVER)
        self.places("--infer", "out.yaml")
        for words in (["summarize", "main.cpp", "-o", "main.sum", "--", "-std=c++20"], ["link", "main.sum", "--infer", "linked.yaml"]):
            subprocess.run([CROSSTALK, *words], cwd=self.folder, capture_output=True, check=False)
        self.assertEqual(*((self.folder / n).read_bytes() for n in ("out.yaml", "linked.yaml")))

    def test_refused(self):
        self.write("main.cpp", SERVER)
        self.write("in-use.yaml", "")
        self.write("file", "")
        for words, part in (
            (("--infer", "in-use.yaml", "--config", "in-use.yaml"), "the configuration in use"),
            (("--infer", "file/out.yaml"), "cannot write"),
            (("--infer", "."), "it is a directory"),
            (("--infer", "out.yaml", "--since", "HEAD"), "excludes --since"),
            (("--infer", "out.yaml", "--ninja", "n"), "excludes"),
            (("--infer", ""), "needs a value: FILE"),
        ):
            with self.subTest(words):
                done = self.check(*words)
                self.assertEqual(done.returncode, 2)
                self.assertIn(part, done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=0)
