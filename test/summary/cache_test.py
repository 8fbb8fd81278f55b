#!/usr/bin/env python3
"""The cache: a warm run says what a cold one says, byte for byte, and nothing that is out of date is ever taken."""
import json
import os
import subprocess
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "driver"))
from check_test import CLEAN, CLEAN_UNIT, CROSSTALK, FINDINGS, INCOMPLETE, SESSION, Cases, places, project  # noqa: E402


def entries(t, folder=".cache/crosstalk"):
    """The kept summaries and when each was written: an entry that is found again is left as it is."""
    return {p.relative_to(t.folder): p.stat().st_mtime_ns for p in sorted((t.folder / folder).rglob("*.summary"))}


def sarif(t, *words):
    """The bytes of a report."""
    t.run("check", "-p", "build", "--format", "sarif=out.sarif", *words)
    return (t.folder / "out.sarif").read_bytes()


class Cache(Cases):
    def test_warm_is_cold(self):
        with project("alpha", "beta") as t:
            none = sarif(t, "--no-cache")
            self.assertEqual({}, entries(t))
            cold = sarif(t)
            kept = entries(t)
            self.assertEqual(3, len(kept))
            self.assertEqual(none, cold)
            for words in ((), ("-j1",), ("-j4",)):
                self.assertEqual(cold, sarif(t, *words))
            self.assertEqual(kept, entries(t))

    def test_a_hit_reads_no_source(self):
        """Time and size tell that a file which is not young is the same: here they are made to lie."""
        with project("alpha") as t:
            path = t.folder / "src/alpha.cpp"
            os.utime(path, (1, 1))
            self.assertIn(b"alphaCache", sarif(t))
            path.write_text(path.read_text().replace("alphaCache", "betasCache"))
            os.utime(path, (1, 1))
            self.assertIn(b"alphaCache", sarif(t))
            self.assertIn(b"betasCache", sarif(t, "--no-cache"))

    def test_no_cache_writes_and_reads_nothing(self):
        with project("alpha") as t:
            sarif(t, "--no-cache")
            self.assertFalse((t.folder / ".cache").exists())
            sarif(t)
            kept = entries(t)
            t.write("src/clean.cpp", CLEAN_UNIT + "int more;\n")
            sarif(t, "--no-cache")
            self.assertEqual(kept, entries(t))

    def test_the_folder_can_be_chosen(self):
        with project("alpha") as t:
            sarif(t, "--cache-dir", "kept")
            self.assertEqual(2, len(entries(t, "kept")))
            self.assertFalse((t.folder / ".cache").exists())
            self.ends(CLEAN, t.run("cache", "--cache-dir", "kept"), "2 summaries")
            self.ends(CLEAN, t.run("cache", "--cache-dir", "kept", "--clear"), "2 summaries removed")

    def test_all_that_parses_shares_it(self):
        with project("alpha") as t:
            self.ends(CLEAN, t.run("dump", "facts", "-p", "build"))
            kept = entries(t)
            self.assertEqual(2, len(kept))
            sarif(t)
            t.run("inventory", "-p", "build")
            t.run("why", "src/alpha.cpp:10", "-p", "build")
            t.run("summarize", "src/alpha.cpp", "-p", "build", "-o", "a.summary")
            self.assertEqual(kept, entries(t))

    def test_a_folder_that_cannot_be_written_is_no_error(self):
        with project("alpha") as t:
            t.write("file", "")
            self.assertEqual(sarif(t), sarif(t, "--cache-dir", "file/inside"))


