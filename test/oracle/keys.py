"""How the key is made: its parts, its type, what is lost of an identity, under which condition a part is there, and
through which helper. key_lines() declares `key` in the caller's scope."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cpp import Lines, Piece, Source, block, build_text
from principal import Names

ORDER = ("token", "claimed", "handle", "id", "tenant", "name", "role", "admin", "q")


@dataclass(frozen=True)
class Key:
    """The type called Key, what a hash table over it needs, and the statements that declare `key`."""

    hash_argument: str
    lines: Lines


def key_parts(case, names: Names, user: str | None = None, req: str | None = None) -> list[Piece]:
    """The parts in the order of the key, the first identity already made lossy if the case says so."""
    pieces = names.pieces(user, req)
    parts = [pieces[atom] for atom in ORDER if atom in case["k.parts"]]
    lossy_at = _lossy_part(case)
    return [_lossy(case["k.lossy"], p) if p.atom == lossy_at else p for p in parts]


def _lossy_part(case) -> str | None:
    if case["k.lossy"] in ("lower", "modulo"):
        return "id"
    return next((a for a in ORDER if a in case["k.parts"] and a != "q"), None) if case["k.lossy"] != "none" else None


def _lossy(how: str, piece: Piece) -> Piece:
    text = {"prefix": f"{piece.text}.substr(0, 2)", "length": f"std::to_string({piece.text}.size())",
            "modulo": f"std::to_string({piece.raw} % 16)", "lower": f"lowered({piece.text})",
            "first_char": f"std::string(1, {piece.text}.front())",
            "empty_test": f'std::string({piece.text}.empty() ? "guest" : "known")',
            "truncated_hash": f"std::to_string(std::hash<std::string>{{}}({piece.text}) % 4)"}[how]
    return replace(piece, text=text, raw=text, is_text=True)


def emit_key(case, names: Names, out: Source, home: Lines) -> Key:
    """The key's type goes to `home`, its helpers to `out`."""
    if case["k.lossy"] == "lower":
        body = ["for (char &letter : text)", "  letter = static_cast<char>(std::tolower(letter));", "return text;"]
        out.header += block("inline std::string lowered(std::string text)", body)
    shape = case["k.shape"]
    if shape == "struct":
        return _struct_key(case, names, home)
    if shape in ("tuple", "pair"):
        return _tuple_key(case, names, home, shape)
    if shape == "hash":
        home.append("using Key = std::size_t;")
        return Key("", _hash_lines(case, names, out))
    home.append("using Key = std::string;")
    return Key("", _text_lines(case, names, out) + _kill_lines(case, names))


def _text_lines(case, names: Names, out: Source) -> Lines:
    """`key` as text, in place or through a helper."""
    if case["k.via"] == "inline":
        return _build(case, names, out, "key", None, None)
    return _via(case, names, out, "std::string", _build(case, names, out, "made", "u_", "rq_"))


def _hash_lines(case, names: Names, out: Source) -> Lines:
    tail = ["std::size_t made = std::hash<std::string>{}(plain);"]
    if case["k.via"] == "inline":
        return _build(case, names, out, "plain", None, None) + ["std::size_t key = std::hash<std::string>{}(plain);"]
    return _via(case, names, out, "std::size_t", _build(case, names, out, "plain", "u_", "rq_") + tail)


def _build(case, names: Names, out: Source, target: str, user: str | None, req: str | None) -> Lines:
    """Statements that declare `target`; under k.cond the identities are appended conditionally."""
    parts = key_parts(case, names, user, req)
    shape = "concat" if case["k.shape"] == "hash" else case["k.shape"]
    if case["k.cond"] == "none":
        return build_text(shape, target, parts, "Text")
    plain = [p for p in parts if not p.personal] or [Piece("const", 'std::string("page")', '"page"', personal=False)]
    if case["k.cond"].startswith("const"):
        value = "true" if case["k.cond"] == "const_true" else "false"
        out.header.append(f"constexpr bool kPersonalPages = {value};")
    body = []
    for part in parts:
        if part.personal:
            body += [f"{target} += ':';", f"{target} += {part.text};"]
    return build_text(shape, target, plain, "Text") + block(f"if ({names.condition(case['k.cond'], user, req)})", body)


