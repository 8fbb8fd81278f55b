#!/usr/bin/env python3
"""The program as users call it: what it reads, what it writes, what it says about wrong input, how it ends."""
import contextlib
import json
import os
import random
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

CROSSTALK = os.environ["CROSSTALK"]
SOURCE = Path(os.environ["CROSSTALK_SOURCE"])
CLEAN, FINDINGS, WRONG, INCOMPLETE = 0, 1, 2, 3

LEAK = """
#include "session.h"
#include <map>
static std::map<std::string, std::string> NAMECache;
std::string leakNAME(const Request &Req) {
  auto It = NAMECache.find(Req.path);
  if (It != NAMECache.end())
    return It->second;
  std::string Body = loadProfile(Req.session.userId);
  NAMECache[Req.path] = Body;
  return Body;
}
"""
SESSION = """
#pragma once
#include <string>
struct Session { std::string userId; };
struct Request { std::string path; Session session; };
std::string loadProfile(const std::string &userId);
"""
QUERY = """
#include <sqlite3.h>
#include <string>
void show(sqlite3 *db, const std::string &id) {
  sqlite3_stmt *row = nullptr;
  sqlite3_prepare_v2(db, "SELECT body FROM notes WHERE id = ?", -1, &row, nullptr);
  sqlite3_bind_text(row, 1, id.c_str(), -1, nullptr);
  sqlite3_step(row);
}
"""
CLEAN_UNIT = "int unrelated(int X) { return X + 1; }\n"


class Tree:
    """A scratch project."""

    def __init__(self, folder):
        self.folder = Path(folder).resolve()

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def leak(self, name):
        return self.write(f"src/{name}.cpp", LEAK.replace("NAME", name))

    def database(self, names, folder="build", flags=()):
        entries = [{"directory": str(self.folder / folder), "file": f"../src/{n}",
                    "arguments": ["g++", "-std=c++20", *flags, "-c", f"../src/{n}", "-o", f"{n}.o"]} for n in names]
        self.write(f"{folder}/compile_commands.json", json.dumps(entries))

    def git(self, *words):
        identity = ["-c", "user.name=n", "-c", "user.email=e@example.org"]
        subprocess.run(["git", *identity, *words], cwd=self.folder, check=True, capture_output=True)

    def commit(self):
        if not (self.folder / ".git").exists():
            self.git("init", "-q")
            self.write(".git/info/exclude", ".cache\n")  # where run() keeps the summaries
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")

    def run(self, *words, cwd="."):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
        environment["XDG_CACHE_HOME"] = str(self.folder / ".cache")
        return subprocess.run([CROSSTALK, *map(str, words)], cwd=self.folder / cwd, env=environment, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True)

    def sarif(self, *words, name="out.sarif", **more):
        self.run("check", "--format", f"sarif={name}", *words, **more)
        return json.loads((self.folder / name).read_text())


@contextlib.contextmanager
def tree():
    with tempfile.TemporaryDirectory() as folder:
        yield Tree(folder)


@contextlib.contextmanager
def project(*leaks, clean=("clean",)):
    """Leaking and clean units with a database in build/."""
    with tree() as t:
        t.write("src/session.h", SESSION)
        for name in leaks:
            t.leak(name)
        for name in clean:
            t.write(f"src/{name}.cpp", CLEAN_UNIT)
        t.database([f"{n}.cpp" for n in (*leaks, *clean)])
        yield t


def reported(done):
    """The messages of the findings in a text report, without their traces."""
    return re.findall(r"^(\S+?):\d+:\d+: (?:error|warning): '(\w+)'", done.stdout, re.MULTILINE)


def places(sarif):
    """The file of each result."""
    return [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in sarif["runs"][0]["results"]]


class Cases(unittest.TestCase):
    def ends(self, code, done, *texts):
        said = f"exit {done.returncode}\n--- stdout\n{done.stdout}\n--- stderr\n{done.stderr}"
        self.assertEqual(code, done.returncode, said)
        for text in texts:
            self.assertIn(text, done.stdout + done.stderr, said)
        return done


