"""Handlers of the kinds `state`, `buffer` and `callback`: what each request overwrites, reuses or registers."""

from __future__ import annotations

from dataclasses import dataclass

from cachekind import free_handler
from cpp import Lines, Source, block, indent
from principal import Names
from values import value_lines


@dataclass(frozen=True)
class Slot:
    """How a slot is written, read and emptied, and the lines of the handler it needs."""

    name: str
    local: Lines

    def set(self, text: str) -> str:
        return f"{self.name} = {text};"

    @property
    def get(self) -> str:
        return self.name

    @property
    def clear(self) -> str:
        return f"{self.name}.clear();"


@dataclass(frozen=True)
class ObjectSlot(Slot):
    """The same through the methods of an object; `name` ends with "." or "->"."""

    def set(self, text: str) -> str:
        return f"{self.name}open({text});"

    @property
    def get(self) -> str:
        return f"{self.name}viewer()"

    @property
    def clear(self) -> str:
        return f"{self.name}close();"


class SetterSlot(Slot):
    """The same through functions."""

    def set(self, text: str) -> str:
        return f"remember({text});"

    @property
    def get(self) -> str:
        return "recall()"

    @property
    def clear(self) -> str:
        return "forget();"


_SLOTS = {
    "global": (["std::string lastViewer;"], "lastViewer"),
    "static": (["static std::string lastViewer;"], "lastViewer"),
    "singleton": (["class Current {", "public:", "  static Current &instance() {", "    static Current only;",
                   "    return only;", "  }", "  std::string viewer;", "};"], "Current::instance().viewer"),
    "struct_member": (["struct State {", "  std::string viewer;", "  int requests = 0;", "};", "State state;"],
                      "state.viewer"),
    "thread_local": (["thread_local std::string lastViewer;"], "lastViewer"),
    "tls_struct": (["struct State {", "  std::string viewer;", "  int requests = 0;", "};",
                    "thread_local State state;"], "state.viewer"),
    "factory_shared": (["struct State {", "  std::string viewer;", "  int requests = 0;", "};",
                        "std::shared_ptr<State> newState() {",
                        "  static const std::shared_ptr<State> common = std::make_shared<State>();", "  return common;",
                        "}"], "state->viewer"),
    "factory_fresh": (["struct State {", "  std::string viewer;", "  int requests = 0;", "};",
                       "std::shared_ptr<State> newState() { return std::make_shared<State>(); }"], "state->viewer"),
    "fn_static": ([], "lastViewer"), "request_local": ([], "lastViewer"),
    "service_member": ([], "viewer_"), "per_request_object": ([], "viewer_"),
}


def emit_state(case, names: Names, out: Source) -> None:
    """A slot that every request may overwrite."""
    slot = _slot(case, out)
    is_task = case["d.use"].startswith("await")
    ret, result = ("co_return", "server::Task<std::string>") if is_task else ("return", "std::string")
    query = f"{names.req}.{names.query}"
    body = slot.local + _USES[case["d.use"]](case, names, out, slot, query, ret)
    if case["d.holder"] not in ("service_member", "per_request_object"):
        return free_handler(names, out, body, ret, result)
    params = f"const {names.req_type} &{names.req}, const {names.type} &{names.user}"
    out.main += ["class ViewService {", "public:", *indent(block(f"{result} answer({params})", body)), "", "private:",
                 "  std::string viewer_;", "};"]
    if case["d.holder"] == "service_member":
        out.main.append("ViewService service;")
        local = []
    else:
        local = ["ViewService service;"]
    free_handler(names, out, local + [f"{ret} service.answer({names.req}, {names.user});"], ret, result)


_DESK = ["class Desk {", "public:", "  void open(const std::string &who) { viewer_ = who; }",
         "  const std::string &viewer() const { return viewer_; }", "  void close() { viewer_.clear(); }", "",
         "private:", "  std::string viewer_;", "};"]


