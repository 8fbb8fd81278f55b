"""A program of any size whose functions are all alike in kind, for reading how time grows with their number.

In:  how many functions, and how deep calls go.  Out: units of 500 functions, a header and a compile database in a folder.
Functions stand in layers. One of a layer calls two of the next: one in its own unit, one in any, so that the depth of calls
does not grow with the program. No function calls back, one in twenty keeps a cache, and none leaks.
"""
import json
import random
from pathlib import Path

IN_A_UNIT = 500
CACHES = 20  # one function in so many keeps a cache
HEADER = """#pragma once
#include <map>
#include <mutex>
#include <string>
#include <vector>

struct Session {
  std::string userId;
  std::string name;
};
struct Request {
  std::string path;
  std::string query;
  Session session;
};
std::string loadRow(const std::string &userId, const std::string &what);
"""
# What a function does with what its two callees return; the others than CACHED in turn, so that every layer has some of each.
CACHED = """  static std::map<std::string, std::string> cache;
  const std::string key = request.session.userId + ":" + request.path + ":" + request.query + ":" + what;
  const auto hit = cache.find(key);
  if (hit != cache.end())
    return hit->second;
  std::string body = {near} + {far};
  cache[key] = body;
  return body;
"""
BODIES = [
    """  std::string text = "{";
  for (const char letter : request.query)
    text += letter;
  if (request.query.empty())
    return text + {near} + "}";
  return text + {far} + "}";
""",
    """  if (what.size() > 80)
    return {near};
  std::vector<std::string> parts;
  parts.push_back(what);
  parts.push_back({far});
  std::string out;
  for (const std::string &part : parts)
    out += part.substr(0, 40);
  return out;
""",
    """  Request inner = request;
  inner.path = what + request.path;
  switch (what.size() % 3) {
  case 0:
    return {near_inner};
  case 1:
    return {far_inner};
  default:
    return loadRow(inner.session.userId, inner.path);
  }
""",
]
LEAF = '  return what + ":" + loadRow(request.session.userId, request.path);\n'


class Layered:
    """Which function calls which: numbers of functions, all from the unit's own number, so that every run writes the same."""

    def __init__(self, functions, layers):
        self.size = max(layers, min(functions, IN_A_UNIT))
        self.units, self.layers, self.wide = -(-functions // self.size), layers, self.size // layers

    def layer(self, number):
        return min(number % self.size // self.wide, self.layers - 1)

    def callees(self, number, chance):
        """One function of the next layer in the same unit, one in any unit."""
        below = (self.layer(number) + 1) * self.wide
        own, other = number // self.size, chance.randrange(self.units)
        return [unit * self.size + below + chance.randrange(self.wide) for unit in (own, other)]


def call(number, request):
    return f'f{number}({request}, what + "{number % 7}")'


def body(number, near, far):
    text = CACHED if number % CACHES == 0 else BODIES[number % len(BODIES)]
    for word, callee in (("near", near), ("far", far)):
        text = text.replace("{" + word + "}", call(callee, "request")).replace("{" + word + "_inner}", call(callee, "inner"))
    return text


def unit_text(unit, shape):
    """One source; what it calls is declared on top."""
    chance, called, bodies = random.Random(unit), set(), []
    for number in range(unit * shape.size, (unit + 1) * shape.size):
        text = LEAF
        if shape.layer(number) < shape.layers - 1:
            near, far = shape.callees(number, chance)
            called.update((near, far))
            text = body(number, near, far)
        bodies.append(f"std::string f{number}(const Request &request, const std::string &what) {{\n{text}}}\n")
    declared = "".join(f"std::string f{n}(const Request &, const std::string &);\n" for n in sorted(called))
    return f'#include "program.h"\n{declared}\n' + "\n".join(bodies)


def write_program(folder, functions, layers):
    """Writes a program with at least so many functions; returns how many it has."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "program.h").write_text(HEADER, encoding="utf-8")
    shape, entries = Layered(functions, layers), []
    for unit in range(shape.units):
        name = f"unit{unit}.cpp"
        (folder / name).write_text(unit_text(unit, shape), encoding="utf-8")
        entries.append({"directory": str(folder), "file": name, "arguments": ["clang++", "-std=c++20", "-c", name]})
    (folder / "compile_commands.json").write_text(json.dumps(entries, indent=1), encoding="utf-8")
    return shape.units * shape.size