class Check(Cases):
    def test_reports_a_leak(self):
        with project("alpha") as t:
            done = self.ends(FINDINGS, t.run("check"), "src/alpha.cpp:", "crosstalk-unkeyed-cache")
            self.assertRegex(done.stdout.splitlines()[-1], r"^2 units \(0 failed\), .* 0 accepted$")

    def test_says_nothing_about_clean_code_but_what_it_saw(self):
        with project() as t:
            done = self.ends(CLEAN, t.run("check"), "no principal type was recognised")
            self.assertEqual(1, len(done.stdout.splitlines()))

    def test_files_and_flags_need_no_database(self):
        with tree() as t:
            t.write("include/session.h", SESSION)
            t.leak("alpha")
            self.ends(FINDINGS, t.run("check", "src/alpha.cpp", "--", "-Iinclude", "-std=c++20"), "crosstalk-unkeyed-cache")

    def test_c_and_cxx_together(self):
        with tree() as t:
            t.write("a.c", "int f(int class) { return class; }\n")
            t.write("b.cpp", "constexpr int N = 3;\n")
            self.ends(CLEAN, t.run("check", "a.c", "b.cpp", "--", "-std=c++20"), "2 units (0 failed)")

    def test_a_file_names_its_unit_and_a_header_its_includers(self):
        with project("alpha", "beta") as t:
            self.assertEqual(["src/beta.cpp"], places(t.sarif("src/beta.cpp")))
            self.assertEqual(["src/alpha.cpp", "src/beta.cpp"], places(t.sarif("src/session.h")))
            self.assertEqual(["src/alpha.cpp", "src/beta.cpp"], places(t.sarif("src")))

    def test_paths_are_relative_to_the_root(self):
        with project("alpha") as t:
            self.assertEqual(["alpha.cpp"], places(t.sarif("--root", "src")))
            t.commit()
            self.assertEqual(["src/alpha.cpp"], places(t.sarif("-p", "build")))

    def test_fail_on_decides_the_exit_code(self):
        with project("alpha") as t:
            self.ends(CLEAN, t.run("check", "--fail-on", "never"))
            self.ends(FINDINGS, t.run("check", "--fail-on=note"))

    def test_several_formats_at_once(self):
        with project("alpha") as t:
            done = t.run("check", "--format", "text", "--format", "sarif=a/b/o.sarif", "--format", "json=o.json")
            self.ends(FINDINGS, done, "crosstalk-unkeyed-cache")
            self.assertEqual(1, len(json.loads((t.folder / "a/b/o.sarif").read_text())["runs"]))
            json.loads((t.folder / "o.json").read_text())
            done = t.run("check", "--format", "sarif", "-o", "p.sarif")
            self.assertEqual("", done.stdout)
            self.assertIn("2 units (0 failed)", done.stderr)

    def test_jobs_and_order_change_no_byte(self):
        names = [f"u{n}" for n in range(8)]
        with project(*names) as t:
            t.sarif("-j", "1", name="1.sarif")
            t.sarif("-j", "8", name="8.sarif")
            entries = json.loads((t.folder / "build/compile_commands.json").read_text())
            random.Random(1).shuffle(entries)
            t.write("build/compile_commands.json", json.dumps(entries))
            t.sarif(name="shuffled.sarif")
            first = (t.folder / "1.sarif").read_bytes()
            self.assertEqual(first, (t.folder / "8.sarif").read_bytes())
            self.assertEqual(first, (t.folder / "shuffled.sarif").read_bytes())

    def test_a_database_written_for_gcc(self):
        with project("alpha") as t:
            t.write("build/pch.h.gch", "gcc")
            t.database(["alpha.cpp", "clean.cpp"], flags=["-fmodules-ts", "-fcheck-pointer-bounds", "-Werror", "-include",
                                                          "pch.h", "-fplugin=x.so", "-march=none", "-std=gnu++2d"])
            t.write("build/pch.h", "")
            self.ends(FINDINGS, t.run("check"), "2 units (0 failed)")

    def test_each_main_is_a_program(self):
        with project("alpha", clean=()) as t:
            for name in ("server", "test"):
                t.write(f"src/{name}.cpp", "int main() { return 0; }\n")
            t.database(["alpha.cpp", "server.cpp", "test.cpp"])
            self.assertEqual(["src/alpha.cpp"], places(t.sarif()))
            done = self.ends(CLEAN, t.run("dump", "program"))
            self.assertEqual(["# src/server.cpp", "# src/test.cpp"], [l for l in done.stdout.splitlines() if l.startswith("# ")])


    def test_what_several_programs_share_is_reported_once(self):
        with project(clean=()) as t:
            t.write("src/orders.h", "#include <pqxx/pqxx>\nstd::string order(pqxx::work &, long id);\n")
            t.write("src/orders.sql", "CREATE TABLE orders (id bigint, customer_id bigint NOT NULL, text text);\n")
            t.write("src/orders.cpp", '#include "orders.h"\nstd::string order(pqxx::work &tx, long id) {\n'
                    '  return tx.exec_params("SELECT text FROM orders WHERE id = $1", id)[0][0].c_str();\n}\n')
            t.write("src/server.cpp", '#include "orders.h"\n#include <httplib.h>\nint main() {\n  httplib::Server server;\n'
                    '  server.Get("/orders", [](const httplib::Request &request, httplib::Response &response) {\n'
                    "    pqxx::connection connection;\n    pqxx::work tx(connection);\n"
                    '    response.set_content(order(tx, std::stol(request.get_param_value("id"))), "text/plain");\n  });\n}\n')
            t.write("src/tool.cpp", "int main() { return 0; }\n")
            t.database(["orders.cpp", "server.cpp", "tool.cpp"])
            found = t.sarif()
            self.assertEqual(["src/orders.cpp"], places(found))
            # The program whose handler calls it knows more than the one in which nobody does.
            self.assertIn("request.get_param_value", found["runs"][0]["results"][0]["message"]["text"])


