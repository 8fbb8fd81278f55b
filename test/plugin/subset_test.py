"""A law: on one translation unit the plugin finds nothing that the program does not find. Sources: test/rules/*/basic."""
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["CROSSTALK_SOURCE"])
PLUGIN = pathlib.Path(os.environ["CROSSTALK_BUILD"]) / "lib" / "crosstalk-tidy.so"
RULES = SOURCE / "test" / "rules"
WARNING = re.compile(r"^(.+?):(\d+):\d+: (?:warning|remark|error): .*\[(crosstalk-[a-z-]+)")


def flags_of(source):
    file = source.parent / "flags.txt"
    return tuple(file.read_text().split()) if file.exists() else ("-std=c++20",)


def plugin_findings(sources):
    """{source: findings}, with one run of clang-tidy for all sources of the same flags."""
    found = {source: set() for source in sources}
    for flags in sorted(set(map(flags_of, sources))):
        alike = [str(source) for source in sources if flags_of(source) == flags]
        ran = subprocess.run(["clang-tidy-22", "-load", str(PLUGIN), "-checks=-*,crosstalk-*", "-header-filter=^$", *alike,
                              "--", *flags], capture_output=True, text=True)
        for match in filter(None, map(WARNING.match, ran.stdout.splitlines())):
            source = pathlib.Path(match[1])
            found[source].add((match[3], source.name, int(match[2])))
    return found


def tool_findings(source):
    with tempfile.TemporaryDirectory() as scratch:
        out = os.path.join(scratch, "out.sarif")
        subprocess.run([os.environ["CROSSTALK"], "check", "--all", "--fail-on", "never", "--incomplete-ok", "--root", ".",
                        "--format", "sarif", "-o", out, source.name, "--", *flags_of(source)],
                       cwd=source.parent, env=dict(os.environ, XDG_CACHE_HOME=scratch), check=True, capture_output=True)
        results = json.loads(pathlib.Path(out).read_text())["runs"][0]["results"]
    places = [(result["ruleId"], result["locations"][0]["physicalLocation"]) for result in results]
    return {(rule, os.path.basename(at["artifactLocation"]["uri"]), at["region"]["startLine"]) for rule, at in places}


class SubsetTest(unittest.TestCase):
    def test_the_plugin_finds_a_part_of_what_the_program_finds(self):
        sources = sorted(RULES.glob("*/basic/**/*.cpp"))
        self.assertTrue(sources)
        by_source = plugin_findings(sources)
        for source, found in by_source.items():
            with self.subTest(source.relative_to(RULES)):
                self.assertLessEqual(found, tool_findings(source) if found else set())
        self.assertTrue(any(by_source.values()), "the plugin found nothing at all")


if __name__ == "__main__":
    unittest.main()
