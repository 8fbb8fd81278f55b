"""How each tool is called on one program, with one process at a time and nothing kept from an earlier run.

The analyzers that read a unit at a time get one process a unit, as build systems and run-clang-tidy do it.
"""
import json
import os
import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from measure import Cost, measure

CLANG, CLANG_TIDY, CPPCHECK = "clang-22", "clang-tidy-22", "cppcheck"
BASE, SLOW = "clang -fsyntax-only", "clang --analyze"

# Options of a compile command that name outputs, or that only gcc knows.
WITH_ARGUMENT = {"-o", "-MF", "-MT", "-MQ", "--serialize-diagnostics"}
ALONE = {"-c", "-S", "-MD", "-MMD", "-MP", "-Werror", "-pipe"}
GCC_ONLY = re.compile(r"-fno-canonical-system-headers|-fmodules-ts|-fconcepts|-fmodule-mapper=.*|-fdeps-format=.*|-fanalyzer|"
                      r"-fno-(?:tree|ipa|gcse)[\w-]*|-flto[\w=-]*|-Werror=.*|-save-temps.*")


@dataclass
class Unit:
    """One line of a compile database: where it is compiled, from what, with which flags."""
    folder: str
    file: str
    flags: list = field(default_factory=list)

    def driver(self):
        return [CLANG, *([] if self.file.endswith(".c") else ["--driver-mode=g++"])]


@dataclass
class Program:
    """A compile database and its units."""
    name: str
    database: Path
    units: list


def flags_of(words, file):
    """The flags of a compile command without the compiler, its launcher, its outputs and the source."""
    out, rest = [], iter(words)
    for word in rest:
        if not out and not word.startswith("-"):
            continue  # ccache, the compiler
        if word in WITH_ARGUMENT:
            next(rest, None)
        elif word not in ALONE and word != file and not GCC_ONLY.fullmatch(word):
            out.append(word)
    return out


def read_program(name, database):
    """The program of DIR/compile_commands.json; a source that is compiled twice counts once."""
    entries = json.loads((database / "compile_commands.json").read_text(encoding="utf-8"))
    units = {}
    for entry in entries:
        words = entry.get("arguments") or shlex.split(entry["command"])
        folder, file = os.path.join(database, entry.get("directory", "")), entry["file"]
        units.setdefault(os.path.normpath(os.path.join(folder, file)), Unit(folder, file, flags_of(words, file)))
    return Program(name, database, list(units.values()))


class Bench:
    """The programs under test and the limits; each tool is a method that returns its Cost, or words why there is none."""

    def __init__(self, build, analyzer, limit):
        self.build, self.analyzer, self.limit = build, analyzer, limit
        said = subprocess.run([analyzer, "check", "--help"], capture_output=True, text=True, check=True).stdout
        self.cold = ["--no-cache"] if "--no-cache" in said else []

    def each_unit(self, program, command, good=(0,)):
        cost = Cost()
        for unit in program.units:
            one, _ = measure(command(unit), unit.folder, good, self.limit)
            cost.add(one)
        return cost

    def syntax_only(self, program):
        return self.each_unit(program, lambda u: [*u.driver(), "-fsyntax-only", "-w", "-Qunused-arguments", *u.flags, u.file])

    def crosstalk(self, program):
        command = [self.analyzer, "check", "-p", str(program.database), "-j", "1", *self.cold, "--progress", "never",
                   "--fail-on", "never"]
        cost, text = measure(command, program.database, (0, 3), self.limit)
        said = re.search(r"^\d+ units? \((\d+) failed\)", text, re.MULTILINE)
        cost.failed = int(said.group(1)) if said else len(program.units)
        return cost

    def tidy(self, program, *options):
        if not shutil.which(CLANG_TIDY):
            return "not installed"
        command = [CLANG_TIDY, "--quiet", "--config={}", "-p", str(program.database), *options]
        # Exit code 1 is for compile errors and for findings that are errors: crosstalk's are warnings here.
        return self.each_unit(program, lambda u: [*command, os.path.normpath(os.path.join(u.folder, u.file))])

    def tidy_crosstalk(self, program):
        plugin = self.build / "lib/crosstalk-tidy.so"
        return self.tidy(program, "-load", str(plugin), "-checks=-*,crosstalk-*") if plugin.exists() else "not built"

    def tidy_bugprone(self, program):
        return self.tidy(program, "-checks=-*,bugprone-*")

    def analyze(self, program):
        return self.each_unit(program, lambda u: [*u.driver(), "--analyze", "-w", "-Qunused-arguments", "--analyzer-output", "text",
                                                  *u.flags, u.file])

    def cppcheck(self, program):
        if not shutil.which(CPPCHECK):
            return "not installed"
        database = program.database / "compile_commands.json"
        return measure([CPPCHECK, "-q", "-j", "1", f"--project={database}"], program.database, (0,), self.limit)[0]

    def all(self):
        """{what the table calls it: the method}, the yardstick first."""
        return {BASE: self.syntax_only, "crosstalk check -j 1, cold": self.crosstalk,
                "clang-tidy crosstalk-* (plugin)": self.tidy_crosstalk, "clang-tidy bugprone-*": self.tidy_bugprone,
                SLOW: self.analyze, "cppcheck": self.cppcheck}