class WrongInput(Cases):
    def test_no_database(self):
        with tree() as t:
            t.write(".git/HEAD", "")
            t.write("a.cpp", "")
            self.ends(WRONG, t.run("check", "-p", "."), "no compilation database", "CMAKE_EXPORT_COMPILE_COMMANDS")
            self.ends(WRONG, t.run("check", "a.cpp"), "no compilation database", "-p DIR")
            self.ends(WRONG, t.run("check", "-p", "gone"), "cannot find the folder 'gone'")

    def test_empty_or_broken_database(self):
        with project() as t:
            for text, message in (("[]", "is empty"), ("{}", "expected an array"), ("[", "compile_commands.json:"),
                                  ('[{"directory": "/", "file": 1, "command": "x"}]', "[0].file: expected string")):
                t.write("build/compile_commands.json", text)
                self.ends(WRONG, t.run("check", "-p", "build"), message)

    def test_files_that_are_missing_or_outside(self):
        with project("alpha") as t:
            t.write("src/outside.cpp", CLEAN_UNIT)
            t.write("src/unused.h", "")
            self.ends(WRONG, t.run("check", "src/gone.cpp"), "cannot find the file 'src/gone.cpp'")
            self.ends(WRONG, t.run("check", "src/outside.cpp"), "is not in")
            self.ends(WRONG, t.run("check", "src/unused.h"), "no unit there includes it")
            self.ends(WRONG, t.run("check", "gone.cpp", "--", "-DX"), "cannot find the file 'gone.cpp'")

    def test_a_unit_of_the_database_that_is_gone(self):
        with project("alpha", "beta") as t:
            (t.folder / "src/beta.cpp").unlink()
            self.ends(INCOMPLETE, t.run("check"), "src/beta.cpp: not analysed", "no such file", "src/alpha.cpp:", "(1 failed)")

    def test_a_unit_with_errors_is_incomplete_and_still_analysed(self):
        with project("alpha") as t:
            path = t.leak("beta")
            path.write_text('#include "gone.h"\n' + path.read_text() + "Unknown Variable;\n")
            t.database(["alpha.cpp", "beta.cpp"])
            done = self.ends(INCOMPLETE, t.run("check"), "2 errors; analysed as far as clang recovered", "'gone.h' file not found")
            self.assertIn("src/alpha.cpp:", done.stdout)
            self.assertIn("src/beta.cpp:", done.stdout)
            self.ends(FINDINGS, t.run("check", "--incomplete-ok"))
            run = t.sarif()["runs"][0]
            self.assertEqual(INCOMPLETE, run["invocations"][0]["exitCode"])
            self.assertTrue(run["invocations"][0]["toolExecutionNotifications"])

    def test_configuration(self):
        with project("alpha") as t:
            t.write(".crosstalk.yaml", "rules:\n  crosstalk-nope: off\n")
            self.ends(WRONG, t.run("check"), ".crosstalk.yaml:2:3: found the unknown rule 'crosstalk-nope'")
            t.write(".crosstalk.yaml", "")
            self.ends(WRONG, t.run("check", "--config", "gone.yaml"), "cannot read 'gone.yaml'")
            self.ends(WRONG, t.run("check", "--schema", "gone.sql"), "cannot read 'gone.sql'")
            self.ends(WRONG, t.run("check", "--model", "gone.yaml"), "gone.yaml")
            t.write(".crosstalk.yaml", "exclude: [src]\n")
            self.ends(WRONG, t.run("check"), "'exclude' leaves no unit")

    def test_models(self):
        with project("alpha") as t:
            t.write("m.yaml", "nonsense: [\n")
            self.ends(WRONG, t.run("check", "--model", "m.yaml"), "m.yaml:")

    def test_outputs(self):
        with project("alpha") as t:
            t.write("file", "")
            self.ends(WRONG, t.run("check", "-o", "file/inside"), "cannot write 'file/inside'")
            self.ends(WRONG, t.run("check", "-o", "src"), "cannot write 'src': it is a directory")
            self.ends(WRONG, t.run("check", "--format", "text", "--format", "json"), "two formats for one output")
            self.ends(WRONG, t.run("check", "--format", "json=x", "-o", "y"), "each --format names its own output")
            self.ends(WRONG, t.run("rules", "-o", "file/inside"), "cannot write")

    @unittest.skipUnless(os.geteuid(), "root may write anywhere")
    def test_folder_without_permission(self):
        with project("alpha") as t:
            (t.folder / "locked").mkdir(mode=0o500)
            self.ends(WRONG, t.run("check", "-o", "locked/out"), "cannot write 'locked/out': Permission denied")

    def test_usage(self):
        with project("alpha") as t:
            self.ends(WRONG, t.run(), "usage: crosstalk")
            self.ends(WRONG, t.run("chek"), "did you mean 'check'")
            self.ends(WRONG, t.run("check", "--formt=sarif"), "did you mean 'format'")
            self.ends(WRONG, t.run("check", "--format=xml"), "expected one of text")
            self.ends(WRONG, t.run("check", "-j", "x"), "expected a number")
            self.ends(WRONG, t.run("check", "-p", "build", "src/alpha.cpp", "--", "-DX"), "exclude each other")
            self.ends(WRONG, t.run("check", "--", "-DX"), "needs at least one FILE")
            self.ends(WRONG, t.run("check", "--root", "gone"), "is not a folder")
            self.ends(WRONG, t.run("dump", "nothing"), "expected facts, summary")
            self.ends(WRONG, t.run("why", "src/alpha.cpp"), "FILE:LINE")
            self.ends(WRONG, t.run("check", "--since", "HEAD"), "--since needs a git work tree")
            self.ends(WRONG, t.run("check", "--baseline", "gone.yaml"), "cannot read 'gone.yaml'")


