#!/usr/bin/env python3
"""The repository checks itself. One class a subject; ctest runs each as repo/<class>."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DOCS = ROOT / "docs"
LONGEST = 450  # lines of a source file of the program

# What only tool/ and the plugin (which lives in a host's process) may use: files, threads, processes, the console.
OUTSIDE_WORLD = {"thread", "future", "mutex", "fstream", "filesystem", "iostream", "unistd.h", "llvm/Support/FileSystem.h",
                 "llvm/Support/MemoryBuffer.h", "llvm/Support/ThreadPool.h", "llvm/Support/Program.h"}
EVERYBODY = ("llvm/ADT/", "llvm/Support/", "llvm/Config/")


def project_files(*folders, suffixes=(".h", ".cpp")):
    """The project's own sources below these folders."""
    return sorted(p for f in folders for p in (ROOT / f).rglob("*") if p.suffix in suffixes and "node_modules" not in p.parts)


def tracked_files():
    """Text files that are, or are about to be, in the repository."""
    command = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, capture_output=True, text=True)
    if listed.returncode == 0:
        return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    folders = ("checks", "tool", "test", "docs")
    return [p for f in folders for p in (ROOT / f).rglob("*") if p.is_file() and "node_modules" not in p.parts]


def relative(path):
    return str(path.relative_to(ROOT))


def rule_ids():
    return re.findall(r'^RULE\("([a-z-]+)"', (ROOT / "checks/rules/Rules.def").read_text(), re.MULTILINE)


def includes_of(path):
    """[(line number, what is included)]"""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = ((n, re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)) for n, line in enumerate(lines, 1))
    return [(n, m.group(1)) for n, m in found if m]


class Layering(unittest.TestCase):
    """Who includes whom, against the table in docs/architecture.md."""

    def table(self):
        """{folder: what it may use}: folder names, and prefixes of other people's headers."""
        rows = {}
        text = (DOCS / "architecture.md").read_text().partition("| file or folder | may use |")[2]
        for line in text.partition("\n\n")[0].splitlines():
            cells = [c.strip() for c in line.strip().strip("|").split("|")]
            owner = re.fullmatch(r"`((?:checks|tool)[\w/.]*)`", cells[0]) if len(cells) == 2 else None
            if owner:
                rows[owner.group(1)] = re.findall(r"`([^`]+)`", cells[1])
        return rows

    @staticmethod
    def part(name):
        """The files right in checks/ are one part, the pipeline."""
        return re.sub(r"^checks/\w+\.(h|cpp)$", "checks/Pipeline", name)

    def owner_of(self, path, table):
        """The longest entry of the table that this file is, or lies in."""
        name = self.part(relative(path))
        fits = [owner for owner in table if name == owner or name.startswith(owner.rstrip("/") + "/")]
        return max(fits, key=len, default=None)

    def test_every_include_is_in_the_table(self):
        table, wrong = self.table(), []
        self.assertGreater(len(table), 10, "docs/architecture.md has no table of includes")
        for path in project_files("checks", "tool"):
            owner = self.owner_of(path, table)
            if not owner:
                wrong.append(f"{relative(path)}: no row of the table is for it")
                continue
            for number, name in includes_of(path):
                if not self.allowed(name, path, owner, table[owner]):
                    wrong.append(f"{relative(path)}:{number}: {owner} may not include {name}")
        self.assertEqual([], wrong)

    def allowed(self, name, path, owner, uses):
        if (path.parent / name).exists() and "/" not in name:
            return True
        for base in ("checks", "tool"):
            if (ROOT / base / name).exists():
                target = self.part(f"{base}/{name}")
                return target.startswith(owner.rstrip("/") + "/") or target == owner or \
                    any(target == use or target.startswith(use.rstrip("/") + "/") for use in uses)
        if "/" not in name and not name.endswith(".h"):
            return True  # the standard library
        if re.fullmatch(r"(std\w+|cassert|cerrno|unistd|dlfcn|poll|fcntl|signal|sys/\w+)(\.h)?", name):
            return True
        if name.endswith((".inc", ".h")) and "/" not in name and owner.startswith("checks/"):
            return self.generated(name, uses)
        return any(name == use or (use.endswith("/") and name.startswith(use)) for use in (*uses, *EVERYBODY))

    def generated(self, name, uses):
        """Headers that the build makes are named in the table."""
        return name in uses

    def test_the_analyzer_does_no_io(self):
        files = [p for p in project_files("checks") if "plugin" not in p.parts]
        used = [f"{relative(p)}:{n}: {name}" for p in files for n, name in includes_of(p) if name in OUTSIDE_WORLD]
        self.assertEqual([], used, "only tool/ does I/O or starts threads")


