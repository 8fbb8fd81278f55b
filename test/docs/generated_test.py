#!/usr/bin/env python3
"""What pages show of the program's output is what it prints.

    generated_test.py            compare
    generated_test.py --update   write it anew

A page holds the output between two comments, <!-- begin: NAME --> and <!-- end -->.
"""
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BUILD = Path(os.environ.get("CROSSTALK_BUILD", ROOT / "build"))
ANALYZER = os.environ.get("CROSSTALK", str(ROOT / "build/bin/crosstalk"))


def output_of(*arguments):
    done = subprocess.run([ANALYZER, *arguments], cwd=ROOT, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"crosstalk {' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def rules():
    return output_of("rules", "--markdown")


def finding():
    """The cache finding of the bundled example with its trace, as text; without the reasons."""
    example = ROOT / "test/e2e/payments"
    printed = output_of("check", "-p", str(BUILD / "example/payments"), "--root", str(example), "--progress", "never")
    parts = re.split(r"\n(?=\S+:\d+:\d+: (?:error|warning|note): .*\[crosstalk-|\d+ units)", printed)
    found = [part.strip() for part in parts if "[crosstalk-unkeyed-cache]" in part.partition("\n")[0]]
    shown = found[0].partition("\n  why (")[0] if found else "nothing was found"
    return f"```\n{shown}\n```\n"


SECTIONS = {("docs/rules/README.md", "crosstalk rules --markdown"): rules, ("README.md", "a finding of the example"): finding}


def main():
    stale = []
    for (name, title), write in SECTIONS.items():
        page = ROOT / name
        begin, end = f"<!-- begin: {title} -->\n", "<!-- end -->"
        head, _, rest = page.read_text().partition(begin)
        shown, _, tail = rest.partition(end)
        printed = f"\n{write()}\n"
        if shown == printed:
            continue
        stale.append(f"{name}: '{title}' is not what is printed now: run test/docs/generated_test.py --update")
        if "--update" in sys.argv:
            page.write_text(head + begin + printed + end + tail)
    print("\n".join(stale) or "all that pages show is up to date")
    return int(bool(stale) and "--update" not in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
