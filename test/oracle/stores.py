"""Where a cached value is kept (a container and its holder) and how it is looked up, checked and filled."""

from __future__ import annotations

from dataclasses import dataclass

from cpp import Lines, Source, block, indent
from keys import Key, compared_parts, key_parts
from principal import Names

TEXT = "std::string"


@dataclass(frozen=True)
class Plan:
    """All that the lookup code needs: the store's expression, the value's statements, how to leave the handler."""

    case: dict
    names: Names
    store: str
    value: Lines
    ret: str


# ---------------------------------------------------------------- the container

def emit_container(case, names: Names, key: Key, home: Lines) -> None:
    """Declares `Store`, the container's type, and what it consists of."""
    wrap = case["s.wrap"]
    if wrap in ("lru", "class", "compute", "compute_function"):
        home += {"lru": _LRU, "class": _CACHE_CLASS, "compute": _COMPUTE, "compute_function": _COMPUTE_FN}[wrap]
        home.append("using Store = PageCache<Key, std::string>;")
    elif wrap == "nested":
        home.append("using Store = std::map<std::string, std::map<std::string, std::string>>;")
    elif wrap == "slot_key":
        home += ["struct Store {", "  Key key{};", "  std::string text;", "  bool filled = false;", "};"]
    elif wrap in ("linear", "find_if"):
        fields = [f"  std::string {p.atom}Part;" for p in key_parts(case, names)]
        home += ["struct Entry {", *fields, "  std::string text;", "};", "using Store = std::vector<Entry>;"]
    elif wrap == "sharded":
        home.append("using Store = std::array<std::map<Key, std::string>, 4>;")
    else:
        home += _entry_type(case)
        kind = "std::map<Key, Value>" if wrap in ("map", "prefix", "decorator") else \
            f"std::unordered_map<Key, Value{key.hash_argument}>"
        home.append(f"using Store = {kind};")
        home += _SCOPED if wrap == "prefix" else []


def _entry_type(case) -> Lines:
    return {"plain": ["using Value = std::string;"],
            "struct": ["struct Value {", "  std::string text;", "  long hits = 0;", "};"],
            "shared_ptr": ["using Value = std::shared_ptr<const std::string>;"],
            "optional": ["using Value = std::optional<std::string>;"],
            "owner": ["struct Value {", "  std::string owner;", "  std::string realm;", "  std::string text;", "};"],
            "future_like": ["using Value = std::shared_future<std::string>;"]}[case["s.entry"]]


_LRU = """template <class K, class V> class PageCache {
public:
  explicit PageCache(std::size_t capacity = 64) : capacity_(capacity) {}
  std::optional<V> get(const K &key) {
    auto found = index_.find(key);
    if (found == index_.end())
      return std::nullopt;
    order_.splice(order_.begin(), order_, found->second);
    return found->second->second;
  }
  void put(const K &key, V value) {
    order_.emplace_front(key, std::move(value));
    index_[key] = order_.begin();
    if (order_.size() > capacity_) {
      index_.erase(order_.back().first);
      order_.pop_back();
    }
  }

private:
  std::size_t capacity_;
  std::list<std::pair<K, V>> order_;
  std::map<K, typename std::list<std::pair<K, V>>::iterator> index_;
};""".split("\n")

_CACHE_CLASS = """template <class K, class V> class PageCache {
public:
  std::optional<V> get(const K &key) const {
    std::lock_guard<std::mutex> lock(mutex_);
    auto found = entries_.find(key);
    if (found == entries_.end())
      return std::nullopt;
    return found->second;
  }
  void put(const K &key, V value) {
    std::lock_guard<std::mutex> lock(mutex_);
    entries_.insert_or_assign(key, std::move(value));
  }

private:
  mutable std::mutex mutex_;
  std::map<K, V> entries_;
};""".split("\n")

_COMPUTE = """template <class K, class V> class PageCache {
public:
  template <class Make> V getOrCompute(const K &key, Make make) {
    auto found = entries_.find(key);
    if (found == entries_.end())
      found = entries_.emplace(key, make()).first;
    return found->second;
  }

private:
  std::map<K, V> entries_;
};""".split("\n")