class Files(unittest.TestCase):
    """What every file owes its reader."""

    def test_a_source_opens_by_saying_what_it_is(self):
        def opening(path):
            text = path.read_text(encoding="utf-8")
            return text.startswith(("//", "/*"))
        self.assertEqual([], [relative(p) for p in project_files("checks", "tool") if not opening(p)])

    def test_no_file_is_too_long(self):
        def length(path):
            return len(path.read_text(encoding="utf-8").splitlines())
        files = project_files("checks", "tool", suffixes=(".h", ".cpp", ".py"))
        self.assertEqual([], [f"{relative(p)}: {length(p)} lines" for p in files if length(p) > LONGEST])

    def test_no_path_of_one_machine(self):
        places = re.compile(r"(?<![\w.])/(?:home|Users|root|work|tmp/[a-z]|mnt)/?[\w.-]*/[\w.-]+")
        wrong = []
        for path in tracked_files():
            try:
                lines = path.read_text(encoding="utf-8").splitlines()
            except UnicodeDecodeError:
                continue
            if path == Path(__file__).resolve():
                continue
            wrong += [f"{relative(path)}:{n}: {line.strip()[:100]}" for n, line in enumerate(lines, 1) if places.search(line)]
        self.assertEqual([], wrong)

    def test_shell_scripts_pass_shellcheck(self):
        def is_shell(path):
            with open(path, "rb") as file:
                return re.match(rb"#!.*\b(ba)?sh\b", file.readline()) is not None
        scripts = [str(p) for p in tracked_files() if is_shell(p)]
        done = subprocess.run(["shellcheck", *scripts], capture_output=True, text=True)
        self.assertEqual(0, done.returncode, done.stdout)


class Pages(unittest.TestCase):
    """Documentation that is there, and leads somewhere."""

    SECTIONS = ["What it reports", "Why it matters", "Example", "Fix", "What it does not see", "Options"]

    def test_every_rule_has_a_page(self):
        self.assertGreaterEqual(len(set(rule_ids())), 12)
        pages = sorted(p.stem for p in (DOCS / "rules").glob("crosstalk-*.md"))
        self.assertEqual(sorted(rule_ids()), pages)

    def test_a_rule_page_has_all_its_sections(self):
        for rule in rule_ids():
            text = (DOCS / "rules" / f"{rule}.md").read_text()
            with self.subTest(rule):
                self.assertTrue(text.startswith(f"# {rule}\n"))
                self.assertEqual(self.SECTIONS, re.findall(r"^## (.*)$", text, re.MULTILINE))

    def test_a_new_rule_begins_with_all_it_needs(self):
        with tempfile.TemporaryDirectory() as scratch:
            rules = Path(scratch) / "checks/rules"
            shutil.copytree(ROOT / "checks/rules", rules)
            command = [sys.executable, str(rules / "add_rule.py"), "crosstalk-new-one", "cache-key", "a new one"]
            subprocess.run(command, check=True, capture_output=True)
            self.assertIn('RULE("crosstalk-new-one", "cache-key"', (rules / "Rules.def").read_text())
            self.assertTrue((rules / "NewOne.cpp").exists())
            page = (Path(scratch) / "docs/rules/crosstalk-new-one.md").read_text()
            self.assertEqual(self.SECTIONS, re.findall(r"^## (.*)$", page, re.MULTILINE))
            made = sorted(p.name for p in (Path(scratch) / "test/rules/new-one").iterdir())
            self.assertEqual(["basic", "cross-tu", "near-misses"], made)

    def test_every_rule_has_its_three_tests(self):
        missing = []
        for rule in rule_ids():
            for kind in ("basic", "cross-tu", "near-misses"):
                folder = ROOT / "test/rules" / rule.removeprefix("crosstalk-") / kind
                if not any(p.suffix in (".cpp", ".c") for p in folder.rglob("*")):
                    missing.append(relative(folder))
        self.assertEqual([], missing)

    def test_every_link_leads_somewhere(self):
        wrong = []
        for page in [*DOCS.rglob("*.md"), *ROOT.glob("*.md")]:
            for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
                if not (page.parent / target).exists():
                    wrong.append(f"{relative(page)}: {target}")
        self.assertEqual([], wrong)

    def test_every_test_that_a_page_names_exists(self):
        wrong = []
        for page in [*DOCS.glob("*.md"), *ROOT.glob("*.md")]:
            for target in re.findall(r"`((?:test|checks|tool)/[\w./-]+)`", page.read_text()):
                if re.search(r"/[A-Z_]{3,}\b", target):
                    continue  # a placeholder
                if not (ROOT / target).exists() and not list(ROOT.glob(target + ".*")):
                    wrong.append(f"{relative(page)}: {target}")
        self.assertEqual([], wrong)


class Format(unittest.TestCase):
    """The project's C++ is laid out by clang-format. `test/repo/repo_test.py format` does it."""

    @staticmethod
    def sources():
        bundled = project_files("test/e2e")
        tests = [p for p in project_files("test", suffixes=(".cpp", ".h")) if p.stem.endswith("Test")]
        return [str(p) for p in [*project_files("checks", "tool"), *tests, *bundled]]

    def test_sources_are_formatted(self):
        tool = os.environ.get("CLANG_FORMAT") or "clang-format-22"
        done = subprocess.run([tool, "--dry-run", "-Werror", *self.sources()], capture_output=True, text=True)
        badly = sorted(set(re.findall(r"^(\S+?):\d+:\d+: error", done.stderr, re.MULTILINE)))
        self.assertEqual([], badly, "run test/repo/repo_test.py format")


if __name__ == "__main__":
    if sys.argv[1:] == ["format"]:
        sys.exit(subprocess.run(["clang-format-22", "-i", *Format.sources()]).returncode)
    unittest.main(verbosity=2)
