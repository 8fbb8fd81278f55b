#!/usr/bin/env python3
"""Crosstalk on its own sources: every unit is analysed, and nothing is reported."""
import os
import subprocess
import sys

FOLDERS = ("tool/driver", "tool/server")  # what talks to the outside; each is analysed as one library


def main():
    source, build, failed = os.environ["CROSSTALK_SOURCE"], os.environ["CROSSTALK_BUILD"], False
    for folder in FOLDERS:
        options = ["-p", build, "--root", source, "--progress", "never", "-j", "2"]
        done = subprocess.run([os.environ["CROSSTALK"], "check", *options, folder], cwd=source, capture_output=True, text=True)
        print(f"{folder}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        failed |= done.returncode != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