_COMPUTE_FN = """template <class K, class V> class PageCache {
public:
  V getOrCompute(const K &key, const std::function<V()> &make) {
    if (auto found = entries_.find(key); found != entries_.end())
      return found->second;
    V made = make();
    entries_[key] = made;
    return made;
  }

private:
  std::map<K, V> entries_;
};""".split("\n")

_SCOPED = """class Scoped {
public:
  Scoped(Store &store, std::string prefix) : store_(store), prefix_(std::move(prefix)) {}
  const std::string *get(const std::string &key) const {
    auto found = store_.find(prefix_ + "/" + key);
    return found == store_.end() ? nullptr : &found->second;
  }
  void put(const std::string &key, const std::string &value) { store_[prefix_ + "/" + key] = value; }

private:
  Store &store_;
  std::string prefix_;
};""".split("\n")


# ---------------------------------------------------------------- look up, check, fill

def lookup_and_fill(plan: Plan) -> Lines:
    """The handler's statements from the lookup to the answer."""
    lines = []
    if plan.case["s.put"] == "unless_personal":
        lines.append("bool personal = false;")
    return lines + _forget_lines(plan) + _FLOWS[plan.case["s.wrap"]](plan)


def _forget_lines(plan: Plan) -> Lines:
    """The entry is dropped on demand: by its key, by what it was asked for without the identity, or with all others."""
    how = plan.case["s.forget"]
    if how == "none":
        return []
    gone = {"key": "erase(key)", "query": f"erase({plan.names.req}.{plan.names.query})", "clear": "clear()"}[how]
    return [f"if ({plan.names.req}.{plan.names.flag})", f"  {plan.store}.{gone};"]


def guard_lines(case, names: Names, ret: str, where: str) -> Lines:
    """The permission check, if it belongs here."""
    if case["g.kind"] != where:
        return []
    condition = {"admin": names.read("admin"), "tenant": f'{names.read("tenant")} == "acme-us"',
                 "role": f'{names.read("role")} == "role-editor"', "helper": f"mayRead({names.user})"}[case["g.cond"]]
    return [f"if (!({condition}))", f'  {ret} "denied";']


def emit_guard_helper(case, names: Names, out: Source) -> None:
    """mayRead(), if the check is in a helper."""
    if case["g.kind"] in ("before", "miss", "hit_only") and case["g.cond"] == "helper":
        out.main += block(f"bool mayRead(const {names.type} &u_)", [f"return {names.read('admin', 'u_')};"])


def _miss(plan: Plan) -> Lines:
    """What runs when nothing was found: the check, a suspension, the value."""
    await_ = ["co_await server::tick();"] if plan.case["c.coro"] == "before_put" else []
    return guard_lines(plan.case, plan.names, plan.ret, "miss") + plan.value + await_


def _hit(plan: Plan, text: str) -> Lines:
    """What runs on a hit."""
    return guard_lines(plan.case, plan.names, plan.ret, "hit_only") + [f"{plan.ret} {text};"]


def _put(plan: Plan, statement: str) -> Lines:
    """The store, under its condition."""
    condition = {"always": None, "unless_personal": "!personal",
                 "only_if_flag": f"{plan.names.req}.{plan.names.flag}"}[plan.case["s.put"]]
    return [f"if ({condition})", "  " + statement] if condition else [statement]


def _if(condition: str, body: Lines) -> Lines:
    return block(f"if ({condition})", body)


def _map_flow(p: Plan) -> Lines:
    if p.case["s.entry"] != "plain":
        return _entry_flow(p)
    if p.case["s.split"] != "none":
        return _split(p)
    return _ACCESS[p.case["s.access"]](p)


def _split(p: Plan) -> Lines:
    return ["if (const auto hit = recall(key)) {", *indent(_hit(p, "*hit")), "}", *_miss(p),
            *_put(p, "remember(key, value);"), f"{p.ret} value;"]