def _via(case, names: Names, out: Source, result: str, body: Lines) -> Lines:
    """The key comes from a helper whose body declares `made`."""
    handle = ", const std::string &handle" if "handle" in case["k.parts"] else ""
    params = f"const {names.req_type} &rq_, const {names.type} &u_{handle}"
    args = f"{names.req}, {names.user}" + (", handle" if handle else "")
    style = case["k.via"]
    kind = "std::string" if result == "std::string" else "std::size_t"
    if style in ("helper", "helper_cross"):
        if style == "helper_cross":
            out.header.append(f"{result} keyFor({params});")
        (out.other if style == "helper_cross" else out.main).extend(
            block(f"{result} keyFor({params})", body + ["return made;"]))
        return [f"{'const ' if case['k.kill'] == 'none' else ''}{kind} key = keyFor({args});"]
    if style == "helper_twice":
        out.header.append(f"{result} keyFor({params});")
        out.other += block(f"{result} keyFor({params})", body + ["return made;"])
        inner = "rq_, u_" + (", handle" if handle else "")
        out.main += block(f"{result} versionedKey({params})",
                          [f"return keyFor({inner}) + {'1' if kind == 'std::size_t' else chr(34) + '#v2' + chr(34)};"])
        return [f"{kind} key = versionedKey({args});"]
    if style == "lambda":
        return [*block(f"const auto makeKey = []({params})", body + ["return made;"], "};"),
                f"{kind} key = makeKey({args});"]
    if style == "static_method":
        out.main += ["struct Keys {", *("  " + line for line in block(f"static {result} of({params})",
                                                                     body + ["return made;"])), "};"]
        return [f"{kind} key = Keys::of({args});"]
    if style == "template":
        out.main += block(f"template <class R, class U> {result} keyOf(const R &rq_, const U &u_{handle})",
                          body + ["return made;"])
        return [f"{kind} key = keyOf({args});"]
    out.main += block(f"void writeKey({params}, {result} &result)", body + ["result = made;"])
    return [f"{kind} key{{}};", f"writeKey({args}, key);"]


def _kill_lines(case, names: Names) -> Lines:
    """What happens to a text key after it was made."""
    query = f"{names.req}.{names.query}"
    return {"none": [], "overwritten": [f'key = "page:" + {query};'],
            "logged_only": ['server::logLine("looking up " + key);', f"key = {query};"],
            "rebuilt_with": [f"const std::string detailed = key;", f"key = {query};", 'key = detailed + "#";'],
            }[case["k.kill"]]


def compared_parts(case) -> list[str]:
    """The atoms that the comparison really reads."""
    parts = [a for a in ORDER if a in case["k.parts"]]
    identities = [a for a in parts if a != "q"]
    gone = {"drop_first_identity": identities[:1], "drop_all_identity": identities}.get(case["k.struct"], [])
    return [a for a in parts if a not in gone]


def _struct_key(case, names: Names, home: Lines) -> Key:
    """A struct with its own comparisons and hash."""
    parts = key_parts(case, names)
    typed = [("std::string" if p.is_text else names.id_type, p.atom + "Part") for p in parts]
    lines = ["struct Key {", *(f"  {t} {n};" for t, n in typed)]
    compared = [a + "Part" for a in compared_parts(case)]
    if case["k.struct"] == "defaulted":
        lines += ["  bool operator==(const Key &) const = default;", "  auto operator<=>(const Key &) const = default;"]
    else:
        equal = " && ".join(f"{n} == other.{n}" for n in compared) or "true"
        mine, theirs = ", ".join(compared), ", ".join("other." + n for n in compared)
        lines += [f"  bool operator==(const Key &other) const {{ return {equal}; }}"]
        lines += _less(mine, theirs, bool(compared))
    lines += ["};"]
    hashed = [a + "Part" for a in (["q"] if case["k.struct"] == "hash_only_q" and "q" in case["k.parts"]
                                   else compared_parts(case))]
    types = {n: t for t, n in typed}
    body = ["std::size_t seed = 17;"]
    body += [f"seed = seed * 31 + std::hash<{types[n]}>{{}}(key.{n});" for n in hashed]
    lines += ["struct KeyHash {", *("  " + x for x in block("std::size_t operator()(const Key &key) const",
                                                           body + ["return seed;"])), "};"]
    home += lines
    values = ", ".join(p.raw if not p.is_text else p.text for p in parts)
    return Key(", KeyHash", [f"const Key key{{{values}}};"])


def _less(mine: str, theirs: str, has_fields: bool) -> Lines:
    if not has_fields:
        return ["  bool operator<(const Key &) const { return false; }"]
    return [f"  bool operator<(const Key &other) const {{ return std::tie({mine}) < std::tie({theirs}); }}"]


def _tuple_key(case, names: Names, home: Lines, shape: str) -> Key:
    parts = key_parts(case, names)
    types = ", ".join("std::string" if p.is_text else names.id_type for p in parts)
    home.append(f"using Key = std::{shape}<{types}>;")
    values = ", ".join(p.text if p.is_text else p.raw for p in parts)
    return Key("", [f"const Key key{{{values}}};"])
