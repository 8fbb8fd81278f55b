#!/usr/bin/env python3
"""Adds a rule: its file, its line in Rules.def, its page, and its three test folders. All else derives from Rules.def.

    add_rule.py crosstalk-my-rule cache-key "one line that says what is reported" [--cwe 524,488] [--severity 7.5]

What it writes is a beginning: the new test fails until the rule finds its mark, and the page's blocks until they say something.
"""
import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FAMILIES = ("cache-key", "session-state", "unscoped-fetch")

SOURCE = """// {summary}.
//
// In:  a solved program.  Out: findings of {id}.
#include "rules/Rule.h"

namespace crosstalk::rules {{

void {function}(Judgement &J, Findings &Out) {{}}

}} // namespace crosstalk::rules
"""

PAGE = """# {id}

{sentence}.

Family: {family} · {cwes}

## What it reports

## Why it matters

## Example

```cpp bad
int reported; // finding: {id}
```

## Fix

```cpp good
int silent;
```

## What it does not see

## Options

No options of its own. `.crosstalk.yaml` can switch the rule off or give it another level (`rules:`); see
[configuration](../configuration.md). In clang-tidy, `MinimumRank` hides weak findings.
"""

TESTS = {
    "basic/example_bad.cpp": "// What the rule is for.\nint reported; // finding: {id}\n",
    "cross-tu/one.cpp": "// The same over two files.\nint reported; // finding: {id}\n",
    "cross-tu/two.cpp": "extern int reported;\n",
    "near-misses/example_ok.cpp": "// What looks like it and is not.\nint silent;\n",
}


def camel(name, first_upper):
    words = name.split("-")
    return "".join(w.capitalize() if i or first_upper else w for i, w in enumerate(words))


def write(name, text):
    path = ROOT / name
    if path.exists():
        sys.exit(f"{name} exists already")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    print(f"wrote {name}")


def add_line(rule, options):
    path = ROOT / "checks/rules/Rules.def"
    text = path.read_text()
    if f'"{options.id}"' in text:
        sys.exit(f"Rules.def has {options.id} already")
    line = f'RULE("{options.id}", "{options.family}", "{options.cwe}", "{options.severity}", "medium", {camel(rule, False)},\n' \
           f'     "{options.summary}")\n'
    last = list(re.finditer(rf'^RULE\("[^"]*", "{options.family}"[^)]*\)\n', text, re.MULTILINE))[-1]
    path.write_text(text[: last.end()] + line + text[last.end() :])
    print("added a line to checks/rules/Rules.def")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("id")
    parser.add_argument("family", choices=FAMILIES)
    parser.add_argument("summary")
    parser.add_argument("--cwe", default="200")
    parser.add_argument("--severity", default="5.0")
    options = parser.parse_args()
    if not re.fullmatch(r"crosstalk(-[a-z]+)+", options.id):
        parser.error("the id is crosstalk- and small words joined by hyphens")
    rule = options.id.removeprefix("crosstalk-")
    cwes = " · ".join(f"[CWE-{n}](https://cwe.mitre.org/data/definitions/{n}.html)" for n in options.cwe.split(","))
    words = {"id": options.id, "family": options.family, "summary": options.summary, "cwes": cwes,
             "sentence": options.summary[0].upper() + options.summary[1:], "function": camel(rule, False)}
    add_line(rule, options)
    write(f"checks/rules/{camel(rule, True)}.cpp", SOURCE.format(**words))
    write(f"docs/rules/{options.id}.md", PAGE.format(**words))
    for name, text in TESTS.items():
        write(f"test/rules/{rule}/{name}", text.format(**words))
    print("next: build, write the rule, then test/docs/generated_test.py --update")


if __name__ == "__main__":
    main()
