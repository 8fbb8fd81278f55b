"""Handlers of the kind `pool`: connections made with somebody's credentials and matched for reuse by a loop."""

from __future__ import annotations

from cachekind import free_handler
from cpp import Lines, Source, block, indent
from principal import Names

# What a connection is made with, and by what part of that it is matched (indices into the grammar's options).
MADE_WITH = (("id",), ("id", "tenant"), ("id", "name"), ("tenant",), ("id", "role"), ("id", "tenant", "role"), ())
FIELD = {"id": "login", "tenant": "realm", "name": "label", "role": "grade"}


def matched(case) -> tuple:
    """The attributes that the match compares."""
    made = MADE_WITH[case["o.fields"]]
    return {0: made, 1: (), 2: made[1:], 3: made[:-1], 4: tuple(a for a in made if a == "id"),
            5: tuple(a for a in made if a == "tenant")}[case["o.matched"]]


def emit_pool(case, names: Names, out: Source) -> None:
    """A pool, the match, the creation, the use."""
    made = MADE_WITH[case["o.fields"]]
    _connection(case, out, made)
    held, pool, local = _container(case, names)
    out.main += held
    params, args = _need(names, made)
    condition = _match(case, names, out, made, params)
    query = f"{names.req}.{names.query}"
    use = [f"return found->fetch({query});"]
    body = local + ["Connection *found = nullptr;"] + _search(case, pool, condition, names)
    body += _after(case, names, made)
    body += block("if (found == nullptr)", _make(case, names, out, made, pool))
    body += use
    if case["o.container"] != "service":
        return free_handler(names, out, body)
    service = f"const {names.req_type} &{names.req}, const {names.type} &{names.user}"
    out.main += ["class Upstream {", "public:", *indent(block(f"std::string answer({service})", body)), "", "private:",
                 "  std::vector<Connection> idle_;", "};", "Upstream upstream;"]
    free_handler(names, out, [f"return upstream.answer({names.req}, {names.user});"])


def _connection(case, out: Source, made: tuple) -> None:
    fields = ["  std::string host;"] + [f"  std::string {FIELD[a]};" for a in made]
    shown = "".join(f' + "/" + {FIELD[a]}' for a in made)
    maker = []
    if case["o.make"] == "ctor":
        params = ", ".join(["std::string h"] + [f"std::string {a}_" for a in made])
        inits = ", ".join(["host(std::move(h))"] + [f"{FIELD[a]}(std::move({a}_))" for a in made])
        maker = [f"  explicit Connection({params}) : {inits} {{}}"]
    if case["o.make"] == "setter" and made:
        params = ", ".join(f"const std::string &{a}_" for a in made)
        maker = [f"  void authenticateAs({params}) {{ " + " ".join(f"{FIELD[a]} = {a}_;" for a in made) + " }"]
    if case["o.match"] == "method":
        params = ", ".join(["const std::string &h"] + [f"const std::string &{a}_" for a in matched(case)])
        equal = " && ".join(["host == h"] + [f"{FIELD[a]} == {a}_" for a in matched(case)])
        maker += [f"  bool serves({params}) const {{ return {equal}; }}"]
    home = out.header if case["o.match"] == "helper_cross" else out.main
    home += ["struct Connection {", *fields, *maker,
             f'  std::string fetch(const std::string &what) const {{ return what + "@" + host{shown}; }}', "};"]


def _container(case, names: Names) -> tuple[Lines, str, Lines]:
    """The pool's declaration, its expression, the handler's statements before."""
    host = [f'const std::string host = {names.req}.{names.flag} ? "eu.example" : "us.example";']
    return {"vector": (["static std::vector<Connection> idle;"], "idle", host),
            "list_ptr": (["std::list<std::shared_ptr<Connection>> idle;"], "idle", host),
            "deque_ptr": (["std::deque<std::unique_ptr<Connection>> idle;"], "idle", host),
            "map_host": (["std::map<std::string, std::vector<Connection>> idleByHost;"], "idle",
                         host + ["auto &idle = idleByHost[host];"]),
            "service": ([], "idle_", host)}[case["o.container"]]


def _is_pointer(case) -> bool:
    return case["o.container"] in ("list_ptr", "deque_ptr")


def _need(names: Names, made: tuple) -> tuple[str, str]:
    pieces = names.pieces()
    return (", ".join(f"const std::string &{a}_" for a in made), ", ".join(pieces[a].text for a in made))


