#!/usr/bin/env python3
"""The names of the built-in model files are declared by the headers they name.

    real_headers.py [--include DIR]... [--flag FLAG]... [FILE.yaml...]

For each library whose headers are all there, clang lists what they declare; each name of the library's entries must be
among them. Libraries whose headers this machine lacks are skipped and named. A name that only other versions of the
library have stands in OTHER_VERSIONS.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

MODELS = Path(__file__).resolve().parents[2] / "checks" / "models"
CLANG = os.environ.get("CLANGXX", "clang++-22")
SYSTEM = ["/usr/include/postgresql", "/usr/include/mariadb", "/usr/include/jsoncpp", "/usr/include/soci"]
QT = "/usr/include/x86_64-linux-gnu/qt5"
FLAGS = {
    "Qt": ["-fPIC", f"-I{QT}", *(f"-I{QT}/{m}" for m in ("QtCore", "QtNetwork", "QtSql", "QtGui", "QtConcurrent"))],
    "cpp-httplib": ["-DCPPHTTPLIB_OPENSSL_SUPPORT"],
}
# Names that Debian's versions do not have, and templates that clang's list leaves out.
OTHER_VERSIONS = {
    "boost::asio::co_spawn", "asio::co_spawn", "grpc::internal::WriterInterface::Write", "grpc::internal::ReaderInterface::Read",
    "httplib::Request::path_params",
    *(f"pqxx::connection::{n}" for n in "esc esc_like esc_raw prepare quote quote_name quote_raw".split()),
    *(f"pqxx::transaction_base::{n}" for n in "for_query for_stream query query01 query1 query_value stream".split()),
    "pqxx::field::view", "pqxx::params::append", "pqxx::result::one_field", "pqxx::result::one_row", "pqxx::basic_connection",
}


def documents(path):
    """(library, headers, names) of each library in a file; the reader has checked its form."""
    for text in path.read_text(encoding="utf-8").split("\n---\n"):
        headers = re.search(r"^headers: \[(.*)\]$", text, re.M)
        names = re.findall(r"^  - name: \"?(.*?)\"?$", text, re.M)
        library = re.search(r"^library: (.*)$", text, re.M).group(1).strip("\"'")
        yield library, [h.strip() for h in headers.group(1).split(",")], [n for p in names for n in expand(p)]


def expand(pattern):
    found = re.search(r"\{([^{}]*)\}", pattern)
    if not found:
        return [pattern]
    before, after = pattern[: found.start()], pattern[found.end():]
    return [n for one in found.group(1).split(",") for n in expand(before + one.strip() + after)]


def declared(headers, flags):
    """Names that the headers declare, without template arguments; None when they are not there."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch, "headers.cpp")
        source.write_text("".join(f"#include <{h}>\n" for h in headers), encoding="utf-8")
        run = subprocess.run([CLANG, "-std=c++20", "-fsyntax-only", "-w", "-ferror-limit=0", "-Xclang", "-ast-list", *flags, str(source)],
                             capture_output=True, text=True, check=False)
    if re.search(r"fatal error: .* file not found", run.stderr):
        return None
    names = set()
    for line in run.stdout.splitlines():
        while not re.search(r"operator[<>]", line) and (plain := re.sub(r"<[^<>]*>", "", line)) != line:
            line = plain
        names.add(line)
    return names


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--include", action="append", default=[])
    parser.add_argument("--flag", action="append", default=[])
    parser.add_argument("file", nargs="*", type=Path)
    arguments = parser.parse_args()
    missing, seen, skipped = [], 0, []
    for path in sorted(arguments.file or MODELS.glob("*.yaml")):
        for library, headers, names in documents(path):
            flags = [f"-I{d}" for d in (*arguments.include, *SYSTEM)] + FLAGS.get(library, []) + arguments.flag
            known = declared(headers, flags)
            if known is None:
                skipped.append(library)
                continue
            seen += 1
            missing += [f"{path.name}: {n} is not declared by {', '.join(headers)}"
                        for n in names if n not in known and n not in OTHER_VERSIONS]
    print("\n".join(missing))
    print(f"{seen} libraries looked up, {len(missing)} names missing; no headers here: {', '.join(skipped) or 'none'}")
    return 1 if missing or not seen else 0


if __name__ == "__main__":
    sys.exit(main())
