#!/usr/bin/env python3
"""Every entry of the model files matters: forgetting it changes what a marked source reports.

    mutation.py [--names] [--list] [LIBRARY...]      LIBRARY is a folder of libraries/; default: all of them

For each library: each entry of the model files named in libraries/LIBRARY/models.txt (default: checks/models/LIBRARY.yaml) is
taken away with a model file that says "forget: true" for all its names (--names: one name after the other), and the findings
in the sources of libraries/LIBRARY/ must differ from those with the entry.
An entry that changes nothing is named and the exit code is 1; those in libraries/LIBRARY/survivors.txt, each with its reason, are
let be, and reported when they do matter. --list prints the entries and stops.
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
MODELS = HERE.parents[1] / "checks" / "models"
CROSSTALK = os.environ.get("CROSSTALK", str(HERE.parents[1] / "build/bin/crosstalk"))
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


def run(command, cwd):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"exit {done.returncode}: {shlex.join(command)}\n{done.stderr}")
    return done.stdout


class Library:
    """One folder's sources, each a program of its own."""

    def __init__(self, folder, scratch):
        self.folder, self.scratch = folder, scratch
        self.flags = shlex.split((folder / "flags.txt").read_text()) if (folder / "flags.txt").exists() else ["-std=c++20"]
        self.sources = sorted(p.name for p in folder.iterdir() if p.suffix in (".cpp", ".c"))

    def findings(self, model=None):
        """What all programs report, with ranks, so that a finding that only grows less certain counts as changed."""
        extra = []
        if model is not None:
            file = os.path.join(self.scratch, "forget.yaml")
            Path(file).write_text(model, encoding="utf-8")
            extra = ["--model", file]
        out, sarif = [], os.path.join(self.scratch, "out.sarif")
        for source in self.sources:
            run([CROSSTALK, "check", "--all", "--root", ".", "--fail-on", "never", "--format", "sarif", "-o", sarif, *extra, source,
                 "--", *self.flags], self.folder)
            for result in (r for one in json.loads(Path(sarif).read_text())["runs"] for r in one.get("results", [])):
                place = result["locations"][0]["physicalLocation"]
                out.append((source, place["region"]["startLine"], result["ruleId"], result.get("rank"), result["message"]["text"]))
        return sorted(out, key=repr)


def model_files(folder):
    listed = folder / "models.txt"
    return [MODELS / n for n in (listed.read_text().split() if listed.exists() else [folder.name + ".yaml"])]


def mutate(folder, by_name):
    """[labels of entries that change nothing], [survivors that do], number of mutants."""
    allowed = folder / "survivors.txt"
    known = {line.split(" # ")[0].strip() for line in allowed.read_text().splitlines() if line.strip()} if allowed.exists() else set()
    alive, stale, count = [], [], 0
    with tempfile.TemporaryDirectory() as scratch:
        library = Library(folder, scratch)
        whole = library.findings()
        for entry in (e for f in model_files(folder) for e in entries_of(f)):
            mutants = expand(entry.name) if by_name else [entry.name]
            for name in mutants:
                count += 1
                label = entry.label() if not by_name else f"{entry.group[:-1]} {name}"
                same = library.findings(entry.forgetting(name)) == whole
                if same and label not in known:
                    alive.append(f"{entry.place}: {label}")
                elif not same and label in known:
                    stale.append(f"{entry.place}: {label}")
    return alive, stale, count


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("library", nargs="*")
    options = parser.parse_args()
    folders = [HERE / "libraries" / n for n in options.library] or sorted(p for p in (HERE / "libraries").iterdir() if p.is_dir())
    if options.list:
        print("\n".join(e.label() for f in folders for m in model_files(f) for e in entries_of(m)))
        return 0
    failed = False
    for folder in folders:
        alive, stale, count = mutate(folder, options.names)
        failed |= bool(alive or stale)
        print(f"{folder.name}: {count} mutants, {len(alive)} change nothing, {len(stale)} in survivors.txt that do")
        for line in alive:
            print(f"  no test notices: {line}")
        for line in stale:
            print(f"  take out of survivors.txt: {line}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
