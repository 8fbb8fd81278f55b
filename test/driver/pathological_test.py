#!/usr/bin/env python3
"""Code that no person writes and some generator does: the run ends, names what it cut short, and finds the rest.

Every program has a plain leak beside its odd function, and a cache of what the odd function returns. Budgets are counted in
steps and values, not in seconds, so what is cut short is the same on every machine.
"""
import json
import re
import unittest

from check_test import FINDINGS, tree

HEAD = """#include <map>
#include <string>
struct Session { std::string userId; };
struct Request { std::string path; std::string query; Session session; };
std::string loadPage(const std::string &userId, const std::string &path);
"""
CACHE = """static std::map<std::string, std::string> NAME;
std::string NAMEShown(const Request &request) {
  auto hit = NAME.find(request.path);
  if (hit != NAME.end())
    return hit->second;
  std::string page = VALUE;
  NAME[request.path] = page;
  return page;
}
"""
ODD = "std::string odd(const Request &request) {\n%s}\n"
CUT = re.compile(r"(\d+) functions? (?:was|were) too large to be followed to the end.*")


def plain():
    return CACHE.replace("NAME", "pages").replace("VALUE", "loadPage(request.session.userId, request.path)")


def joined(template, times, between=""):
    return between.join(template.replace("N", str(i)) for i in range(times))


def branches(count=400):
    return ODD % ("  std::string text = request.session.userId;\n"
                  + joined("  if (request.query.size() > N)\n    text += request.path + text;\n", count) + "  return text;\n")


def switch(count=1000):
    return ODD % ("  std::string text = request.session.userId;\n  switch (request.query.size()) {\n"
                  + joined('  case N:\n    text = text + request.path + "N";\n    break;\n', count) + "  }\n  return text;\n")


def chain():
    return ODD % f"  return {joined('request.path', 3000, ' + ')} + request.session.userId;\n"


def nest():
    return ("std::string put(const std::string &a, const std::string &b);\n"
            + ODD % f"  return {'put(request.path, ' * 240}request.session.userId{')' * 240};\n")


def else_ifs():
    return ODD % ("  " + joined('if (request.query == "N")\n    return request.path + "N";\n', 4000, "  else ")
                  + "  return request.session.userId;\n")


def recursion():
    """Two thousand functions that call each other."""
    step = ("std::string gN(const Request &request, const std::string &text) {\n  return text.size() > 9 ? text : "
            'gA(request, text + "a") + gB(request, request.session.userId + text);\n}\n')
    bodies = [step.replace("N", str(i)).replace("A", str((i * 7 + 1) % 2000)).replace("B", str((i * 13 + 5) % 2000))
              for i in range(2000)]
    return (joined("std::string gN(const Request &, const std::string &);\n", 2000) + "".join(bodies)
            + ODD % "  return g0(request, request.path);\n")


def doubling():
    """Each step doubles its text."""
    steps = ["std::string d0(const Request &request, const std::string &text) { return text + request.session.userId; }\n"]
    for i in range(200):
        steps.append(f"std::string d{i + 1}(const Request &request, const std::string &text) {{\n"
                     f'  return d{i}(request, text + "x") + d{i}(request, request.path + text);\n}}\n')
    return "".join(steps) + ODD % "  return d200(request, request.path);\n"


def initialisers():
    return ("static const std::string rows[] = {\n" + joined('  "row N",\n', 20000) + "};\nstruct Pair {\n  const char *key;\n"
            "  int value;\n};\nstatic const Pair table[] = {\n" + joined('  {"k N", N},\n', 20000) + "};\n"
            + ODD % "  return rows[request.path.size() % 3] + table[1].key + request.session.userId;\n")


def loops():
    return ODD % ("  std::string text, other = request.session.userId;\n"
                  + joined("  for (char letter : request.query) {\n    text += other + letter;\n"
                           "    other = text + request.path;\n  }\n", 300) + "  return text;\n")


class Pathological(unittest.TestCase):
    def run_on(self, odd, kept="odd(request)"):
        """(what was reported, by storage; which functions were cut short)."""
        with tree() as t:
            t.write("odd.cpp", HEAD + plain() + odd + CACHE.replace("NAME", "kept").replace("VALUE", kept))
            done = t.run("check", "--no-cache", "--all", "--format", "json=out.json", "--format", "text", "odd.cpp", "--",
                         "-std=c++20")
            found = json.loads((t.folder / "out.json").read_text())["findings"]
        self.assertEqual(FINDINGS, done.returncode, done.stderr)
        said = CUT.search(done.stdout + done.stderr)
        return {f["storage"]: f for f in found}, said[0] if said else ""

    def check(self, odd, cut_short, **more):
        found, said = self.run_on(odd, **more)
        self.assertIn("pages", found, "the leak beside the odd function")
        self.assertNotIn("too large", str(found["pages"]["evidence"]))
        self.assertRegex(said, cut_short)
        return found

    def test_what_is_long_but_simple_is_followed_to_the_end(self):
        for odd in (branches, switch, initialisers, loops):
            with self.subTest(odd.__name__):
                self.assertIn("kept", self.check(odd(), "^$"))

    def test_what_is_over_a_budget_is_named(self):
        for odd in (chain, nest, else_ifs):
            with self.subTest(odd.__name__):
                self.check(odd(), "'odd'")
        for name, odd, named in (("recursion", recursion(), "'g0', 'g1', .* more"), ("doubling", doubling(), r"'d\d+'"),
                                 ("branches", branches(2000), "'keptShown'"), ("switch", switch(4000), "'keptShown'")):
            with self.subTest(name):
                self.check(odd, named)

    def test_a_finding_that_rests_on_what_was_cut_short_is_weaker_and_says_so(self):
        kept = "odd(request) + request.session.userId"
        long = self.check(chain(), "'odd'", kept=kept)["kept"]
        short = self.check(ODD % "  return request.path;\n", "^$", kept=kept)["kept"]
        self.assertIn("'odd', which it calls, was too large to be followed to the end", str(long["evidence"]))
        self.assertNotIn("too large", str(short["evidence"]))
        self.assertLess(long["rank"], short["rank"])

    def test_the_cut_is_the_same_each_time(self):
        self.assertEqual(self.run_on(doubling()), self.run_on(doubling()))


if __name__ == "__main__":
    unittest.main(verbosity=2)
