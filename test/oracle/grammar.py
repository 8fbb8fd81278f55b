"""The grammar of generated programs: dimensions, sampling, normal form, simpler neighbours.

In:  a random.Random.  Out: a Case, a flat dictionary from dimension to value.
Each dimension lists its options simplest first, so that reduction knows which way is down.
Not here: C++ text (emit.py and the modules it uses), execution (replay.py).
"""

from __future__ import annotations

import random
from dataclasses import dataclass

Case = dict[str, object]

IDENTITY = ("id", "tenant", "name", "role", "admin")
LAYERS = ("ret", "local", "out_ref", "out_ptr", "optional", "struct", "pair", "lambda", "std_function", "callback",
          "virtual", "template", "fnptr", "method", "static_method", "smartptr", "recursion", "bind", "operator",
          "visitor", "builder_object", "virtual_unused")
CROSSABLE = frozenset(("ret", "local", "out_ref", "out_ptr", "optional", "struct", "pair", "method", "smartptr",
                       "recursion", "virtual", "virtual_unused", "operator", "callback"))


@dataclass(frozen=True)
class Dim:
    """One choice of the grammar: its options, simplest first, how often each is drawn, and where it applies."""

    name: str
    options: tuple
    weights: tuple
    kinds: tuple

    @property
    def default(self):
        return self.options[0]


def dim(name: str, spec: str, kinds: str = "") -> Dim:
    """Reads "plain*5 other rare*0.2" (an option and its weight) into a Dim."""
    pairs = [word.partition("*") for word in spec.split()]
    return Dim(name, tuple(_atom(p[0]) for p in pairs), tuple(float(p[2] or 1) for p in pairs), tuple(kinds.split()))


def _atom(word: str):
    return int(word) if word.isdigit() else word


KINDS = dim("kind", "cache*58 memo*8 state*10 pool*9 buffer*7 callback*6")

