#!/usr/bin/env python3
"""Every entry of the model files matters: forgetting it changes what is seen in a marked source.

    mutation.py [--names] [--entry TEXT]... [--list] [LIBRARY...]      LIBRARY is a folder of libraries/; default: all of them

For each library: each entry of the model files named in libraries/LIBRARY/models.txt (default: checks/models/LIBRARY.yaml) is
taken away with a model file that says "forget: true" for all its names (--names: one name after the other). Then the findings in
the sources of libraries/LIBRARY/ (and its pending/) with their ranks, or what `crosstalk inventory` lists there as principals,
storages, entries and queries, must differ from those with the entry. That a callee is listed as unknown does not count.
An entry that changes nothing is named and the exit code is 1; those in libraries/LIBRARY/survivors.txt, each with its reason after
" # ", are let be, and reported when they do matter. --entry takes only entries whose name holds TEXT; --list prints the entries
and stops.
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

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import marked  # noqa: E402

MODELS = HERE.parents[1] / "checks" / "models"
GROUPS = ("functions", "types", "fields")


class Entry:
    """One entry of a model file: where it stands, its group, its name pattern and parameters, as written."""

    def __init__(self, place, group, name):
        self.place, self.group, self.name, self.parameters = place, group, name, None

    def forgetting(self, name):
        """A model file that takes \\p name away."""
        parameters = f"    parameters: {self.parameters}\n" if self.parameters else ""
        return f"library: forget\n{self.group}:\n  - name: \"{name}\"\n{parameters}    forget: true\n"

    def label(self):
        return f"{self.group[:-1]} {self.name}" + (f" {self.parameters}" if self.parameters else "")


def entries_of(path):
    """The entries of a model file. The reader has checked its form, so lines are enough."""
    group, out = None, []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.rstrip(":") in GROUPS and line.endswith(":"):
            group = line[:-1]
        elif found := re.match(r"  - name: \"?(.*?)\"?$", line):
            out.append(Entry(f"{path.name}:{number}", group, found.group(1)))
        elif found := re.match(r"    parameters: (\[.*\])$", line):
            out[-1].parameters = found.group(1)
    return out


def expand(pattern):
    found = re.search(r"\{([^{}]*)\}", pattern)
    if not found:
        return [pattern]
    before, after = pattern[: found.start()], pattern[found.end():]
    return [n for one in found.group(1).split(",") for n in expand(before + one.strip() + after)]


class Library:
    """One folder's sources and those of its pending/, each a program of its own."""

    def __init__(self, folder, scratch):
        self.scratch = scratch
        self.environment = dict(os.environ, XDG_CACHE_HOME=scratch)
        self.programs = [(p.parent, p.name, marked.flags_of(p.parent, [p])) for place in (folder, folder / "pending") if place.is_dir()
                         for p in sorted(place.iterdir()) if p.suffix in marked.UNITS]

    def run(self, folder, *command):
        done = subprocess.run([marked.analyzer(), *command], cwd=folder, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1):
            sys.exit(f"exit {done.returncode}: crosstalk {shlex.join(command)}\n{done.stderr}")
        return done.stdout

    def seen(self, model=None):
        """What all programs report, with ranks, so that a finding that only grows less certain counts as changed; and what is known."""
        extra = []
        if model is not None:
            file = os.path.join(self.scratch, "forget.yaml")
            Path(file).write_text(model, encoding="utf-8")
            extra = ["--model", file]
        return [part for folder, name, flags in self.programs
                for part in (self.findings(folder, name, flags, extra), self.inventory(folder, name, flags, extra))]

    def findings(self, folder, name, flags, extra):
        sarif = os.path.join(self.scratch, "out.sarif")
        self.run(folder, "check", "--all", "--root", ".", "--fail-on", "never", "--format", "sarif", "-o", sarif, *extra, name, "--", *flags)
        results = (r for one in json.loads(Path(sarif).read_text())["runs"] for r in one.get("results", []))
        return sorted(((r["locations"][0]["physicalLocation"]["region"]["startLine"], r["ruleId"], r.get("rank"), r["message"]["text"])
                       for r in results), key=repr)

    def inventory(self, folder, name, flags, extra):
        return self.run(folder, "inventory", "--root", ".", *extra, name, "--", *flags).partition("unknown callees:")[0]


def model_files(folder):
    listed = folder / "models.txt"
    return [MODELS / n for n in (listed.read_text().split() if listed.exists() else [folder.name + ".yaml"])]


def entries_for(folder, options):
    entries = [e for f in model_files(folder) for e in entries_of(f)]
    return [e for e in entries if not options.entry or any(text in e.name for text in options.entry)]


def mutate(folder, options):
    """[labels of entries that change nothing], [survivors that do], number of mutants."""
    allowed = folder / "survivors.txt"
    known = {line.split(" # ")[0].strip() for line in allowed.read_text().splitlines() if line.strip()} if allowed.exists() else set()
    alive, stale, count = [], [], 0
    with tempfile.TemporaryDirectory() as scratch:
        library = Library(folder, scratch)
        whole = library.seen()
        for entry in entries_for(folder, options):
            mutants = expand(entry.name) if options.names else [entry.name]
            for name in mutants:
                count += 1
                label = entry.label() if not options.names else f"{entry.group[:-1]} {name}"
                same = library.seen(entry.forgetting(name)) == whole
                if same and label not in known:
                    alive.append(f"{entry.place}: {label}")
                elif not same and label in known:
                    stale.append(f"{entry.place}: {label}")
    return alive, stale, count


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", action="store_true", help="forget one name of an entry after the other")
    parser.add_argument("--entry", action="append", default=[], metavar="TEXT", help="only entries whose name holds this")
    parser.add_argument("--list", action="store_true", help="print the entries and stop")
    parser.add_argument("library", nargs="*")
    options = parser.parse_args()
    folders = [HERE / "libraries" / n for n in options.library] or sorted(p for p in (HERE / "libraries").iterdir() if p.is_dir())
    if options.list:
        print("\n".join(e.label() for f in folders for e in entries_for(f, options)))
        return 0
    failed = False
    for folder in folders:
        alive, stale, count = mutate(folder, options)
        failed |= bool(alive or stale)
        print(f"{folder.name}: {count} mutants, {len(alive)} change nothing, {len(stale)} in survivors.txt that do", flush=True)
        for line in alive:
            print(f"  no test notices: {line}")
        for line in stale:
            print(f"  take out of survivors.txt: {line}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