def _object_slot(case, out: Source) -> Slot:
    out.main += _DESK
    if case["d.holder"] == "object_local":
        return ObjectSlot("desk.", ["Desk desk;"])
    is_shared = case["d.holder"] == "object_shared"
    out.main.append("std::shared_ptr<Desk> desk = std::make_shared<Desk>();" if is_shared else "Desk desk;")
    return ObjectSlot("desk->" if is_shared else "desk.", [])


def _slot(case, out: Source) -> Slot:
    if case["d.holder"].startswith("object"):
        return _object_slot(case, out)
    text, name = _SLOTS[case["d.holder"]]
    if case["d.access"] == "direct" or case["d.holder"] in ("service_member", "per_request_object"):
        out.main += text
        local = {"fn_static": ["static std::string lastViewer;"], "request_local": ["std::string lastViewer;"],
                 "factory_shared": ["const std::shared_ptr<State> state = newState();"],
                 "factory_fresh": ["const std::shared_ptr<State> state = newState();"]}
        return Slot(name, local.get(case["d.holder"], []))
    home = out.other if case["d.access"] == "cross_setter" else out.main
    out.header += ["void remember(const std::string &who);", "const std::string &recall();", "void forget();"]
    home += text
    home += [f"void remember(const std::string &who) {{ {name} = who; }}",
             f"const std::string &recall() {{ return {name}; }}", f"void forget() {{ {name}.clear(); }}"]
    return SetterSlot(name, [])


def _write_wait_read(case, names, out, slot, query, ret):
    return [*value_lines(case, names, out), slot.set("value"), "server::waitBackend();",
            f'{ret} {query} + " for " + {slot.get};']


def _read_then_write(case, names, out, slot, query, ret):
    return [*value_lines(case, names, out), f"const std::string before = {slot.get};", slot.set("value"),
            f'{ret} {query} + " after " + before;']


def _write_only(case, names, out, slot, query, ret):
    return [*value_lines(case, names, out), slot.set("value"), f'{ret} "done " + {query};']


def _append(case, names, out, slot, query, ret):
    return [*value_lines(case, names, out), slot.set(f'{slot.get} + value + ";"'),
            f'{ret} {query} + " so far " + {slot.get};']


def _cleared_at_end(case, names, out, slot, query, ret):
    return [*value_lines(case, names, out), slot.set("value"), "server::waitBackend();",
            f'const std::string answer = {query} + " for " + {slot.get};', slot.clear, f"{ret} answer;"]


def _condition(case, names: Names) -> str:
    return names.condition(case["d.cond"])


def _cond_body(case, names, out, slot) -> Lines:
    return block(f"if ({_condition(case, names)})", [*value_lines(case, names, out), slot.set("value")])


def _cond_write(case, names, out, slot, query, ret):
    return _cond_body(case, names, out, slot) + [f'{ret} {query} + " for " + {slot.get};']


def _raii(out: Source, slot: Slot) -> Lines:
    """A guard that empties the slot when the request ends; returns the statement that makes one."""
    if isinstance(slot, SetterSlot):
        out.main += ["struct Reset {", "  ~Reset() { forget(); }", "};"]
        return ["Reset reset;"]
    if isinstance(slot, ObjectSlot):
        out.main += ["struct Reset {", "  Desk &desk;", "  ~Reset() { desk.close(); }", "};"]
        return [f"Reset reset{{{'*desk' if '>' in slot.name else 'desk'}}};"]
    out.main += ["struct Reset {", "  std::string &slot;", "  ~Reset() { slot.clear(); }", "};"]
    return [f"Reset reset{{{slot.name}}};"]


def _cond_write_raii(case, names, out, slot, query, ret):
    return [*_raii(out, slot), *_cond_body(case, names, out, slot), "server::waitBackend();",
            f'const std::string answer = {query} + " for " + {slot.get};', f"{ret} answer;"]