DIMS = (
    # The principal and how the handler gets hold of it.
    dim("p.type", "0 1 2 3 4 5 6 7 8 9 10 11"),
    dim("p.words", "0 1 2 3 4 5"),
    dim("p.idtype", "string*3 int"),
    dim("p.access", "field*3 getter"),
    dim("p.entry", "param*4 ctx request auth method_auth*0.5"),
    dim("p.derive", "injective*3 group lookup wrapped"),
    # How the value is made.
    dim("v.shape", "concat*3 append*2 stream printf fmt join builder jsonish loop transform"),
    dim("v.choice", "ternary*2 ifelse callee role_compare role_table branch_calls switch"),
    dim("v.pass", "whole*2 fields"),
    dim("v.order", "before*4 after"),
    dim("v.cond", "none*8 flag number const_true*0.5 const_false*0.5"),
    dim("v.post", "none*14 overwritten*1.2 moved swapped swapped_out exchanged optional substr view pair_second "
                  "pair_first append_q cleared_then_q"),
    dim("v.noise", "none*6 log audit counter metric_by_user unused_local passed_unused timing_scope"),
    # How the key is made.
    dim("k.shape", "concat*4 append*2 stream printf fmt join builder glued*0.7 struct*2 tuple pair hash", "cache"),
    dim("k.struct", "all*3 drop_first_identity drop_all_identity hash_only_q defaulted", "cache"),
    dim("k.lossy", "none*16 prefix length modulo*6 lower*2 first_char empty_test truncated_hash", "cache"),
    dim("k.cond", "none*10 flag number admin nonempty const_true const_false", "cache"),
    dim("k.via", "inline*4 helper helper_cross helper_twice lambda static_method template out_param", "cache"),
    dim("k.kill", "none*12 overwritten logged_only rebuilt_with", "cache"),
    dim("k.second", "none*12 shared_fallback", "cache"),
    # Where it is kept.
    dim("s.holder", "global*2 static*2 inline extern_global fn_static fn_static_ref singleton static_member unique_ptr "
                    "shared_service service_member*2 injected ref_member base_member thread_local request_local*1.2 "
                    "per_request_object per_id per_tenant*0.7 service_locator pimpl", "cache"),
    dim("s.wrap", "map*3 unordered*3 lru class compute*1.5 compute_function nested slot_key linear find_if sharded "
                  "prefix*0.7 decorator", "cache"),
    dim("s.prefix", "constant tenant id", "cache"),
    dim("s.access", "find*3 index contains try_emplace emplace pointer count_at", "cache"),
    dim("s.entry", "plain*4 struct shared_ptr optional owner*1.5 future_like", "cache"),
    dim("s.lock", "none*2 mutex", "cache"),
    dim("s.split", "none*5 functions cross_functions", "cache"),
    dim("s.put", "always*8 unless_personal only_if_flag", "cache"),
    dim("s.forget", "none*10 key query clear", "cache"),
    # What is checked, and where.
    dim("g.kind", "none*7 before*1.5 miss*1.5 recheck_owner recheck_tenant recheck_self recheck_inverted hit_only",
         "cache"),
    dim("g.cond", "admin tenant role helper", "cache"),
    dim("c.coro", "plain*9 before_lookup*0.7 before_put*0.7", "cache"),
    # Slots without a key that are filled once.
    dim("m.slot", "flag optional fn_static_const call_once empty_test pointer service_flag tls_flag singleton_lazy "
                  "atomic_flag request_local future", "memo"),
    # Slots that each request overwrites.
    dim("d.holder", "global static fn_static service_member singleton struct_member object object_shared "
                    "thread_local*4 tls_struct request_local*1.2 object_local*0.6 per_request_object*0.6 factory_shared*0.8 factory_fresh*0.8",
        "state"),
    dim("d.use", "write_wait_read*2 read_then_write write_only append cleared_at_end cond_write*1.5 "
                 "cond_write_raii*1.5 cond_write_cleared_on_entry*1.5 early_return_skips_clear clear_on_all_exits "
                 "await_between*1.5 await_reset await_copy raii_optional param_instead", "state"),
    dim("d.cond", "flag admin", "state"),
    dim("d.access", "direct setter cross_setter", "state"),
    # Pools of connections matched by a loop.
    dim("o.fields", "0*2 1*2 2*2 3 4 5 6*0.7", "pool"),
    dim("o.matched", "0*2 1*2 2*2 3*1.5 4 5", "pool"),
    dim("o.match", "inline*2 continue_style helper helper_cross find_if method early_false_helper "
                   "any_of_wildcard", "pool"),
    dim("o.container", "vector list_ptr map_host deque_ptr service", "pool"),
    dim("o.after", "none*5 rebind recheck close_on_mismatch", "pool"),
    dim("o.make", "aggregate assign setter factory ctor", "pool"),
    # Reused objects.
    dim("b.object", "static_string pooled_struct pooled_ptr fn_static_vector static_stream tls_string tls_vector "
                    "shared_object", "buffer"),
    dim("b.clear", "none on_take on_put partial raii conditional", "buffer"),
    # Callbacks that capture.
    dim("f.store", "static_if_null overwritten_then_called list_run_all*0.7 map_by_name member_if_null per_request registry",
         "callback"),
    dim("f.capture", "value_user*2 value_text*2 nothing_arg value_q", "callback"),
)
BY_NAME = {d.name: d for d in DIMS}
LISTS = ("v.deps", "v.chain", "v.cross", "k.parts")
DEFAULT_LISTS = {"v.deps": ("q",), "v.chain": (), "v.cross": (), "k.parts": ("q",)}


def sample(rng: random.Random) -> Case:
    """Draws one case in normal form."""
    case: Case = {"kind": rng.choices(KINDS.options, KINDS.weights)[0]}
    for d in DIMS:
        case[d.name] = rng.choices(d.options, d.weights)[0]
    case["v.deps"] = _draw_deps(rng, case["kind"])
    case["k.parts"] = _draw_parts(rng, case["v.deps"])
    depth = rng.choices(range(6), (3, 3, 2, 1.4, 1, 0.6))[0]
    case["v.chain"] = tuple(rng.choice(LAYERS) for _ in range(depth))
    case["v.cross"] = tuple(rng.random() < 0.4 for _ in range(depth))
    _thin_out(rng, case)
    return normalize(case)


def _draw_deps(rng: random.Random, kind: str) -> tuple:
    """What the value is made of: mostly the query and one or two attributes of the user, sometimes nothing of hers."""
    deps = {"q"} if rng.random() < 0.85 else set()
    count = rng.choices(range(4), (1.2, 5, 3, 1) if kind == "cache" else (0.8, 5, 3, 1))[0]
    deps |= set(rng.sample(("id", "tenant", "name", "role", "choice", "handle"), count))
    return tuple(sorted(deps or {"q"}))


def _draw_parts(rng: random.Random, deps: tuple) -> tuple:
    """What the key is made of: half of the time what the value needs, else something drawn independently."""
    parts = {"q"} if rng.random() < 0.92 else set()
    if rng.random() < 0.36:
        parts |= {"admin" if d == "choice" else d for d in deps}
        if rng.random() < 0.35:
            parts.add("id")
    else:
        parts |= set(rng.sample(("id", "tenant", "name", "role", "admin", "handle", "token", "claimed"),
                                rng.choices(range(3), (3, 3, 1.5))[0]))
    return tuple(sorted(parts or {"q"}))


