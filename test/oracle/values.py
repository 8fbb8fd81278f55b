"""How the value is made: what it depends on, in which shape, through how many helpers of which kind, and what happens
to it afterwards. value_lines() is the way in; it declares `value` in the caller's scope."""

from __future__ import annotations

from dataclasses import dataclass

from cpp import Lines, Piece, Source, block, build_text
from layers import Signature, emit_layer
from principal import Names


@dataclass
class Scope:
    """What the innermost code can read: the atoms, and the two conditions."""

    pieces: dict[str, Piece]
    admin: str
    flag: str
    number: str
    user: str | None


def handler_scope(names: Names) -> Scope:
    """The scope of the handler itself."""
    return Scope(names.pieces(), names.read("admin"), f"{names.req}.{names.flag}",
                 f"{names.req}.{names.number}", names.user)


def value_lines(case, names: Names, out: Source) -> Lines:
    """Statements that declare `value`; the helpers they need go to `out`."""
    lines = _noise(case, names, out)
    if not case["v.chain"]:
        lines += core_lines(case, names, out, handler_scope(names), "value")
    else:
        lines += _chain_lines(case, names, out)
    return lines + _post_lines(case, names)


def _chain_lines(case, names: Names, out: Source) -> Lines:
    """The helpers from the innermost outwards; each calls the one emitted before it."""
    signature, scope = _signature(case, names)
    shares_header = _shares_header(case)
    inner = core_lines(case, names, out, scope, "text")
    for depth in reversed(range(len(case["v.chain"]))):
        style, is_cross = case["v.chain"][depth], case["v.cross"][depth]
        home = out.other if is_cross else out.late if case["v.order"] == "after" else out.main
        layer = emit_layer(out, style, f"{_HELPERS[case['p.words']]}{depth}", signature, inner, home, shares_header)
        inner = layer.call("text", signature.forwarded)
        outermost = layer
    return outermost.call("value", signature.arguments)


_HELPERS = ("render", "compose", "pageFor", "assemble", "load", "fill")


def _shares_header(case) -> bool:
    """True if helpers are declared in the header: they stand in another unit, or after the handler."""
    return any(case["v.cross"]) or case["v.order"] == "after"


def _signature(case, names: Names) -> tuple[Signature, Scope]:
    """The parameters that every helper takes: the whole request and principal, or only the needed fields."""
    if case["v.pass"] == "whole":
        params = [(f"const {names.req_type} &", "rq_", names.req), (f"const {names.type} &", "u_", names.user)]
        if "handle" in case["v.deps"]:
            params.append(("const std::string &", "handle", "handle"))
        pieces = names.pieces("u_", "rq_")
        scope = Scope(pieces, names.read("admin", "u_"), f"rq_.{names.flag}", f"rq_.{names.number}", "u_")
        return Signature(tuple(params), pieces["id"].text), scope
    return _field_signature(case, names)


_FIELD_WORDS = {"q": "what", "id": "id", "tenant": "org", "name": "label", "role": "level", "handle": "handle",
                "token": "token"}


def _field_signature(case, names: Names) -> tuple[Signature, Scope]:
    outside = names.pieces()
    params = [("const std::string &", word, outside[atom].text) for atom, word in _FIELD_WORDS.items()
              if atom in case["v.deps"] or atom == "q"]
    if "choice" in case["v.deps"]:
        if _choice_reads_role(case) and "role" not in case["v.deps"]:
            params.append(("const std::string &", "level", outside["role"].text))
        elif not _choice_reads_role(case):
            params.append(("bool", "all", names.read("admin")))
    params += [("bool", "on", f"{names.req}.{names.flag}")] * (case["v.cond"] == "flag")
    params += [("int", "count", f"{names.req}.{names.number}")] * (case["v.cond"] == "number")
    pieces = {atom: Piece(atom, word, word, personal=atom != "q") for atom, word in _FIELD_WORDS.items()}
    personal = next((n for t, n, _ in reversed(params) if "string" in t and n != "what"), '"nobody"')
    return Signature(tuple(params), personal), Scope(pieces, "all", "on", "count", None)


def _choice_reads_role(case) -> bool:
    return case["v.choice"] in ("role_compare", "role_table")


def core_lines(case, names: Names, out: Source, scope: Scope, target: str) -> Lines:
    """The innermost statements: reads the atoms and joins them into `target`."""
    lines, pieces = [], []
    for atom in ("q", "handle", "id", "tenant", "name", "role"):
        if atom in case["v.deps"]:
            pieces.append(scope.pieces[atom])
    if "choice" in case["v.deps"]:
        lines += _choice_lines(case, out, scope)
        pieces.append(Piece("choice", "scope", "scope"))
    if case["v.cond"] == "none":
        return lines + build_text(case["v.shape"], target, pieces, "Text")
    return lines + _conditional(case, out, scope, target, pieces)


