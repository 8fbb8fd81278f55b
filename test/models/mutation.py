#!/usr/bin/env python3
"""Every entry of the model files matters: forgetting it changes what is reported in a marked source.

    mutation.py [--names] [--entry TEXT]... [--table] [--update] [FILE.yaml...]      default: all files of checks/models/

Each entry is taken away with a model text that says "forget: true" for all its names (--names: one name after the other). Then what
is found in the sources of libraries/ must differ from what is found with it: a finding comes or goes, or reads or ranks
otherwise, or what `crosstalk inventory` lists as principals, storages, entries and queries differs. That a callee is listed as
unknown does not count. An entry that changes nothing stands in unnoticed.txt, which only gets shorter: the exit code is 1 where an
entry that is not named there changes nothing, or one that is named does. --update writes the file anew.

--entry takes only entries whose name holds TEXT; --table prints one line a file: its entries, those whose loss makes a finding come
or go, those that change how one reads or ranks, those that change the inventory alone, and those that nothing notices.
"""
import argparse
import collections
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import marked  # noqa: E402

MODELS = HERE.parents[1] / "checks" / "models"
GROUPS = ("functions", "types", "fields")
UNNOTICED = HERE / "unnoticed.txt"
CHANGES = ("marks", "ranks", "inventory", "nothing")


class Entry:
    """One entry of a model file: where it stands, its group, its name pattern and parameters, as written."""

    def __init__(self, file, number, group, pattern):
        self.file, self.number, self.group, self.pattern, self.parameters = file, number, group, pattern, None

    def forgetting(self, names):
        """A model text that takes \\p names away."""
        parameters = f"    parameters: {self.parameters}\n" if self.parameters else ""
        return f"library: forget\n{self.group}:\n" + "".join(f"  - name: \"{n}\"\n{parameters}    forget: true\n" for n in names)

    def mutants(self, one_by_one):
        """[(label, model text)]"""
        names, about = expand(self.pattern), f" {self.parameters}" if self.parameters else ""
        if one_by_one:
            return [(f"{self.file}:{self.number}: {self.group[:-1]} {n}{about}", self.forgetting([n])) for n in names]
        return [(f"{self.file}:{self.number}: {self.group[:-1]} {self.pattern}{about}", self.forgetting(names))]


def entries_of(path):
    """The entries of a model file. The reader has checked its form, so lines are enough."""
    group, out = None, []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.rstrip(":") in GROUPS and line.endswith(":"):
            group = line[:-1]
        elif found := re.match(r"  - name: \"?(.*?)\"?$", line):
            out.append(Entry(path.name, number, group, found.group(1)))
        elif found := re.match(r"    parameters: (\[.*\])$", line):
            out[-1].parameters = found.group(1)
    return out


def expand(pattern):
    found = re.search(r"\{([^{}]*)\}", pattern)
    if not found:
        return [pattern]
    before, after = pattern[: found.start()], pattern[found.end():]
    return [n for one in found.group(1).split(",") for n in expand(before + one.strip() + after)]


def summarize(program, scratch, number):
    """The line of one program for modelMutants: its name, its summaries, its schemas. None where a header is missing."""
    folder, units = program
    fields = [f"{folder.relative_to(HERE)}/{units[0].name}"]
    for index, unit in enumerate(units):
        out = os.path.join(scratch, f"{number}.{index}.summary")
        done = subprocess.run([marked.analyzer(), "summarize", unit.name, "-o", out, "--", *marked.flags_of(folder, units)], cwd=folder,
                              capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"left out: {fields[0]}: {done.stderr.strip().splitlines()[-1] if done.stderr else done.returncode}")
            return None
        fields.append(out)
    return "\t".join(fields + [str(p) for p in sorted(folder.glob("*.sql"))])


def folders():
    return sorted(f for library in (HERE / "libraries").iterdir() if library.is_dir() for f in (library, library / "pending") if f.is_dir())


def judged(entries, options):
    """{label: (change, program)} as modelMutants says it."""
    with tempfile.TemporaryDirectory() as scratch:
        programs = [(folder, units) for folder in folders() for units, _ in marked.programs_of(folder)]
        with ThreadPoolExecutor(2) as workers:
            lines = list(workers.map(lambda job: summarize(job[1], scratch, job[0]), enumerate(programs)))
        Path(scratch, "programs").write_text("\n".join(line for line in lines if line), encoding="utf-8")
        mutants = [m for e in entries for m in e.mutants(options.names)]
        Path(scratch, "mutants").write_text("".join(f"{label}\n{text}.\n" for label, text in mutants), encoding="utf-8")
        tool = Path(os.environ.get("CROSSTALK_BUILD", HERE.parents[1] / "build"), "bin", "modelMutants")
        done = subprocess.run([tool, Path(scratch, "programs"), Path(scratch, "mutants")], stdout=subprocess.PIPE, text=True, check=True)
    return {fields[0]: fields[1:] for fields in (line.split("\t") for line in done.stdout.splitlines())}


def without_line(label):
    return re.sub(r"^(.*?):\d+: ", r"\1: ", label)


def table(results):
    rows = collections.defaultdict(collections.Counter)
    for label, (change, _) in results.items():
        rows[label.split(":")[0]][change] += 1
    for name, row in sorted(rows.items()) + [("all", sum(rows.values(), collections.Counter()))]:
        print(f"{name:24}{sum(row.values()):6}" + "".join(f"{row[c]:6} {c}" for c in CHANGES))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", action="store_true", help="forget one name of an entry after the other")
    parser.add_argument("--entry", action="append", default=[], metavar="TEXT", help="only entries whose name holds this")
    parser.add_argument("--table", action="store_true", help="one line a model file")
    parser.add_argument("--update", action="store_true", help="write unnoticed.txt anew")
    parser.add_argument("file", nargs="*", type=Path)
    options = parser.parse_args()
    files = options.file or sorted(MODELS.glob("*.yaml"))
    entries = [e for f in files for e in entries_of(f) if not options.entry or any(text in e.pattern for text in options.entry)]
    results = judged(entries, options)
    if options.table:
        table(results)
    alive = {without_line(label) for label, (change, _) in results.items() if change == "nothing"}
    if options.update:
        UNNOTICED.write_text("".join(f"{label}\n" for label in sorted(alive)), encoding="utf-8")
    known = set(UNNOTICED.read_text(encoding="utf-8").splitlines()) if UNNOTICED.exists() else set()
    new, stale = sorted(alive - known), sorted(known & {without_line(label) for label in results} - alive)
    print("".join(f"no test notices: {label}\n" for label in new) + "".join(f"take out of unnoticed.txt: {label}\n" for label in stale), end="")
    print(f"{len(results)} mutants, {len(alive)} change nothing, of which {len(new)} are not in unnoticed.txt")
    return 1 if new or stale else 0


if __name__ == "__main__":
    sys.exit(main())
