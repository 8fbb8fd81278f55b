"""The pre-commit hook in scratch repositories, under the real pre-commit."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["CROSSTALK_SOURCE"])
sys.path.insert(0, str(SOURCE / "test" / "server"))
import sample

CROSSTALK = os.environ["CROSSTALK"]
HOOK = SOURCE / "tool" / "hook" / "crosstalk-hook"


class Scratch(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(os.path.realpath(folder.name))
        self.user = self.folder / "user"
        # Nothing of the surrounding repository or of the person who runs the tests gets in.
        self.env = {name: value for name, value in os.environ.items()
                    if not name.startswith(("GIT_", "PRE_COMMIT", "CROSSTALK"))}
        self.env.update(HOME=str(self.folder), PRE_COMMIT_HOME=str(self.folder / "pre-commit"), CROSSTALK=CROSSTALK,
                        XDG_CACHE_HOME=str(self.folder / "cache"), GIT_CONFIG_NOSYSTEM="1",
                        GIT_AUTHOR_NAME="t", GIT_AUTHOR_EMAIL="t@example.org",
                        GIT_COMMITTER_NAME="t", GIT_COMMITTER_EMAIL="t@example.org",
                        GIT_ALLOW_PROTOCOL="file")

    def run_in(self, folder, *command, env=None, ok=True):
        ran = subprocess.run(command, cwd=folder, env={**self.env, **(env or {})}, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if ok:
            self.assertEqual(ran.returncode, 0, ran.stdout)
        return ran

    def write(self, name, text):
        (self.user / name).parent.mkdir(parents=True, exist_ok=True)
        (self.user / name).write_text(text)

    def database(self, *names, folder="build"):
        commands = [{"directory": str(self.user), "file": str(self.user / name),
                     "arguments": ["c++", "-std=c++17", "-I.", "-c", name]} for name in names]
        self.write(folder + "/compile_commands.json", json.dumps(commands))

    def make_user_repository(self):
        self.user.mkdir()
        self.run_in(self.user, "git", "init", "-q", ".")
        self.write(".gitignore", "build/\n")

    def commit(self, *arguments, env=None, ok=True):
        self.run_in(self.user, "git", "add", "-A")
        return self.run_in(self.user, "git", "commit", "-q", "-m", "change", *arguments, env=env, ok=ok)

    def head(self):
        return self.run_in(self.user, "git", "rev-parse", "HEAD").stdout


@unittest.skipUnless(shutil.which("pre-commit"), "pre-commit is not installed")
class PreCommitTest(Scratch):
    def setUp(self):
        super().setUp()
        hooks = self.folder / "hooks"
        (hooks / "tool" / "hook").mkdir(parents=True)
        shutil.copy(SOURCE / ".pre-commit-hooks.yaml", hooks)
        shutil.copy(HOOK, hooks / "tool" / "hook")
        self.run_in(hooks, "git", "init", "-q", ".")
        self.run_in(hooks, "git", "add", "-A")
        self.run_in(hooks, "git", "commit", "-q", "-m", "hooks")
        self.run_in(hooks, "git", "tag", "v0.1.0")
        self.make_user_repository()
        self.write(".pre-commit-config.yaml",
                   f"repos:\n- repo: {hooks}\n  rev: v0.1.0\n  hooks:\n  - id: crosstalk\n")
        self.run_in(self.user, "pre-commit", "install")

    def test_the_manifest_is_valid(self):
        self.run_in(self.user, "pre-commit", "validate-manifest", str(SOURCE / ".pre-commit-hooks.yaml"))

    def test_the_incident_is_refused_and_its_fix_passes(self):
        self.database("server.cpp")
        self.write("server.cpp", sample.GOOD)
        self.commit()  # the first commit: nothing to compare with
        before = self.head()

        self.write("server.cpp", sample.BAD)
        refused = self.commit(ok=False)
        self.assertEqual(refused.returncode, 1, refused.stdout)
        self.assertIn(sample.RULE, refused.stdout)
        self.assertIn(f"server.cpp:{sample.line_of(sample.BAD, sample.STORE) + 1}", refused.stdout)
        self.assertEqual(self.head(), before)

        self.write("server.cpp", sample.GOOD + "\n// and a comment\n")
        passed = self.commit()
        self.assertIn("1 unit", passed.stdout)  # what was seen is said also when nothing was found
        self.assertNotEqual(self.head(), before)

    def test_what_was_there_before_does_not_block(self):
        self.database("server.cpp")
        self.write("server.cpp", sample.BAD)
        self.commit("--no-verify")
        self.write("server.cpp", "// moved down\n\n" + sample.BAD + "\nint unrelated() { return 1; }\n")
        self.commit()

    def test_a_header_is_seen_through_the_unit_that_includes_it(self):
        declarations, _, body = sample.BAD.partition("Customer handleProfile")
        self.database("main.cpp")
        self.write("profile.h", "#pragma once\n" + declarations)
        caller = "Customer answer(const Session &s, const std::string &p) { return handleProfile(s, p); }\n"
        self.write("main.cpp", '#include "profile.h"\nCustomer handleProfile(const Session &, const std::string &);\n' + caller)
        self.commit()
        self.write("profile.h", "#pragma once\n" + declarations + "inline Customer handleProfile" + body)
        refused = self.commit(ok=False)
        self.assertEqual(refused.returncode, 1, refused.stdout)
        self.assertIn("profile.h", refused.stdout)

    def test_staged_is_what_counts(self):
        self.database("server.cpp")
        self.write("server.cpp", sample.GOOD)
        self.commit()
        self.write("other.h", "#pragma once\n")
        self.run_in(self.user, "git", "add", "other.h")
        self.write("server.cpp", sample.BAD)  # not staged
        self.run_in(self.user, "git", "commit", "-q", "-m", "only the header")


class HookTest(Scratch):
    """What the script does on its own."""

    def setUp(self):
        super().setUp()
        self.make_user_repository()
        self.write("server.cpp", sample.BAD)

    def hook(self, *arguments, env=None):
        return self.run_in(self.user, str(HOOK), *arguments, env=env, ok=False)

    def test_no_database_is_said_loudly(self):
        ran = self.hook("server.cpp")
        self.assertEqual(ran.returncode, 2)
        self.assertIn("NOTHING WAS ANALYSED", ran.stdout)
        ran = self.hook("server.cpp", env={"CROSSTALK_NO_DATABASE": "skip"})
        self.assertEqual(ran.returncode, 0)
        self.assertIn("NOTHING WAS ANALYSED", ran.stdout)
        ran = self.hook("server.cpp", env={"CROSSTALK_BUILD": "elsewhere"})
        self.assertEqual(ran.returncode, 2)
        self.assertIn("no compile_commands.json in elsewhere", ran.stdout)

    def test_no_program_is_said_loudly(self):
        self.database("server.cpp")
        ran = self.hook("server.cpp", env={"CROSSTALK": "/nowhere/crosstalk"})
        self.assertEqual(ran.returncode, 2)
        self.assertIn("cannot run '/nowhere/crosstalk'", ran.stdout)

    def test_the_database_is_found(self):
        for folder in (".", "out", "out/build/debug", "cmake-build-debug", "build/release"):
            self.database("server.cpp", folder=folder)
            self.assertEqual(self.hook("server.cpp").returncode, 1, folder)
            (self.user / folder / "compile_commands.json").unlink()
        self.database("server.cpp", folder="my own")
        self.assertEqual(self.hook("server.cpp", env={"CROSSTALK_BUILD": "my own"}).returncode, 1)
        self.assertEqual(self.hook("--database=my own", "server.cpp").returncode, 1)

    def test_options_are_passed_on(self):
        self.database("server.cpp")
        self.assertEqual(self.hook("--fail-on=never", "server.cpp").returncode, 0)
        self.commit()
        self.assertEqual(self.hook("server.cpp").returncode, 0)
        self.assertEqual(self.hook("--since=nowhere", "server.cpp").returncode, 2)

    def test_pre_commit_may_name_the_revision(self):
        self.database("server.cpp")
        self.write("server.cpp", sample.GOOD)
        self.commit()
        first = self.head().strip()
        self.write("server.cpp", sample.BAD)
        self.commit()
        self.assertEqual(self.hook("server.cpp").returncode, 0)
        self.assertEqual(self.hook("server.cpp", env={"PRE_COMMIT_FROM_REF": first}).returncode, 1)
        self.assertEqual(self.hook("server.cpp", env={"PRE_COMMIT_FROM_REF": "0" * 40}).returncode, 0)

    def test_a_source_that_the_build_does_not_know_is_named(self):
        self.database("server.cpp")
        self.write("new.cpp", sample.BAD)
        self.assertIn("new.cpp is not in build/compile_commands.json", self.hook("server.cpp", "new.cpp").stdout)

    def test_a_unit_with_errors_stops_no_commit(self):
        self.database("server.cpp")
        self.write("server.cpp", sample.GOOD + "\nint broken( {\n")
        ran = self.hook("server.cpp")
        self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertIn("1 failed", ran.stdout)


if __name__ == "__main__":
    unittest.main()
