"""The grammar of the fetch oracle: handlers that read and change owned rows of a real SQLite database.

The same shape as grammar.py: dimensions, sampling, normal form, simpler neighbours. Not here: the SQL (fetch_sql.py).
"""

from __future__ import annotations

import random

from fetch_sql import OWNED, PREDICATES, predicates_for
from grammar import dim, fixpoint, freeze as freeze  # the same dictionaries, the same frozen form

KINDS = dim("kind", "select*12 update*3 delete*2 insert*2 search*2 upsert*1.5")

DIMS = (
    dim("p.type", "0 1 2 3 4 5 6 7 8 9 10 11"),
    dim("p.words", "0 1 2 3 4 5"),
    dim("p.idtype", "int*2 string"),
    dim("p.access", "field*3 getter"),
    dim("p.entry", "param*4 ctx request auth method_auth*0.5"),
    dim("t.table", "invoices*3 notes*2 orders*2 documents*2 lines*2 cards*1.5 projects*1.5 products"),
    dim("q.scope", " ".join(PREDICATES)),
    dim("q.store", "sqlite*6 memory_map memory_vector memory_by_owner", "select"),
    dim("q.when", "always*8 unless_admin if_mine", "select update delete search"),
    dim("q.bind", "qmark*4 numbered named concat*2 printf fmt stream mprintf mixed"),
    dim("q.api", "raw*3 wrapper*2 exec_callback helper"),
    dim("q.text", "literal*4 global_const cross_const raw_literal adjacent appended"),
    dim("q.layer", "inline*3 function*2 cross repository scoped_repository"),
    dim("q.idtext", "number*3 parsed"),
    dim("c.claim", "user*8 claimed*2 verified claimed_then_user admin_may_claim row_owner"),
    dim("g.kind", "none*9 compare_return compare_continue compare_inverted helper helper_cross helper_throws de_morgan "
                  "weak_and logged after_response self_compare claimed_compare admin_or_owner admin_gate "
                  "authenticated_only erase_if copy_if prefetch_owner prefetch_other prefetch_parent*4 "
                  "prefetch_other_parent*3 status_enum optional result_struct require_row"),
    dim("n.respond", "return*3 response"),
    dim("n.noise", "none*3 log audit_insert"),
)
BY_NAME = {d.name: d for d in DIMS}
ROW_GUARDS = frozenset(("compare_return", "compare_continue", "compare_inverted", "helper", "helper_cross",
                        "helper_throws", "de_morgan", "weak_and", "logged", "after_response", "self_compare",
                        "claimed_compare", "admin_or_owner", "erase_if", "copy_if", "status_enum", "optional", "result_struct", "require_row"))
PARENTS = ("prefetch_parent", "prefetch_other_parent")
GATES = frozenset(("none", "admin_gate", "authenticated_only", "prefetch_owner", "prefetch_other", *PARENTS))


def sample(rng: random.Random) -> dict:
    """Draws one case in normal form."""
    case = {"kind": rng.choices(KINDS.options, KINDS.weights)[0]}
    for d in DIMS:
        case[d.name] = rng.choices(d.options, d.weights)[0]
    fitting = predicates_for(case["kind"], case["t.table"])
    weights = [4 if name in ("by_id", "and_owner") else 1 for name in fitting]
    case["q.scope"] = rng.choices(fitting, weights)[0]
    if rng.random() < 0.6 and PREDICATES[case["q.scope"]].names_me:
        case["g.kind"] = "none"
    return normalize(case)


def normalize(case: dict) -> dict:
    """Resolves what does not fit together, and sets what has no effect to its default."""
    return fixpoint(_normalize_once, case)


def _normalize_once(case: dict) -> dict:
    out = dict(case)
    if out["kind"] == "upsert" and out["t.table"] not in OWNED:
        out["t.table"] = BY_NAME["t.table"].default
    fitting = predicates_for(out["kind"], out["t.table"])
    if out["q.scope"] not in fitting:
        out["q.scope"] = fitting[0]
    for d in DIMS:
        if d.kinds and out["kind"] not in d.kinds:
            out[d.name] = d.default
    _normal_store(out)
    _normal_query(out)
    _normal_guard(out)
    return out


def _reset(case: dict, *names: str) -> None:
    for name in names:
        case[name] = BY_NAME[name].default


def _normal_store(case: dict) -> None:
    if case["t.table"] not in OWNED:
        _reset(case, "q.store")
    if case["q.store"] == "sqlite":
        return
    _reset(case, "q.when", "q.bind", "q.api", "q.text", "q.layer")
    case["q.scope"] = {"memory_map": "by_id", "memory_by_owner": "owner_first"}.get(
        case["q.store"], "and_owner" if PREDICATES[case["q.scope"]].names_me else "by_id")
    if case["g.kind"].startswith("prefetch") or case["c.claim"] == "row_owner":
        _reset(case, "g.kind", "c.claim")