def _match(case, names: Names, out: Source, made: tuple, params: str) -> str:
    """The condition under which `at` (a reference to an element) is handed out."""
    pieces, compared = names.pieces(), matched(case)
    tests = ["at.host == host"] + [f"at.{FIELD[a]} == {pieces[a].text}" for a in compared]
    style = case["o.match"]
    if style in ("helper", "helper_cross", "early_false_helper"):
        _match_helper(case, out, made, params)
        args = "".join(", " + pieces[a].text for a in made)
        return f"canReuse(at, host{args})"
    if style == "method":
        args = "".join(", " + pieces[a].text for a in compared)
        return f"at.serves(host{args})"
    if style == "any_of_wildcard" and made:
        first = FIELD[made[0]]
        return " && ".join(tests + [f"(at.{first}.empty() || !at.host.empty())"])
    return " && ".join(tests)


def _match_helper(case, out: Source, made: tuple, params: str) -> None:
    style, compared = case["o.match"], matched(case)
    full = "const Connection &at, const std::string &host" + (", " + params if params else "")
    full = full if style != "early_false_helper" else full
    if style == "early_false_helper":
        body = ["if (at.host != host)", "  return false;"]
        for a in compared:
            body += [f"if (at.{FIELD[a]} != {a}_)", "  return false;"]
        body.append("return true;")
    else:
        body = ["return " + " && ".join(["at.host == host"] + [f"at.{FIELD[a]} == {a}_" for a in compared]) + ";"]
    if style == "helper_cross":
        out.header.append(f"bool canReuse({full});")
    (out.other if style == "helper_cross" else out.main).extend(block(f"bool canReuse({full})", body))


def _search(case, pool: str, condition: str, names: Names) -> Lines:
    element = "auto &item" if _is_pointer(case) else "Connection &at"
    deref = ["Connection &at = *item;"] if _is_pointer(case) else []
    if case["o.match"] == "find_if":
        kind = "const auto &item" if _is_pointer(case) else "const Connection &at"
        deref = ["const Connection &at = *item;"] if _is_pointer(case) else []
        take = "it->get()" if _is_pointer(case) else "&*it"
        return [*block(f"const auto it = std::find_if({pool}.begin(), {pool}.end(), [&]({kind})",
                       deref + [f"return {condition};"], "});"),
                f"if (it != {pool}.end())", f"  found = {take};"]
    if case["o.match"] == "continue_style":
        parts = condition.split(" && ")
        skips = [line for part in parts for line in (f"if (!({part}))", "  continue;")]
        return block(f"for ({element} : {pool})", deref + skips + ["found = &at;", "break;"])
    return block(f"for ({element} : {pool})", deref + block(f"if ({condition})", ["found = &at;", "break;"]))


def _after(case, names: Names, made: tuple) -> Lines:
    """What is done with a connection that was found."""
    pieces = names.pieces()
    if case["o.after"] == "none" or not made:
        return []
    if case["o.after"] == "rebind":
        return block("if (found != nullptr)", [f"found->{FIELD[a]} = {pieces[a].text};" for a in made])
    differs = " || ".join(f"found->{FIELD[a]} != {pieces[a].text}" for a in made)
    if case["o.after"] == "recheck":
        return [f"if (found != nullptr && ({differs}))", "  found = nullptr;"]
    first = made[0]
    return [f"if (found != nullptr && found->{FIELD[first]} != {pieces[first].text})", "  found = nullptr;"]


def _make(case, names: Names, out: Source, made: tuple, pool: str) -> Lines:
    """A new connection at the end of the pool."""
    pieces = names.pieces()
    values = ", ".join(["host"] + [pieces[a].text for a in made])
    wrap = {"list_ptr": "std::make_shared<Connection>(std::move(fresh))",
            "deque_ptr": "std::make_unique<Connection>(std::move(fresh))"}.get(case["o.container"], "std::move(fresh)")
    take = f"{pool}.back().get()" if _is_pointer(case) else f"&{pool}.back()"
    how = case["o.make"]
    if how == "factory":
        params = ", ".join(["const std::string &host"] + [f"const std::string &{a}_" for a in made])
        out.main += block(f"Connection openConnection({params})",
                          [f"return Connection{{{', '.join(['host'] + [a + '_' for a in made])}}};"])
        fresh = [f"Connection fresh = openConnection({values});"]
    elif how == "assign":
        fresh = ["Connection fresh;", "fresh.host = host;"] + [f"fresh.{FIELD[a]} = {pieces[a].text};" for a in made]
    elif how == "setter" and made:
        fresh = ["Connection fresh;", "fresh.host = host;",
                 f"fresh.authenticateAs({', '.join(pieces[a].text for a in made)});"]
    elif how == "ctor":
        fresh = [f"Connection fresh({values});"]
    else:
        fresh = [f"Connection fresh{{{values}}};"]
    return fresh + [f"{pool}.push_back({wrap});", f"found = {take};"]