def emit_split(case, store: str, home: Lines, body: Lines) -> None:
    """recall() and remember(): the lookup and the store in functions of their own."""
    if case["s.split"] == "none":
        return
    if body is not home:
        home += ["std::optional<std::string> recall(const Key &key);",
                 "void remember(const Key &key, const std::string &value);"]
    body += block("std::optional<std::string> recall(const Key &key)",
                  [f"const auto hit = {store}.find(key);", f"if (hit == {store}.end())", "  return std::nullopt;",
                   "return hit->second;"])
    body += block("void remember(const Key &key, const std::string &value)", [f"{store}[key] = value;"])


def _find(p: Plan) -> Lines:
    lines = [f"const auto hit = {p.store}.find(key);", *_if(f"hit != {p.store}.end()", _hit(p, "hit->second"))]
    if p.case["k.second"] == "shared_fallback":
        shared = f'"all:" + {p.names.req}.{p.names.query}'
        lines += [f"const auto shared = {p.store}.find({shared});",
                  *_if(f"shared != {p.store}.end()", _hit(p, "shared->second")), *_miss(p),
                  f"{p.store}[{shared}] = value;"]
    else:
        lines += _miss(p)
    return lines + _put(p, f"{p.store}[key] = value;") + [f"{p.ret} value;"]


def _index(p: Plan) -> Lines:
    return [f"std::string &entry = {p.store}[key];", *_if("!entry.empty()", _hit(p, "entry")), *_miss(p),
            "entry = value;", f"{p.ret} entry;"]


def _contains(p: Plan) -> Lines:
    return [*_if(f"{p.store}.contains(key)", _hit(p, f"{p.store}.at(key)")), *_miss(p),
            *_put(p, f"{p.store}.insert_or_assign(key, value);"), f"{p.ret} value;"]


def _try_emplace(p: Plan) -> Lines:
    return [f"auto [place, isNew] = {p.store}.try_emplace(key);", *_if("!isNew && !place->second.empty()",
                                                                      _hit(p, "place->second")),
            *_miss(p), *_put(p, "place->second = value;"), f"{p.ret} value;"]


def _emplace(p: Plan) -> Lines:
    return [f"if (auto hit = {p.store}.find(key); hit != {p.store}.end()) {{", *indent(_hit(p, "hit->second")), "}",
            *_miss(p), *_put(p, f"{p.store}.emplace(key, value);"), f"{p.ret} value;"]


def _pointer(p: Plan) -> Lines:
    return ["const std::string *known = nullptr;", f"const auto hit = {p.store}.find(key);",
            f"if (hit != {p.store}.end())", "  known = &hit->second;", *_if("known != nullptr", _hit(p, "*known")),
            *_miss(p), *_put(p, f"{p.store}.insert({{key, value}});"), f"{p.ret} value;"]


def _count_at(p: Plan) -> Lines:
    return [*_if(f"{p.store}.count(key) == 0", [*_miss(p), *_put(p, f"{p.store}[key] = value;"), f"{p.ret} value;"]),
            *_hit(p, f"{p.store}[key]")]


_ACCESS = {"find": _find, "index": _index, "contains": _contains, "try_emplace": _try_emplace, "emplace": _emplace,
           "pointer": _pointer, "count_at": _count_at}


def _entry_flow(p: Plan) -> Lines:
    """A map whose values are structs, pointers, optionals, futures, or carry their owner."""
    entry = p.case["s.entry"]
    text = {"struct": "hit->second.text", "owner": "hit->second.text", "shared_ptr": "*hit->second",
            "optional": "*hit->second", "future_like": "hit->second.get()"}[entry]
    me, realm = p.names.pieces()["id"].text, p.names.read("tenant")
    check = {"recheck_owner": f" && hit->second.owner == {me}", "recheck_tenant": f" && hit->second.realm == {realm}",
             "recheck_self": " && hit->second.owner == hit->second.owner",
             "recheck_inverted": f" && hit->second.owner != {me}"}.get(p.case["g.kind"], "")
    make = {"struct": ["Value made;", "made.text = value;"], "owner": [f"Value made{{{me}, {realm}, value}};"],
            "shared_ptr": ["Value made = std::make_shared<const std::string>(value);"],
            "optional": ["Value made(value);"],
            "future_like": ["std::promise<std::string> promise;", "promise.set_value(value);",
                            "Value made = promise.get_future().share();"]}[entry]
    bump = ["++hit->second.hits;"] if entry == "struct" else []
    return [f"auto hit = {p.store}.find(key);", *_if(f"hit != {p.store}.end(){check}", bump + _hit(p, text)), *_miss(p),
            *make, *_put(p, f"{p.store}.insert_or_assign(key, made);"), f"{p.ret} value;"]