def _cond_write_cleared_on_entry(case, names, out, slot, query, ret):
    return [slot.clear, *_cond_body(case, names, out, slot), "server::waitBackend();",
            f'{ret} {query} + " for " + {slot.get};']


def _leftover(case, names, out, slot, query, ret, clear_early: Lines) -> Lines:
    early = [*clear_early, f'{ret} "short " + left;']
    return [f"const std::string left = {slot.get};", *value_lines(case, names, out), slot.set("value"),
            *block(f"if ({names.req}.{names.number} > 1)", early),
            f'const std::string answer = {query} + left + " for " + {slot.get};', slot.clear, f"{ret} answer;"]


def _early_return_skips_clear(case, names, out, slot, query, ret):
    return _leftover(case, names, out, slot, query, ret, [])


def _clear_on_all_exits(case, names, out, slot, query, ret):
    if case["d.holder"] not in ("thread_local", "tls_struct", "request_local", "object_local", "per_request_object",
                              "factory_fresh"):
        # Shared by threads: what another request reads meanwhile counts as well.
        lines = _leftover(case, names, out, slot, query, ret, [slot.clear])
        at = lines.index(slot.set("value")) + 1
        return lines[:at] + ["server::waitBackend();"] + lines[at:]
    return _leftover(case, names, out, slot, query, ret, [slot.clear])


def _await_between(case, names, out, slot, query, ret):
    return [*value_lines(case, names, out), slot.set("value"), "co_await server::tick();",
            f'{ret} {query} + " for " + {slot.get};']


def _await_reset(case, names, out, slot, query, ret):
    return [*value_lines(case, names, out), slot.set("value"), "co_await server::tick();", slot.set("value"),
            f'{ret} {query} + " for " + {slot.get};']


def _await_copy(case, names, out, slot, query, ret):
    return [*value_lines(case, names, out), slot.set("value"), f"const std::string mine = {slot.get};",
            "co_await server::tick();", f'{ret} {query} + " for " + mine;']


def _raii_optional(case, names, out, slot, query, ret):
    reset = _raii(out, slot)[0]
    made = reset.partition("{")[2].rstrip(";}")
    start = [f"const std::string left = {slot.get};", *value_lines(case, names, out),
             "const auto reset = std::make_unique<Reset>(Reset{%s});" % made, slot.set("value"),
             "server::waitBackend();"]
    return start + [f'const std::string answer = {query} + left + " for " + {slot.get};', f"{ret} answer;"]


def _param_instead(case, names, out, slot, query, ret):
    out.main += block("std::string greeting(const std::string &what, const std::string &who)",
                      ['return what + " for " + who;'])
    return [*value_lines(case, names, out), slot.set(query), "server::waitBackend();",
            f"{ret} greeting({query}, value);"]


_USES = {"write_wait_read": _write_wait_read, "read_then_write": _read_then_write, "write_only": _write_only,
         "append": _append, "cleared_at_end": _cleared_at_end, "cond_write": _cond_write,
         "cond_write_raii": _cond_write_raii, "cond_write_cleared_on_entry": _cond_write_cleared_on_entry,
         "early_return_skips_clear": _early_return_skips_clear, "clear_on_all_exits": _clear_on_all_exits,
         "await_between": _await_between, "await_reset": _await_reset, "await_copy": _await_copy,
         "raii_optional": _raii_optional, "param_instead": _param_instead}


# ---------------------------------------------------------------- buffer: reused objects

def emit_buffer(case, names: Names, out: Source) -> None:
    """An object that is reused by the next request."""
    value = value_lines(case, names, out)
    query = f"{names.req}.{names.query}"
    body = _pooled(case, out, value, query) if case["b.object"].startswith("pooled") else \
        _shared_buffer(case, out, value, query)
    free_handler(names, out, body)


