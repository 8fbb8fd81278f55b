#!/usr/bin/env python3
"""Marked sources: every mark must be found, every finding must be marked.

    marked.py FOLDER...                 each folder as below
    marked.py --database DIR FOLDER     the program of DIR/compile_commands.json, whose sources are in FOLDER

A line that is to be reported ends with its rule; further rules follow after commas:
    Cache[Req.path()] = loadProfile(User); // finding: crosstalk-unkeyed-cache
C sources may write /* finding: ... */. "(note)" after a rule asks for a finding of level note; unmarked notes are let be.

Each source in a folder is a program of its own, except where a component of the folder's path starts with "cross-tu": there
all its sources are one program. flags.txt holds the compiler flags (default: -std=c++20 for C++, none for C). A folder
that is called near-misses (or lies in one) must have no mark; any other must have one at least.

The analyzer is $CROSSTALK, or build/bin/crosstalk. Exit 0: all agree.
"""
import argparse
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

UNITS = (".cpp", ".cc", ".cxx", ".c")
SOURCES = UNITS + (".h", ".hh", ".hpp")
MARK = re.compile(r"(?://|/\*)\s*finding:\s*(.*?)\s*(?:\*/)?\s*$")
RULE = re.compile(r"(crosstalk-[a-z-]+)\s*(\(note\))?$")
LEVELS = {"error": "finding", "warning": "finding", "note": "note"}


class Disagreement(Exception):
    """What was expected and did not happen, as text."""


def analyzer():
    default = Path(__file__).resolve().parent.parent / "build/bin/crosstalk"
    return os.environ.get("CROSSTALK", str(default))


def marks_of(path):
    """{(line, rule, kind)} of one file; kind is "finding" or "note"."""
    marks = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = MARK.search(line)
        for item in found.group(1).split(",") if found else ():
            rule = RULE.match(item.strip())
            if not rule:
                raise Disagreement(f"{path}:{number}: not a mark: {item.strip()!r}")
            marks.add((number, rule.group(1), "note" if rule.group(2) else "finding"))
    return marks


def check(arguments, cwd):
    """Runs `crosstalk check` and returns (exit code, SARIF, stderr)."""
    with tempfile.TemporaryDirectory() as scratch:
        out = os.path.join(scratch, "out.sarif")
        command = [analyzer(), "check", "--root", ".", "--format", "sarif", "-o", out, *arguments]
        environment = dict(os.environ, XDG_CACHE_HOME=scratch)
        done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
        if done.returncode not in (0, 1) or not os.path.exists(out):
            raise Disagreement(f"exit {done.returncode}: {shlex.join(command)}\n{done.stdout}{done.stderr}")
        return done.returncode, json.loads(Path(out).read_text()), done.stderr


def findings_of(sarif, root):
    """{(path below root, line, rule, kind): message}, without what is suppressed."""
    out = {}
    for result in (r for run in sarif["runs"] for r in run.get("results", []) if not r.get("suppressions")):
        place = result["locations"][0]["physicalLocation"]
        path = os.path.relpath(os.path.join(root, place["artifactLocation"]["uri"]), root)
        kind = LEVELS.get(result.get("level", "warning"))
        if kind:
            out[(path, place["region"]["startLine"], result["ruleId"], kind)] = result["message"]["text"]
    return out


def compare(arguments, sources, root):
    """One program: its findings against the marks of its sources."""
    marks = {(str(s.relative_to(root)), *m) for s in sources for m in marks_of(s)}
    code, sarif, _ = check(arguments, root)
    found = findings_of(sarif, root)
    wrong = [f"{f}:{n}: not found: {rule} ({kind})" for f, n, rule, kind in sorted(marks - set(found))]
    for key in sorted(set(found) - marks):
        if key[3] == "finding":
            wrong.append(f"{key[0]}:{key[1]}: not marked: {key[2]}: {found[key]}")
    expected = int(any(kind == "finding" for _, _, _, kind in found))
    if code != expected:
        wrong.append(f"exit code {code}, expected {expected}")
    if wrong:
        raise Disagreement("\n".join(wrong))
    return len(marks)


def flags_of(folder, units):
    file = folder / "flags.txt"
    if file.exists():
        return shlex.split(file.read_text())
    return [] if units[0].suffix == ".c" else ["-std=c++20"]


def programs_of(folder):
    """[(units, sources)] of the programs in one folder."""
    sources = sorted(p for p in folder.iterdir() if p.suffix in SOURCES)
    units = [p for p in sources if p.suffix in UNITS]
    headers = [p for p in sources if p not in units]
    if any(part.startswith("cross-tu") for part in folder.parts):
        return [(units, sources)] if units else []
    return [([unit], [unit, *headers]) for unit in units]


def run_folder(folder):
    folder = Path(folder).resolve()
    programs, total = programs_of(folder), 0
    if not programs:
        raise Disagreement(f"{folder}: no sources")
    wrong = []
    for units, sources in programs:
        try:
            total += compare([*[u.name for u in units], "--", *flags_of(folder, units)], sources, folder)
        except Disagreement as error:
            wrong.append(str(error))
    if wrong:
        raise Disagreement("\n".join(wrong))
    if ("near-misses" in folder.parts) != (total == 0):
        raise Disagreement(f"{folder}: {total} marks; near-misses have none, other folders at least one")
    return len(programs), total


def run_database(database, folder):
    folder = Path(folder).resolve()
    sources = sorted(p for p in folder.rglob("*") if p.suffix in SOURCES)
    return 1, compare(["-p", str(Path(database).resolve())], sources, folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", metavar="DIR")
    parser.add_argument("folder", nargs="+")
    options = parser.parse_args()
    failed = False
    for folder in options.folder:
        try:
            programs, marks = run_database(options.database, folder) if options.database else run_folder(folder)
            print(f"{folder}: {programs} programs, {marks} marks: all agree")
        except Disagreement as error:
            failed = True
            print(f"{folder}: FAILED\n{error}", file=sys.stderr)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