def _conditional(case, out: Source, scope: Scope, target: str, pieces: list[Piece]) -> Lines:
    """The personal pieces only under a condition."""
    plain = [p for p in pieces if not p.personal] or [Piece("const", 'std::string("page")', '"page"', personal=False)]
    condition = {"flag": scope.flag, "number": f"{scope.number} > 1"}.get(case["v.cond"], "kPersonalText")
    if condition == "kPersonalText":
        out.main[:0] = [f"constexpr bool kPersonalText = {'true' if case['v.cond'] == 'const_true' else 'false'};"]
        if _shares_header(case):
            out.header.append(out.main.pop(0))
    body = []
    for piece in pieces:
        if piece.personal:
            body += [f"{target} += ':';", f"{target} += {piece.text};"]
    if case["s.put"] == "unless_personal":
        body.append("personal = true;")
    return build_text(case["v.shape"], target, plain, "Text") + block(f"if ({condition})", body)


def _choice_lines(case, out: Source, scope: Scope) -> Lines:
    """Statements that declare `scope`: content chosen by the role."""
    admin, role = scope.admin, scope.pieces["role"].text
    style = case["v.choice"]
    home = out.header if _shares_header(case) else out.main
    if style == "ternary":
        return [f'std::string scope = {admin} ? "all rows" : "own rows";']
    if style == "ifelse":
        return ["std::string scope;", f"if ({admin})", '  scope = "all rows";', "else", '  scope = "own rows";']
    if style == "callee":
        home += block("inline std::string rowsFor(bool everything)",
                      ["if (everything)", '  return "all rows";', 'return "own rows";'])
        return [f"std::string scope = rowsFor({admin});"]
    if style == "branch_calls":
        home += block("inline std::string allRows()", ['return "all rows";'])
        home += block("inline std::string publishedRows()", ['return "published rows";'])
        return ["std::string scope;", *block(f"if ({admin})", ["scope = allRows();"], "} else {"),
                "  scope = publishedRows();", "}"]
    if style == "switch":
        return ["std::string scope;", f"switch ({admin} ? 1 : 0) {{", "case 1:", '  scope = "all rows";', "  break;",
                "default:", '  scope = "own rows";', "}"]
    if style == "role_compare":
        return ['std::string scope = "read";', f'if ({role} == "role-editor")', '  scope = "read and write";']
    home.append('inline const std::map<std::string, std::string> kRights{{"role-viewer", "read"}, '
                '{"role-editor", "read and write"}};')
    return [f"const auto rights = kRights.find({role});",
            'std::string scope = rights == kRights.end() ? std::string("none") : rights->second;']


def _post_lines(case, names: Names) -> Lines:
    """What happens to `value` after it was made. Some of it removes what the value depended on."""
    query = f"{names.req}.{names.query}"
    return {
        "none": [],
        "overwritten": [f'value = "page " + {query};'],
        "cleared_then_q": ["value.clear();", f"value += {query};"],
        "append_q": [f"value += '/' + {query};"],
        "moved": ["std::string moved = std::move(value);", "value = std::move(moved);"],
        "swapped": ["std::string kept;", "kept.swap(value);", "value = kept;"],
        "swapped_out": [f'std::string fresh = "page " + {query};', "std::swap(fresh, value);"],
        "exchanged": ['std::string former = std::exchange(value, "");', "value = former;"],
        "optional": ["std::optional<std::string> boxed(value);", "if (boxed)", "  value = *boxed;"],
        "substr": ["value = value.substr(0, 200);"],
        "view": ["std::string_view shown(value);", "value = std::string(shown);"],
        "pair_second": [f"std::pair<std::string, std::string> both({query}, value);", "value = both.second;"],
        "pair_first": [f"std::pair<std::string, std::string> both({query}, value);", "value = both.first;"],
    }[case["v.post"]]


def _noise(case, names: Names, out: Source) -> Lines:
    """Statements that mention the user and let nothing of hers into the value."""
    person = names.pieces()["id"].text
    style = case["v.noise"]
    if style == "audit":
        out.main.append("std::vector<std::string> auditTrail;")
    if style == "counter":
        out.main.append("std::atomic<long> served{0};")
    if style == "metric_by_user":
        out.main.append("std::map<std::string, long> hitsByUser;")
    if style == "passed_unused":
        out.main += block(f"std::size_t measure(const {names.req_type} &rq_, const {names.type} &)",
                          [f"return rq_.{names.query}.size();"])
    if style == "timing_scope":
        out.main += ["struct Timing {", "  std::string who;", '  ~Timing() { server::logLine("served " + who); }', "};"]
    return {"none": [], "log": [f'server::logLine("rendering for " + {person});'],
            "audit": [f"auditTrail.push_back({person});"], "counter": ["++served;"],
            "metric_by_user": [f"++hitsByUser[{person}];"],
            "unused_local": [f"[[maybe_unused]] const std::string who_ = {person};"],
            "passed_unused": [f"if (measure({names.req}, {names.user}) > 4096)", '  server::logLine("long request");'],
            "timing_scope": [f"Timing timing{{{person}}};"]}[style]