_BUFFERS = {  # declaration in the unit, in the handler, append, read, clear
    "static_string": ("static std::string scratch;", "", "scratch += {};", "scratch", "scratch.clear();"),
    "fn_static_vector": ("", "static std::vector<std::string> rows;", "rows.push_back({});", "joined(rows)",
                         "rows.clear();"),
    "static_stream": ("static std::ostringstream out;", "", "out << {};", "out.str()", 'out.str("");'),
    "tls_string": ("thread_local std::string scratch;", "", "scratch.append({});", "scratch", "scratch.clear();"),
    "tls_vector": ("thread_local std::vector<std::string> rows;", "", "rows.emplace_back({});", "joined(rows)",
                   "rows.clear();"),
    "shared_object": ("struct Sheet {\n  std::string head;\n  std::string body;\n};\nSheet sheet;", "",
                      "sheet.body += {};", "sheet.head + sheet.body", "sheet.body.clear();"),
}


def _joined(out: Source) -> None:
    out.main += block("std::string joined(const std::vector<std::string> &rows)",
                      ["std::string all;", *block("for (const std::string &row : rows)", ["all += row + '\\n';"]),
                       "return all;"])


def _shared_buffer(case, out: Source, value: Lines, query: str) -> Lines:
    declared, local, append, read, clear = _BUFFERS[case["b.object"]]
    out.main += declared.split("\n") if declared else []
    if "joined" in read:
        _joined(out)
    how = case["b.clear"]
    lines = [local] if local else []
    lines += [clear] if how == "on_take" else []
    if how == "conditional":
        lines += [f"if (std::string({read}).size() > 100000)", "  " + clear]
    if how == "raii":
        lines += ["const auto empty = [&](int *) { %s };" % clear, "int token = 0;",
                  "const std::unique_ptr<int, decltype(empty)> atExit(&token, empty);"]
    lines += value + [append.format("value"), "server::waitBackend();",
                      f'const std::string answer = {query} + ": " + {read};']
    lines += [clear] if how == "on_put" else []
    if how == "partial":
        lines.append("if (answer.empty())")
        lines.append("  " + clear)
    return lines + ["return answer;"]


def _pooled(case, out: Source, value: Lines, query: str) -> Lines:
    """A free list of sheets: taken, filled, given back."""
    how = case["b.clear"]
    pointer = "std::unique_ptr<Sheet>" if case["b.object"] == "pooled_struct" else "std::shared_ptr<Sheet>"
    make = "std::make_unique<Sheet>()" if "unique" in pointer else "std::make_shared<Sheet>()"
    clear = {"partial": "head.clear();"}.get(how, "head.clear(); body.clear();")
    out.main += ["struct Sheet {", "  std::string head;", "  std::string body;",
                 f"  void wipe() {{ {clear} }}", "};", f"std::vector<{pointer}> freeSheets;"]
    on_take = {"on_take": ["sheet->wipe();"], "partial": ["sheet->wipe();"],
               "conditional": ["if (sheet->body.size() > 4096)", "  sheet->wipe();"]}.get(how, [])
    out.main += block(f"{pointer} takeSheet()", ["if (freeSheets.empty())", f"  return {make};",
                                                 f"{pointer} sheet = std::move(freeSheets.back());",
                                                 "freeSheets.pop_back();", *on_take, "return sheet;"])
    on_put = ["sheet->wipe();"] if how == "on_put" else []
    out.main += block(f"void giveBack({pointer} sheet)", on_put + ["freeSheets.push_back(std::move(sheet));"])
    fill = [*value, "sheet->body += value;", "server::waitBackend();",
            f'const std::string answer = {query} + sheet->head + ": " + sheet->body;']
    if how != "raii":
        return [f"auto sheet = takeSheet();", *fill, "giveBack(std::move(sheet));", "return answer;"]
    out.main += ["class Lease {", "public:", "  Lease() : sheet_(takeSheet()) {}",
                 "  ~Lease() {", "    sheet_->wipe();", "    giveBack(std::move(sheet_));", "  }",
                 "  Sheet *operator->() { return sheet_.get(); }", "", "private:", f"  {pointer} sheet_;", "};"]
    return ["Lease sheet;", *fill, "return answer;"]