def _normal_query(case: dict) -> None:
    predicate = PREDICATES[case["q.scope"]]
    if not (predicate.is_appendable and case["q.bind"] in ("qmark", "concat") and case["q.layer"] == "inline"):
        _reset(case, "q.when")
    if case["q.when"] != "always":
        _reset(case, "q.text")
    if not predicate.names_me and case["kind"] != "insert":
        _reset(case, "c.claim")
    if case["kind"] == "insert" and case["t.table"] not in OWNED:
        _reset(case, "c.claim")
    if case["c.claim"] == "row_owner" and (case["t.table"] not in OWNED or predicate.ids != "one"
                                           or case["kind"] == "insert"):
        _reset(case, "c.claim")
    if case["q.layer"] == "scoped_repository" and not predicate.names_me or case["kind"] == "insert":
        case["q.layer"] = "inline" if case["q.layer"] == "scoped_repository" else case["q.layer"]
    if case["q.bind"] not in ("concat", "printf", "fmt", "stream", "mprintf") and case["q.api"] == "exec_callback":
        _reset(case, "q.api")
    if case["q.bind"] not in ("qmark", "numbered", "named") and case["q.text"] in ("global_const", "cross_const",
                                                                                  "raw_literal", "adjacent"):
        _reset(case, "q.text")
    if case["q.bind"] == "named" and case["q.api"] in ("helper", "exec_callback"):
        _reset(case, "q.api")
    if case["q.bind"] not in ("qmark", "numbered", "named", "concat", "mixed"):
        _reset(case, "q.text")


def _normal_guard(case: dict) -> None:
    unowned = ("none", "admin_gate", "authenticated_only") + PARENTS * (case["t.table"] == "lines")
    if case["t.table"] not in OWNED and case["g.kind"] not in unowned:
        _reset(case, "g.kind")
    if case["g.kind"] in PARENTS and (case["t.table"] != "lines" or case["kind"] == "search"):
        _reset(case, "g.kind")
    if case["kind"] in ("update", "delete", "insert", "upsert") and case["g.kind"] not in GATES:
        _reset(case, "g.kind")
    if case["kind"] == "insert" and case["g.kind"] in ("prefetch_owner", "prefetch_other"):
        _reset(case, "g.kind")
    if case["kind"] == "search" and case["g.kind"] in ("prefetch_owner", "prefetch_other"):
        _reset(case, "g.kind")
    if PREDICATES[case["q.scope"]].ids == "many" and case["g.kind"] == "prefetch_owner":
        _reset(case, "g.kind")
    if PREDICATES[case["q.scope"]].ids != "one" and case["g.kind"] in ("prefetch_owner", "prefetch_other"):
        _reset(case, "g.kind")
    if case["g.kind"] == "after_response":
        case["n.respond"] = "response"


def simpler(case: dict) -> list[dict]:
    """All normal neighbours that are one step simpler, the largest steps first."""
    found, seen = [], {freeze(case)}
    for candidate in _steps(case):
        normal = normalize(candidate)
        if freeze(normal) not in seen and weight(normal) < weight(case):
            seen.add(freeze(normal))
            found.append(normal)
    return found


def _steps(case: dict):
    for prefix in ("p.", "n."):
        yield {**case, **{d.name: d.default for d in DIMS if d.name.startswith(prefix)}}
    yield {**case, **{n: BY_NAME[n].default for n in ("q.bind", "q.api", "q.text", "q.layer", "q.idtext")}}
    for d in DIMS:
        if case[d.name] != d.default:
            yield {**case, d.name: d.default}
    if case["q.scope"] not in ("by_id", "and_owner"):
        yield {**case, "q.scope": "and_owner"}


def weight(case: dict) -> int:
    """How complex a case is."""
    return sum(case[d.name] != d.default for d in DIMS) + (case["q.scope"] not in ("by_id", "and_owner")) + \
        (case["kind"] != "select")


def features(case: dict) -> list[str]:
    """The names under which a case counts in the tables."""
    return [f"kind={case['kind']}"] + [f"{d.name}={case[d.name]}" for d in DIMS
                                       if d.name != "p.words" and (not d.kinds or case["kind"] in d.kinds)]


def describe(case: dict) -> str:
    """One line: the dimensions that are not at their default."""
    return f"kind={case['kind']} " + " ".join(f"{d.name}={case[d.name]}" for d in DIMS if case[d.name] != d.default)
