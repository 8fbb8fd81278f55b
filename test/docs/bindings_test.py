#!/usr/bin/env python3
"""docs/sql.md tells the truth about how libraries bind values: each row's code is in the marked source that the row names.

That source runs in ctest: its marks say which of its queries are tied to the caller, which they only are if the values are found.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEADING = "| Library | Way | Code | Marked source |"
REGISTERED = ROOT / "test/models/libraries/registered.txt"


def rows(page):
    """The cells of each row of the table, without the code's backticks."""
    lines = iter(page.splitlines())
    for line in lines:
        if line == HEADING:
            break
    next(lines, None)
    for line in lines:
        if not line.startswith("|"):
            return
        yield [cell.strip().strip("`").strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def is_run(source):
    """Whether ctest runs the marked source: a rule's, or one of a registered library."""
    parts = source.relative_to(ROOT / "test").parts
    if parts[0] == "rules":
        return "pending" not in parts
    registered = {line.split()[0] for line in REGISTERED.read_text().splitlines() if line.strip()}
    return parts[:2] == ("models", "libraries") and parts[2] in registered and "pending" not in parts


def wrong_in(cells):
    if len(cells) != 4:
        return f"not four cells: {cells}"
    library, _, code, name = cells
    source = ROOT / "test" / name
    if not source.is_file():
        return f"{library}: no such file: test/{name}"
    if not is_run(source):
        return f"{library}: ctest does not run test/{name}"
    text = source.read_text()
    if code not in text:
        return f"{library}: not in test/{name}: {code}"
    return None if "// finding: " in text or name.endswith("_ok.cpp") else f"{library}: test/{name} has no marks"


def main():
    table = list(rows((ROOT / "docs/sql.md").read_text()))
    wrong = [message for message in map(wrong_in, table) if message]
    if len(table) < 25:
        wrong.append(f"only {len(table)} rows")
    print("\n".join(wrong) or f"{len(table)} ways to bind: each is in a marked source")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