# ---------------------------------------------------------------- callback: closures that stay

def emit_callback(case, names: Names, out: Source) -> None:
    """A std::function that is registered by a request and called by it and by later ones."""
    query = f"{names.req}.{names.query}"
    value = value_lines(case, names, out)
    before, maker, argument = _closure(case, value)
    out.main.append("using Render = std::function<std::string(const std::string &, const std::string &)>;")
    call = f"({query}, {argument})"
    _CALLBACKS[case["f.store"]](names, out, before, maker, call)


def _closure(case, value: Lines) -> tuple[Lines, Lines, str]:
    """Statements before, the closure's lines, and the second argument of each call."""
    how = case["f.capture"]
    params = "(const std::string &what, [[maybe_unused]] const std::string &extra)"
    if how == "value_user":
        return [], [f"[=]{params} {{", *indent(value + ['return what + " by " + value;']), "}"], '""'
    if how == "value_text":
        return value, [f"[value]{params} {{ return what + \" by \" + value; }}"], '""'
    if how == "nothing_arg":
        return value, [f"[]{params} {{ return what + \" by \" + extra; }}"], "value"
    return value + ['const std::string kind = "page";'], [f"[kind]{params} {{ return kind + what; }}"], "value"


def _assign(target: str, maker: Lines) -> Lines:
    return [f"{target} = {maker[0]}", *maker[1:-1], maker[-1] + ";"] if len(maker) > 1 else [f"{target} = {maker[0]};"]


def _static_if_null(names, out, before, maker, call):
    free_handler(names, out, ["static Render render;", *before, *block("if (!render)", _assign("render", maker)),
                              f"return render{call};"])


def _overwritten(names, out, before, maker, call):
    out.main.append("Render render;")
    free_handler(names, out, [*before, *_assign("render", maker), "server::waitBackend();", f"return render{call};"])


def _list_run_all(names, out, before, maker, call):
    out.main.append("std::vector<Render> listeners;")
    free_handler(names, out, [*before, *_assign("const Render mine", maker), "listeners.push_back(mine);",
                              "std::string all;",
                              *block("for (const Render &listener : listeners)", [f"all += listener{call};"]),
                              "return all;"])


def _map_by_name(names, out, before, maker, call):
    out.main.append("std::map<std::string, Render> exporters;")
    free_handler(names, out, [*before, *block('if (!exporters.contains("page"))',
                                              _assign('exporters["page"]', maker)),
                              f'return exporters.at("page"){call};'])


def _member_if_null(names, out, before, maker, call):
    params = f"const {names.req_type} &{names.req}, const {names.type} &{names.user}"
    body = [*before, *block("if (!render_)", _assign("render_", maker)), f"return render_{call};"]
    out.main += ["class Exporter {", "public:", *indent(block(f"std::string answer({params})", body)), "", "private:",
                 "  Render render_;", "};", "Exporter exporter;"]
    free_handler(names, out, [f"return exporter.answer({names.req}, {names.user});"])


def _per_request(names, out, before, maker, call):
    free_handler(names, out, [*before, *_assign("const Render render", maker), f"return render{call};"])


def _registry(names, out, before, maker, call):
    query = f"{names.req}.{names.query}"
    out.main.append("std::map<std::string, Render> renderers;")
    free_handler(names, out, [*before, f"auto known = renderers.find({query});",
                              *block("if (known == renderers.end())",
                                     [*_assign("Render fresh", maker),
                                      f"known = renderers.emplace({query}, std::move(fresh)).first;"]),
                              f"return known->second{call};"])


_CALLBACKS = {"static_if_null": _static_if_null, "overwritten_then_called": _overwritten,
              "list_run_all": _list_run_all, "map_by_name": _map_by_name, "member_if_null": _member_if_null,
              "per_request": _per_request,
              "registry": _registry}
