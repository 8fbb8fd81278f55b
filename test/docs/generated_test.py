#!/usr/bin/env python3
"""Pages that the program writes: what is committed is what it prints.

    generated_test.py            compare
    generated_test.py --update   write them anew
"""
import os
import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
MARK = "<!-- from here on: crosstalk {} -->\n"
PAGES = {"rules/README.md": "rules --markdown"}


def main():
    analyzer, stale = os.environ.get("CROSSTALK", str(DOCS.parent / "build/bin/crosstalk")), []
    for name, arguments in PAGES.items():
        page, mark = DOCS / name, MARK.format(arguments)
        head, found, body = page.read_text().partition(mark)
        printed = "\n" + subprocess.run([analyzer, *arguments.split()], capture_output=True, text=True, check=True).stdout
        if found and body == printed:
            continue
        stale.append(f"docs/{name} is not what `crosstalk {arguments}` prints: run test/docs/generated_test.py --update")
        if "--update" in sys.argv:
            page.write_text(head + mark + printed)
    print("\n".join(stale) or "all generated pages are up to date")
    return int(bool(stale) and "--update" not in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