# Per group of dimensions: how many of its "twists" survive, so that a case tests few things at once.
_TWISTS = ("v.post", "v.cond", "k.lossy", "k.cond", "k.kill", "k.second", "k.struct", "s.put", "g.kind", "c.coro")


def _thin_out(rng: random.Random, case: Case) -> None:
    """Keeps at most two of the verdict-changing twists: more of them hide each other."""
    active = [name for name in _TWISTS if case[name] != BY_NAME[name].default]
    rng.shuffle(active)
    for name in active[2:]:
        case[name] = BY_NAME[name].default


def normalize(case: Case) -> Case:
    """The normal form: dimensions that have no effect here are at their default, impossible pairs are resolved."""
    return fixpoint(_normalize_once, case)


def fixpoint(step, case: Case) -> Case:
    """Applies a step until it changes nothing."""
    while (following := step(case)) != case:
        case = following
    return case


def _normalize_once(case: Case) -> Case:
    out = dict(case)
    for d in DIMS:
        if d.kinds and out["kind"] not in d.kinds:
            out[d.name] = d.default
    if out["kind"] != "cache":
        out["k.parts"] = ("q",)
    _normal_principal(out)
    _normal_value(out)
    if out["kind"] == "cache":
        _normal_key(out)
        _normal_store(out)
        _normal_guard(out)
    if out["kind"] == "state":
        _normal_state(out)
    if out["f.capture"] == "value_user" and not set(out["v.deps"]) - {"q"}:
        out["f.capture"] = "value_text"  # a copy of the user that nobody reads: a matter of taste
    return out


def _reset(case: Case, *names: str) -> None:
    for name in names:
        case[name] = DEFAULT_LISTS[name] if name in DEFAULT_LISTS else BY_NAME[name].default


def _without(case: Case, name: str, *gone: str) -> None:
    case[name] = tuple(x for x in case[name] if x not in gone) or ("q",)


def _normal_principal(case: Case) -> None:
    if case["p.entry"] not in ("auth", "method_auth"):
        _without(case, "k.parts", "token")
    if "handle" not in case["v.deps"] + case["k.parts"]:
        _reset(case, "p.derive")
    if case["p.derive"] == "lookup" and "handle" in case["k.parts"]:
        # What an unseen directory returns says nothing about the id it was asked with.
        _without(case, "v.deps", "id", "tenant", "name", "role", "choice")
    if case["kind"] in ("pool", "callback", "buffer", "state"):
        _without(case, "v.deps", "handle")
        _reset(case, "p.derive")


def _normal_value(case: Case) -> None:
    if "choice" not in case["v.deps"]:
        _reset(case, "v.choice")
    if not set(case["v.deps"]) - {"q"}:
        _reset(case, "v.cond")
    if case["v.shape"] in ("loop", "transform"):
        _reset(case, "v.cond")
    if case["kind"] == "pool":
        _reset(case, "v.shape", "v.choice", "v.pass", "v.cond", "v.post", "v.deps", "v.chain", "v.cross",
               "v.order")
    depth = len(case["v.chain"])
    cross = (tuple(case["v.cross"]) + (False,) * depth)[:depth]
    case["v.cross"] = tuple(c and layer in CROSSABLE for c, layer in zip(cross, case["v.chain"]))
    if not case["v.chain"]:
        _reset(case, "v.pass", "v.order")