class OutOfDate(Cases):
    """Each change is seen by the next run, which then says what a run without cache says."""

    def seen(self, t, change, *more):
        sarif(t, *more)
        change()
        none = sarif(t, "--no-cache", *more)
        self.assertEqual(none, sarif(t, *more))
        self.assertEqual(none, sarif(t, *more))
        return places(json.loads(none))

    def test_a_source(self):
        with project("alpha") as t:
            self.assertEqual([], self.seen(t, lambda: t.write("src/alpha.cpp", CLEAN_UNIT)))

    def test_a_header(self):
        with project("alpha") as t:
            anonymous = SESSION.replace("userId", "colour").replace("struct Session", "struct Theme") \
                               .replace("Session session", "Theme session")
            def edit():
                t.write("src/session.h", anonymous)
                path = t.folder / "src/alpha.cpp"
                stamp = path.stat()
                path.write_text(path.read_text().replace("userId", "colour"))
                os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
            self.assertEqual([], self.seen(t, edit))

    def test_a_header_alone(self):
        with project("alpha", "beta") as t:
            extra = "\nstatic std::string Last;\ninline void keep(const Session &S) { Last = S.userId; }\n" \
                    "inline std::string last() { return Last; }\n"
            sarif(t)
            kept = entries(t)
            t.write("src/session.h", SESSION + extra)
            self.assertEqual(sarif(t, "--no-cache"), sarif(t))
            self.assertEqual(len(kept) + 2, len(entries(t)), "both units that read it were parsed again")

    def test_a_file_of_the_same_size_and_time(self):
        """What is young is compared by content: clocks are coarse."""
        with project("alpha") as t:
            path = t.folder / "src/alpha.cpp"
            stamp = path.stat()
            def edit():
                path.write_text(path.read_text().replace("alphaCache", "betasCache"))
                os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
            self.seen(t, edit)
            self.assertIn("betasCache", (t.folder / "out.sarif").read_text())

    def test_a_touched_file_is_still_the_same(self):
        with project("alpha") as t:
            sarif(t)
            kept = entries(t)
            os.utime(t.folder / "src/session.h")
            sarif(t)
            self.assertEqual(kept, entries(t))

    def test_flags(self):
        with project("alpha") as t:
            path = t.folder / "src/alpha.cpp"
            path.write_text("#ifndef QUIET\n" + path.read_text() + "#endif\n")
            self.assertEqual([], self.seen(t, lambda: t.database(["alpha.cpp", "clean.cpp"], flags=["-DQUIET"])))

    def test_flags_that_mean_nothing(self):
        with project("alpha") as t:
            sarif(t)
            kept = entries(t)
            t.database(["alpha.cpp", "clean.cpp"], flags=["-Wall", "-MD", "-o", "elsewhere.o"])
            sarif(t)
            self.assertEqual(kept, entries(t))

    def test_a_header_that_was_missing(self):
        with project("alpha") as t:
            path = t.folder / "src/alpha.cpp"
            path.write_text('#include "later.h"\n' + path.read_text())
            self.ends(INCOMPLETE, t.run("check", "-p", "build"), "'later.h' file not found")
            self.ends(INCOMPLETE, t.run("check", "-p", "build"), "'later.h' file not found")
            t.write("src/later.h", "")
            self.ends(FINDINGS, t.run("check", "-p", "build"), "2 units (0 failed)")

    def test_a_header_that_is_found_in_another_folder_now(self):
        with project("alpha") as t:
            t.write("first/.keep", "")
            t.write("second/which.h", "")
            path = t.folder / "src/alpha.cpp"
            path.write_text("#include <which.h>\n#ifndef QUIET\n" + path.read_text() + "#endif\n")
            t.database(["alpha.cpp", "clean.cpp"], flags=[f"-I{t.folder}/first", f"-I{t.folder}/second"])
            self.assertEqual([], self.seen(t, lambda: t.write("first/which.h", "#define QUIET\n")))

    def test_a_folder_of_headers_that_was_missing(self):
        with project("alpha") as t:
            path = t.folder / "src/alpha.cpp"
            path.write_text("#if __has_include(<quiet.h>)\n#else\n" + path.read_text() + "#endif\n")
            t.database(["alpha.cpp", "clean.cpp"], flags=["-Igenerated"])
            self.assertEqual([], self.seen(t, lambda: t.write("build/generated/quiet.h", "")))

    def test_going_back_and_forth(self):
        """Switching branches: what was parsed once is there for both."""
        with project("alpha") as t:
            path = t.folder / "src/alpha.cpp"
            texts = [path.read_text(), CLEAN_UNIT]
            reports = []
            for text in texts:
                path.write_text(text)
                reports.append(sarif(t))
            kept = entries(t)
            for text, report in zip(texts, reports):
                path.write_text(text)
                self.assertEqual(report, sarif(t))
            self.assertEqual(kept, entries(t))

    def test_few_entries_of_a_unit_are_kept(self):
        with project("alpha", clean=()) as t:
            for n in range(7):
                t.write("src/session.h", SESSION + f"// {n}\n")
                sarif(t)
            self.assertEqual(4, len(entries(t)))

    def test_another_revision(self):
        with project("alpha") as t:
            t.commit()
            path = t.folder / "src/alpha.cpp"
            path.write_text("\n\n" + path.read_text().replace("alphaCache", "otherCache"))
            for _ in range(2):
                done = self.ends(FINDINGS, t.run("check", "-p", "build", "--since", "HEAD"))
                self.assertIn("otherCache", done.stdout)
            self.ends(FINDINGS, t.run("check", "-p", "build"), "otherCache")


