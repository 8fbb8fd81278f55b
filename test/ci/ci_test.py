"""The CI templates: their YAML is read, and the command lines in them are run as the CI system would."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

try:
    import yaml
except ImportError:
    yaml = None

SOURCE = pathlib.Path(os.environ["CROSSTALK_SOURCE"])
sys.path.insert(0, str(SOURCE / "test" / "server"))
import sample

CROSSTALK = os.environ["CROSSTALK"]


@unittest.skipUnless(yaml, "python3-yaml is not installed")
class CiTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(os.path.realpath(folder.name))
        self.use(sample.BAD)
        (self.folder / "build").mkdir()
        (self.folder / "build" / "compile_commands.json").write_text(json.dumps([
            {"directory": str(self.folder), "file": "server.cpp", "arguments": ["c++", "-std=c++17", "-c", "server.cpp"]}]))

    def use(self, text):
        (self.folder / "server.cpp").write_text(text)

    def run_script(self, script, variables):
        env = {name: value for name, value in os.environ.items() if not name.startswith("CROSSTALK")}
        env.update(variables, CROSSTALK=CROSSTALK, XDG_CACHE_HOME=str(self.folder / "cache"),
                   GITHUB_OUTPUT=str(self.folder / "outputs"))
        # -e and pipefail: as both systems run their steps.
        return subprocess.run(["bash", "-eo", "pipefail", "-c", script], cwd=self.folder, env=env, capture_output=True,
                              text=True)

    def sarif_results(self):
        run, = json.loads((self.folder / "crosstalk.sarif").read_text())["runs"]
        return [result["ruleId"] for result in run["results"]]

    def github(self, **inputs):
        action = yaml.safe_load((SOURCE / "tool" / "ci" / "action.yml").read_text())
        self.assertEqual(action["runs"]["using"], "composite")
        defaults = {name: value["default"] for name, value in action["inputs"].items()}
        unknown = set(inputs) - set(defaults)
        self.assertFalse(unknown)
        values = {**defaults, **inputs}
        step = next(step for step in action["runs"]["steps"] if step.get("id") == "check")
        self.assertNotIn("${{", step["run"], "inputs must not be pasted into the script")
        variables = {}
        for name, text in step["env"].items():
            input_name = text.removeprefix("${{ inputs.").removesuffix(" }}")
            variables[name] = values[input_name]
        return self.run_script(step["run"], variables)

    def test_github_finding(self):
        ran = self.github()
        self.assertEqual(ran.returncode, 1, ran.stderr)
        line = sample.line_of(sample.BAD, sample.STORE) + 1
        self.assertRegex(ran.stdout, rf"(?m)^::(error|warning) file=server\.cpp,line={line},.*{sample.RULE}")
        self.assertEqual(self.sarif_results(), [sample.RULE])
        self.assertEqual((self.folder / "outputs").read_text(), "sarif=crosstalk.sarif\n")

    def test_github_fixed(self):
        self.use(sample.GOOD)
        ran = self.github()
        self.assertEqual(ran.returncode, 0, ran.stdout + ran.stderr)
        self.assertEqual(self.sarif_results(), [])

    def test_github_inputs(self):
        self.assertEqual(self.github(**{"fail-on": "never"}).returncode, 0)
        self.assertEqual(self.github(arguments="--fail-on never").returncode, 0)
        self.assertEqual(self.github(build="nowhere").returncode, 2)

    def test_github_upload_follows_a_failed_check(self):
        action = yaml.safe_load((SOURCE / "tool" / "ci" / "action.yml").read_text())
        upload = action["runs"]["steps"][-1]
        self.assertTrue(upload["uses"].startswith("github/codeql-action/upload-sarif@"))
        self.assertIn("always()", upload["if"])
        self.assertEqual(upload["with"]["sarif_file"], "${{ inputs.sarif }}")

    def gitlab(self, **variables):
        job = yaml.safe_load((SOURCE / "tool" / "ci" / "gitlab.yml").read_text())[".crosstalk"]
        self.assertEqual(job["artifacts"]["when"], "always")
        self.assertEqual(job["artifacts"]["paths"], ["crosstalk.sarif"])
        self.report = self.folder / job["artifacts"]["reports"]["codequality"]
        return self.run_script("\n".join(job["script"]), {**job["variables"], **variables})

    def test_gitlab_finding(self):
        ran = self.gitlab()
        self.assertEqual(ran.returncode, 1, ran.stderr)
        finding, = json.loads(self.report.read_text())
        self.assertEqual(finding["check_name"], sample.RULE)
        self.assertEqual(finding["location"]["path"], "server.cpp")
        self.assertEqual(self.sarif_results(), [sample.RULE])

    def test_gitlab_fixed(self):
        self.use(sample.GOOD)
        ran = self.gitlab()
        self.assertEqual(ran.returncode, 0, ran.stdout + ran.stderr)
        self.assertEqual(json.loads(self.report.read_text()), [])


if __name__ == "__main__":
    unittest.main()