def _normal_key(case: Case) -> None:
    identity = [p for p in case["k.parts"] if p != "q"]
    if case["k.shape"] in ("struct", "tuple", "pair") and case["s.wrap"] in ("nested", "linear", "find_if", "prefix",
                                                                            "sharded"):
        case["k.shape"] = "concat"
    if case["k.shape"] == "hash" and case["s.wrap"] in ("nested", "linear", "find_if", "prefix"):
        case["k.shape"] = "concat"
    if case["k.shape"] == "pair" and len(case["k.parts"]) != 2:
        case["k.shape"] = "tuple"
    if case["k.shape"] in ("struct", "tuple", "pair"):
        _reset(case, "k.cond", "k.via", "k.second", "k.kill")
    if case["s.wrap"] in ("nested", "linear", "find_if"):
        _reset(case, "k.shape", "k.cond", "k.via", "k.second", "k.kill")
    if case["k.shape"] != "struct" and case["s.wrap"] not in ("linear", "find_if"):
        _reset(case, "k.struct")
    if case["s.wrap"] in ("linear", "find_if") and case["k.struct"] not in ("all", "drop_first_identity",
                                                                           "drop_all_identity"):
        _reset(case, "k.struct")
    if not set(identity) - {"claimed"}:
        _reset(case, "k.lossy", "k.cond", "k.struct", "k.kill", "k.second")
    if case["k.shape"] == "hash":
        _reset(case, "k.second")
    if case["k.lossy"] == "lower" and not (set(identity) & {"id"} and case["p.idtype"] == "string"):
        _reset(case, "k.lossy")
    if case["k.lossy"] == "modulo" and not (set(identity) & {"id"} and case["p.idtype"] == "int"):
        _reset(case, "k.lossy")
    if case["k.lossy"] in ("prefix", "first_char", "length") and set(identity) & {"admin", "token", "handle", "claimed"}:
        _reset(case, "k.lossy")
    if case["k.lossy"] == "empty_test" and "admin" in identity:
        _reset(case, "k.lossy")
    # Numbers differ in their first digits, if only by luck: that they agree modulo anything small is "modulo".
    if case["k.lossy"] in ("prefix", "first_char") and "id" in identity and case["p.idtype"] == "int":
        _reset(case, "k.lossy")
    # Whether two tenants or roles meet in a cut hash is luck: only of people there are enough that some do.
    if case["k.lossy"] == "truncated_hash" and set(identity) - {"id", "handle"}:
        _reset(case, "k.lossy")


_SPLITTABLE = ("global", "static", "extern_global", "fn_static_ref", "singleton", "static_member", "unique_ptr",
               "thread_local", "service_locator")


def _normal_store(case: Case) -> None:
    if case["s.wrap"] not in ("map", "unordered"):
        _reset(case, "s.access", "s.entry")
    if case["k.shape"] in ("tuple", "pair") and case["s.wrap"] == "unordered":
        case["s.wrap"] = "map"
    if case["s.wrap"] != "prefix":
        _reset(case, "s.prefix")
    if case["s.entry"] != "plain":
        _reset(case, "s.access")
    if not (case["s.wrap"] in ("map", "unordered") and case["s.access"] == "find" and case["s.entry"] == "plain"
            and case["k.second"] == "none" and case["s.holder"] in _SPLITTABLE):
        _reset(case, "s.split")
    if case["s.entry"] == "owner" and case["g.kind"] == "none":
        _reset(case, "s.entry")
    if case["s.wrap"] in ("compute", "compute_function", "decorator"):
        _reset(case, "s.put", "k.second")
        if case["g.kind"] != "before":
            _reset(case, "g.kind")
    if not (case["s.wrap"] in ("map", "unordered") and case["k.shape"] not in ("struct", "tuple", "pair", "hash")
            and case["s.split"] == "none"):
        _reset(case, "s.forget")
    if case["s.access"] == "index":
        _reset(case, "s.put")
    if case["k.second"] != "none" and not (case["s.wrap"] in ("map", "unordered") and case["s.access"] == "find"
                                          and case["s.entry"] == "plain"):
        _reset(case, "k.second")
    if case["s.put"] == "unless_personal" and case["v.chain"]:
        _reset(case, "v.chain", "v.cross", "v.pass")
    if case["s.put"] == "unless_personal" and case["v.cond"] in ("none", "const_true", "const_false"):
        case["v.cond"] = "flag" if set(case["v.deps"]) - {"q"} else "none"
        if case["v.shape"] in ("loop", "transform"):
            case["v.shape"] = "concat"
    if case["s.holder"] in ("request_local", "fn_static") and case["s.wrap"] in ("prefix", "decorator"):
        case["s.holder"] = "static"


# What happens to the value afterwards that leaves nothing of hers in it.
_IMPERSONAL = ("overwritten", "swapped_out", "pair_first", "cleared_then_q")


def _keeps_personal(case: Case) -> bool:
    """Whether what is stored depends on the user at all."""
    return (bool(set(case["v.deps"]) - {"q"}) and case["v.post"] not in _IMPERSONAL
            and case["v.cond"] != "const_false" and case["s.put"] != "unless_personal")