class Damage(Cases):
    def damaged(self, change):
        """Every entry is spoilt in one way; the run after it makes them again and says nothing."""
        with project("alpha", "beta") as t:
            cold = sarif(t)
            for path in entries(t):
                change(t.folder / path)
            done = self.ends(FINDINGS, t.run("check", "-p", "build", "--format", "sarif=out.sarif"))
            self.assertNotIn("summary", done.stderr)
            self.assertEqual(cold, (t.folder / "out.sarif").read_bytes())
            kept = entries(t)
            self.assertEqual(cold, sarif(t))
            self.assertEqual(kept, entries(t), "the entries are good again")

    def test_empty(self):
        self.damaged(lambda path: path.write_bytes(b""))

    def test_cut_off(self):
        self.damaged(lambda path: path.write_bytes(path.read_bytes()[:-9]))

    def test_other_bytes(self):
        def spoil(path):
            data = bytearray(path.read_bytes())
            for at in range(30, len(data), 97):
                data[at] ^= 0x55
            path.write_bytes(data)
        self.damaged(spoil)

    def test_one_bit(self):
        def spoil(path):
            data = bytearray(path.read_bytes())
            data[len(data) // 2] ^= 1
            path.write_bytes(data)
        self.damaged(spoil)

    def test_something_else(self):
        self.damaged(lambda path: path.write_text("not a summary at all, but longer than the head of an entry\n"))

    def test_a_folder_in_its_place(self):
        def spoil(path):
            path.unlink()
            path.mkdir()
        with project("alpha") as t:
            cold = sarif(t)
            for path in entries(t):
                spoil(t.folder / path)
            self.assertEqual(cold, sarif(t))


class AtTheSameTime(Cases):
    def test_runs_that_share_a_folder(self):
        with project(*[f"u{n}" for n in range(4)]) as t:
            environment = dict(os.environ, XDG_CACHE_HOME=str(t.folder / ".cache"))
            runs = []
            for n in range(4):
                command = [CROSSTALK, "check", "-p", "build", "-j", "2", "--format", f"sarif={n}.sarif"]
                runs.append(subprocess.Popen(command, cwd=t.folder, env=environment, stdout=subprocess.DEVNULL,
                                             stderr=subprocess.DEVNULL))
            self.assertEqual([FINDINGS] * 4, [r.wait() for r in runs])
            none = sarif(t, "--no-cache")
            for n in range(4):
                self.assertEqual(none, (t.folder / f"{n}.sarif").read_bytes())
            self.assertEqual(5, len(entries(t)))
            left = [p for p in (t.folder / ".cache").rglob("*") if p.is_file() and p.suffix != ".summary"]
            self.assertEqual([], left)


if __name__ == "__main__":
    unittest.main(verbosity=2)
