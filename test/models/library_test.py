#!/usr/bin/env python3
"""The marked sources of one library; skipped, loudly, where its headers are not installed.

    library_test.py LIBRARY      a folder of libraries/; exit 77: a header of another library is missing, nothing was tested
"""
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import marked  # noqa: E402

CLANG = "clang++-22"
SKIPPED = 77


def missing_header(folder):
    """The first <header> that a source includes and this machine does not have. Mocks are in quotes, and always there."""
    for source in sorted(p for p in folder.iterdir() if p.suffix in marked.UNITS):
        command = [CLANG, "-fsyntax-only", "-w", *marked.flags_of(folder, [source]), source.name]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        found = re.search(r"fatal error: '(.*)' file not found", done.stderr)
        if found and f"<{found.group(1)}>" in source.read_text(encoding="utf-8"):
            return found.group(1)
    return None


def main():
    folder = HERE / "libraries" / sys.argv[1]
    if header := missing_header(folder):
        print(f"skipped: <{header}> is not installed")
        return SKIPPED
    try:
        programs, marks = marked.run_folder(folder)
    except marked.Disagreement as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{folder.name}: {programs} programs, {marks} marks: all agree")
    return 0


if __name__ == "__main__":
    sys.exit(main())