class Configuration(Cases):
    def test_rules_off_and_at_another_level(self):
        with project("alpha") as t:
            t.write(".crosstalk.yaml", "rules: {crosstalk-unkeyed-cache: off}\n")
            self.ends(CLEAN, t.run("check"), "0 errors, 0 warnings")
            t.write(".crosstalk.yaml", "rules: {crosstalk-unkeyed-cache: note}\n")
            self.ends(CLEAN, t.run("check"), "note: ", "crosstalk-unkeyed-cache")

    def test_excluded_paths_are_not_analysed(self):
        with project("alpha", "beta") as t:
            t.write(".crosstalk.yaml", "exclude: ['src/b*']\n")
            self.assertEqual(["src/alpha.cpp"], places(t.sarif()))
            self.ends(FINDINGS, t.run("check"), "2 units (0 failed)")


class Since(Cases):
    def test_only_what_is_new(self):
        with project("alpha") as t:
            t.commit()
            self.ends(CLEAN, t.run("check", "--since", "HEAD"), "2 units (0 failed)")
            t.leak("beta")
            t.database(["alpha.cpp", "beta.cpp"])
            done = self.ends(FINDINGS, t.run("check", "--since", "HEAD", "src/beta.cpp"))
            self.assertEqual([("src/beta.cpp", "betaCache")], reported(done))

    def test_a_leak_added_to_a_file_that_was_there(self):
        with project("alpha") as t:
            t.commit()
            path = t.folder / "src/alpha.cpp"
            path.write_text("\n\n" + path.read_text() + LEAK.replace("NAME", "gamma"))
            done = self.ends(FINDINGS, t.run("check", "--since=HEAD"), "1 error")
            self.assertEqual([("src/alpha.cpp", "gammaCache")], reported(done))

    def test_moved_code_is_not_new(self):
        with project("alpha") as t:
            t.commit()
            (t.folder / "src/alpha.cpp").rename(t.folder / "src/moved.cpp")
            t.database(["moved.cpp"])
            self.ends(CLEAN, t.run("check", "--since", "HEAD"))

    def test_the_work_tree_is_left_alone(self):
        with project("alpha") as t:
            t.commit()
            t.write("src/alpha.cpp", CLEAN_UNIT)
            before = subprocess.run(["git", "status", "--porcelain"], cwd=t.folder, capture_output=True).stdout
            self.ends(CLEAN, t.run("check", "--since", "HEAD"))
            after = subprocess.run(["git", "status", "--porcelain"], cwd=t.folder, capture_output=True).stdout
            self.assertEqual(before, after)
            self.assertEqual(CLEAN_UNIT, (t.folder / "src/alpha.cpp").read_text())

    def test_a_revision_that_is_none(self):
        with project("alpha") as t:
            t.commit()
            self.ends(WRONG, t.run("check", "--since", "nope"), "git knows no revision 'nope'")