def _normal_guard(case: Case) -> None:
    recheck = ("recheck_owner", "recheck_tenant", "recheck_self", "recheck_inverted")
    if case["g.kind"] in recheck:
        if case["s.wrap"] not in ("map", "unordered"):
            _reset(case, "g.kind")
        else:
            case["s.entry"] = "owner"
            _reset(case, "s.access", "k.second")
        # A test of ownership that fails to protect what is everybody's, or that no hit passes, is a defect to report,
        # though nothing leaks.
        never = case["g.kind"] == "recheck_inverted" and ("id" in case["k.parts"] or case["s.holder"] == "per_id")
        broken = case["g.kind"] in ("recheck_self", "recheck_inverted")
        if broken and (never or not _keeps_personal(case)):
            _reset(case, "g.kind", "s.entry")
    elif case["s.entry"] == "owner":
        _reset(case, "s.entry")
    if case["g.kind"] not in ("before", "miss", "hit_only"):
        _reset(case, "g.cond")
    if case["c.coro"] == "before_put" and case["s.wrap"] in ("compute", "compute_function", "decorator"):
        case["c.coro"] = "before_lookup"


def _normal_state(case: Case) -> None:
    awaiting = ("await_between", "await_reset", "await_copy")
    if case["d.use"] in awaiting and case["d.holder"] not in ("thread_local", "tls_struct", "request_local",
                                                              "object_local"):
        case["d.holder"] = "thread_local"
    if not case["d.use"].startswith("cond_write"):
        _reset(case, "d.cond")
    if not set(case["v.deps"]) - {"q"}:
        _reset(case, "d.cond")  # who set the slot would show in nothing but its presence
    if case["d.holder"] not in ("global", "static", "singleton", "struct_member", "thread_local", "tls_struct"):
        _reset(case, "d.access")


def simpler(case: Case) -> list[Case]:
    """All normal neighbours of a case that are one step simpler, the largest steps first."""
    found, seen = [], {freeze(case)}
    for candidate in _steps(case):
        normal = normalize(candidate)
        if freeze(normal) not in seen and weight(normal) < weight(case):
            seen.add(freeze(normal))
            found.append(normal)
    return found


def _steps(case: Case):
    for prefix in ("p.", "v.", "k.", "s."):
        yield {**case, **{d.name: d.default for d in DIMS if d.name.startswith(prefix)}}
    if case["v.chain"]:
        yield {**case, "v.chain": (), "v.cross": ()}
        for i in range(len(case["v.chain"])):
            yield {**case, "v.chain": case["v.chain"][:i] + case["v.chain"][i + 1:],
                   "v.cross": case["v.cross"][:i] + case["v.cross"][i + 1:]}
        for i, (layer, cross) in enumerate(zip(case["v.chain"], case["v.cross"])):
            if cross:
                yield {**case, "v.cross": case["v.cross"][:i] + (False,) + case["v.cross"][i + 1:]}
            if layer != "ret":
                yield {**case, "v.chain": case["v.chain"][:i] + ("ret",) + case["v.chain"][i + 1:]}
    for name in ("v.deps", "k.parts"):
        for part in case[name]:
            if len(case[name]) > 1:
                yield {**case, name: tuple(p for p in case[name] if p != part)}
    for d in DIMS:
        if case[d.name] != d.default:
            yield {**case, d.name: d.default}


def weight(case: Case) -> int:
    """How complex a case is; reduction only ever lowers it."""
    total = sum(case[d.name] != d.default for d in DIMS) * 2
    total += len(case["v.deps"]) + len(case["k.parts"])
    return total + sum(2 + (layer != "ret") + cross for layer, cross in zip(case["v.chain"], case["v.cross"]))


def freeze(case: Case) -> tuple:
    """A hashable, ordered form of a case."""
    return tuple(sorted((k, v) for k, v in case.items()))


def features(case: Case) -> list[str]:
    """The names under which a case counts in the tables, e.g. "s.holder=singleton"."""
    names = ["kind=" + case["kind"]]
    for d in DIMS:
        if d.kinds and case["kind"] not in d.kinds or d.name in ("p.words",):
            continue
        names.append(f"{d.name}={case[d.name]}")
    names += [f"v.dep={d}" for d in case["v.deps"]]
    names += [f"v.layer={layer}" for layer in sorted(set(case["v.chain"]))]
    names += [f"v.depth={len(case['v.chain'])}"] + ["v.cross"] * any(case["v.cross"])
    if case["kind"] == "cache":
        names += [f"k.part={p}" for p in case["k.parts"]]
    return names


def describe(case: Case) -> str:
    """One line: the dimensions that are not at their default."""
    parts = [f"kind={case['kind']}"]
    parts += [f"{d.name}={case[d.name]}" for d in DIMS if case[d.name] != d.default]
    parts += [f"{name}={','.join(map(str, case[name]))}" for name in LISTS if case[name] != DEFAULT_LISTS[name]]
    return " ".join(parts)