def _get_put(p: Plan) -> Lines:
    return [f"if (const auto hit = {p.store}.get(key)) {{", *indent(_hit(p, "*hit")), "}", *_miss(p),
            *_put(p, f"{p.store}.put(key, value);"), f"{p.ret} value;"]


def _compute(p: Plan) -> Lines:
    return [*block(f"const auto make = [&]() -> std::string", p.value + ["return value;"], "};"),
            f"{p.ret} {p.store}.getOrCompute(key, make);"]


def _nested(p: Plan) -> Lines:
    parts = [piece.text for piece in key_parts(p.case, p.names)]
    outer, inner = parts[0], ' + "|" + '.join(parts[1:]) or 'std::string("page")'
    return [f"auto &shelf = {p.store}[{outer}];", f"const std::string rest = {inner};",
            "const auto hit = shelf.find(rest);", *_if("hit != shelf.end()", _hit(p, "hit->second")), *_miss(p),
            *_put(p, "shelf[rest] = value;"), f"{p.ret} value;"]


def _slot_key(p: Plan) -> Lines:
    return [f"Store &last = {p.store};", *_if("last.filled && last.key == key", _hit(p, "last.text")), *_miss(p),
            *_put(p, "last = Store{key, value, true};"), f"{p.ret} value;"]


def _match_condition(p: Plan, entry: str) -> str:
    wanted = {piece.atom: piece.text for piece in key_parts(p.case, p.names)}
    return " && ".join(f"{entry}.{a}Part == {wanted[a]}" for a in compared_parts(p.case)) or "true"


def _remember(p: Plan) -> Lines:
    values = ", ".join(piece.text for piece in key_parts(p.case, p.names))
    return _put(p, f"{p.store}.push_back(Entry{{{values}, value}});") + [f"{p.ret} value;"]


def _linear(p: Plan) -> Lines:
    found = _if(_match_condition(p, "entry"), _hit(p, "entry.text"))
    return [*block(f"for (const Entry &entry : {p.store})", found), *_miss(p), *_remember(p)]


def _find_if(p: Plan) -> Lines:
    return [f"const auto hit = std::find_if({p.store}.begin(), {p.store}.end(), [&](const Entry &entry) {{",
            f"  return {_match_condition(p, 'entry')};", "});", *_if(f"hit != {p.store}.end()", _hit(p, "hit->text")),
            *_miss(p), *_remember(p)]


def _sharded(p: Plan) -> Lines:
    return [f"auto &shard = {p.store}[std::hash<Key>{{}}(key) % 4];", "const auto hit = shard.find(key);",
            *_if("hit != shard.end()", _hit(p, "hit->second")), *_miss(p), *_put(p, "shard[key] = value;"),
            f"{p.ret} value;"]


def _prefix(p: Plan) -> Lines:
    prefix = {"constant": 'std::string("pages")', "tenant": p.names.read("tenant"),
              "id": p.names.pieces()["id"].text}[p.case["s.prefix"]]
    return [f"Scoped scoped({p.store}, {prefix});", "if (const std::string *hit = scoped.get(key)) {",
            *indent(_hit(p, "*hit")), "}", *_miss(p), *_put(p, "scoped.put(key, value);"), f"{p.ret} value;"]


_FLOWS = {"map": _map_flow, "unordered": _map_flow, "decorator": _find, "lru": _get_put, "class": _get_put,
          "compute": _compute, "compute_function": _compute, "nested": _nested, "slot_key": _slot_key,
          "linear": _linear, "find_if": _find_if, "sharded": _sharded, "prefix": _prefix}