class Baseline(Cases):
    def test_accept_list_and_prune(self):
        with project("alpha") as t:
            name = t.sarif()["runs"][0]["results"][0]["partialFingerprints"]
            fingerprint = next(v for k, v in name.items() if k.startswith("crosstalk"))
            self.ends(WRONG, t.run("baseline", "--accept", fingerprint))
            self.ends(WRONG, t.run("baseline", "--accept", "0" * 16, "--reason", "x"))
            self.ends(CLEAN, t.run("baseline", "--accept", fingerprint, "--reason", "prices are public"))
            self.ends(CLEAN, t.run("check"), "1 accepted")
            self.ends(CLEAN, t.run("baseline"), fingerprint, "prices are public")
            t.write("src/alpha.cpp", CLEAN_UNIT)
            self.ends(CLEAN, t.run("baseline", "--prune"), "1 entries pruned")
            self.ends(CLEAN, t.run("baseline"), "no finding is accepted")


class Texts(Cases):
    def test_version_names_llvm(self):
        with tree() as t:
            self.assertRegex(self.ends(CLEAN, t.run("--version")).stdout, r"^crosstalk \d+\.\d+\.\d+ \(LLVM 22\.[\d.]+\)\n$")

    def test_every_command_has_help(self):
        with tree() as t:
            commands = [l.split()[0] for l in t.run("--help").stdout.partition("commands:")[2].partition("options:")[0].splitlines() if l]
            self.assertIn("check", commands)
            for command in commands:
                self.ends(CLEAN, t.run(command, "--help"), f"usage: crosstalk {command}")

    def test_rules_in_three_forms(self):
        with tree() as t:
            rules = json.loads(self.ends(CLEAN, t.run("rules", "--json")).stdout)
            for form in ((), ("--markdown",)):
                text = self.ends(CLEAN, t.run("rules", *form)).stdout
                for rule in rules:
                    self.assertIn(rule["id"], text)

    def test_committed_pages_are_what_the_program_prints(self):
        pages = {"man": "docs/crosstalk.1", "bash": "tool/completions/crosstalk.bash", "zsh": "tool/completions/_crosstalk"}
        with tree() as t:
            for topic, page in pages.items():
                self.assertEqual((SOURCE / page).read_text(), t.run("help", topic).stdout,
                                 f"update it: crosstalk help {topic} > {page}")

    def test_bash_completes(self):
        script = SOURCE / "tool/completions/crosstalk.bash"
        ask = 'source "$1"; COMP_WORDS=(crosstalk check --fail-on w); COMP_CWORD=3; _crosstalk; echo "${COMPREPLY[@]}";' \
              'COMP_WORDS=(crosstalk inv); COMP_CWORD=1; _crosstalk; echo "${COMPREPLY[@]}"'
        done = subprocess.run(["bash", "-c", ask, "-", script], capture_output=True, text=True, check=True)
        self.assertEqual("warning\ninventory\n", done.stdout)

    def test_zsh_script_parses(self):
        if not shutil.which("zsh"):
            self.skipTest("no zsh here")
        subprocess.run(["zsh", "-n", SOURCE / "tool/completions/_crosstalk"], check=True)

    def test_man_page_formats(self):
        if not shutil.which("groff"):
            self.skipTest("no groff here")
        done = subprocess.run(["groff", "-man", "-Tascii", "-ww", SOURCE / "docs/crosstalk.1"], capture_output=True, text=True, check=True)
        self.assertEqual("", done.stderr)
        self.assertIn("EXIT STATUS", re.sub(".\b", "", done.stdout))

    def test_stages_can_be_printed(self):
        with project("alpha") as t:
            for stage in ("facts", "summary", "program", "sql"):
                self.ends(CLEAN, t.run("dump", stage, "src/alpha.cpp"))
            self.ends(CLEAN, t.run("dump", "models"))
            self.ends(CLEAN, t.run("inventory"))
            self.ends(CLEAN, t.run("why", "src/alpha.cpp:10"), "store into")
            self.ends(CLEAN, t.run("why", "src/alpha.cpp:11"), "line 10:\nstore into")
            self.ends(CLEAN, t.run("why", "src/clean.cpp:1"), "nothing near src/clean.cpp:1")
            t.write("src/row.cpp", QUERY)
            self.ends(CLEAN, t.run("why", "src/row.cpp:6", "--", "-std=c++20"), "SELECT body FROM notes WHERE id = ")

    def test_cache_tells_and_clears(self):
        with tree() as t:
            t.write(".cache/crosstalk/ab/x.summary", "12345")
            self.ends(CLEAN, t.run("cache"), "1 summary, 5 bytes")
            self.ends(WRONG, t.run("cache", "--trim", "much"), "expected a size")
            self.ends(CLEAN, t.run("cache", "--clear"), "1 summaries removed", "0 summaries, 0 bytes")


if __name__ == "__main__":
    unittest.main(verbosity=2)
