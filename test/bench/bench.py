#!/usr/bin/env python3
"""What an analysis costs, beside what clang's own parser and other analyzers cost on the same units.

    bench.py [--database DIR]... [--scale N,N...] [--layers N] [--runs N] [--tool NAME]... [--json FILE] [--smoke]

Measures, as medians of --runs runs: the bundled example (built by `ninja payments`), each compile database given with
--database, and generated programs of --scale functions. Prints a table for each, as multiples of `clang -fsyntax-only`.
--tool keeps the tools whose name holds NAME; the yardstick always runs. Without it, `clang --analyze` is left out of the generated
programs: it takes a hundred times longer. --smoke runs each tool once on a small generated program and judges no time. The analyzer is $CROSSTALK, the build folder $CROSSTALK_BUILD (default: build/).
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import scaling  # noqa: E402
from tools import BASE, SLOW, Bench, read_program  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
ROW = "  {:<32} {:>9} {:>9} {:>9} {:>8} {:>12}"


def median_cost(method, program, runs):
    """One row of a table as JSON has it: medians of all runs, or why there is none."""
    costs = []
    for _ in range(runs):
        cost = method(program)
        if isinstance(cost, str):
            return {"missing": cost}
        costs.append(cost)
    middle = {name: statistics.median(getattr(c, name) for c in costs) for name in ("seconds", "clock", "megabytes")}
    return {**middle, "failed": max(c.failed for c in costs)}


def print_row(tool, row, functions):
    if "missing" in row:
        print(f"  {tool:<32} {row['missing']}", flush=True)
        return
    each = f"{row['seconds'] * 1000 / functions:.3f}" if functions else ""
    print(ROW.format(tool, f"{row['seconds']:.2f}", f"{row['ratio']:.2f}", f"{row['megabytes']:.0f}", row["failed"], each).rstrip(),
          flush=True)


def compare(tools, program, runs, functions=None):
    """Measures every tool on one program and prints its table row by row."""
    units = "1 unit" if len(program.units) == 1 else f"{len(program.units)} units"
    print(f"\n{program.name}: {units}" + (f", {functions} functions" if functions else ""))
    print(ROW.format("tool", "cpu s", "x clang", "peak MB", "failed", "ms/function" if functions else "").rstrip(), flush=True)
    rows = {}
    for name, method in tools.items():
        row = rows[name] = median_cost(method, program, runs)
        if "missing" not in row:
            row["ratio"] = row["seconds"] / rows[BASE]["seconds"]
        print_row(name, row, functions)
    return {"program": program.name, "units": len(program.units), "functions": functions, "tools": rows}


def scaled(tools, options):
    """The generated programs, one after the other."""
    for functions in options.scale:
        with tempfile.TemporaryDirectory(prefix="crosstalk-bench-") as folder:
            made = scaling.write_program(folder, functions, options.layers)
            program = read_program(f"generated, {options.layers} layers", Path(folder))
            yield compare(tools, program, options.runs, made)


def growth(results):
    """Time a function at each size, as multiples of the smallest: 1.00 all the way is linear."""
    print(f"\ngrowth of time a function, from {results[0]['functions']} functions on")
    for tool in results[0]["tools"]:
        rows = [r["tools"][tool] for r in results]
        if any("missing" in row for row in rows):
            continue
        each = [row["seconds"] / r["functions"] for row, r in zip(rows, results)]
        print(f"  {tool:<32} " + " ".join(f"{e / each[0]:>9.2f}" for e in each))


def version_of(command):
    return subprocess.run([command, "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]


def databases(build, given):
    """[(name, folder)] of the programs that are not generated."""
    example = build / "example/payments"
    if not (example / "compile_commands.json").exists():
        sys.exit(f"no compile_commands.json in {example}: run ninja -C {build} payments")
    return [("test/e2e/payments", example), *((str(folder), folder.resolve()) for folder in given)]


def options_of(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", action="append", default=[], type=Path, metavar="DIR", help="folder of compile_commands.json")
    parser.add_argument("--scale", default="10000,20000", metavar="N,N...", help="sizes in functions; 0: none (default: %(default)s)")
    parser.add_argument("--layers", type=int, default=6, help="how deep calls of the generated program go (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each tool (default: %(default)s)")
    parser.add_argument("--tool", action="append", default=[], metavar="NAME", help="only tools whose name holds this")
    parser.add_argument("--limit", type=int, default=3600, metavar="SECONDS", help="end one process after this (default: %(default)s)")
    parser.add_argument("--json", metavar="FILE", help="write the results there too")
    parser.add_argument("--smoke", action="store_true", help="only show that everything runs")
    options = parser.parse_args(arguments)
    options.scale = [int(n) for n in options.scale.split(",") if int(n) > 0]
    if options.smoke:
        options.scale, options.runs = [30], 1
    return options


def main(arguments):
    options = options_of(arguments)
    build = Path(os.environ.get("CROSSTALK_BUILD", ROOT / "build")).resolve()
    analyzer = str(Path(os.environ.get("CROSSTALK", build / "bin/crosstalk")).resolve())
    tools = Bench(build, analyzer, options.limit).all()
    tools = {n: m for n, m in tools.items() if n == BASE or not options.tool or any(t in n for t in options.tool)}
    print(f"{version_of(analyzer)}, " + ("one run" if options.runs == 1 else f"medians of {options.runs} runs"))
    results = []
    for name, folder in [] if options.smoke else databases(build, options.database):
        results.append(compare(tools, read_program(name, folder), options.runs))
    fast = {n: m for n, m in tools.items() if n != SLOW or options.tool or options.smoke}
    generated = list(scaled(fast, options))
    if len(generated) > 1:
        growth(generated)
    results += generated
    if options.json:
        Path(options.json).write_text(json.dumps({"analyzer": version_of(analyzer), "runs": options.runs, "results": results}, indent=1) + "\n",
                                      encoding="utf-8")
    return int(any(row.get("failed") for r in results for row in r["tools"].values()) and options.smoke)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
