"""Handlers of the kinds `cache` and `memo`: who holds the store, and the handler around lookup and fill."""

from __future__ import annotations

from cpp import Lines, Source, block, indent
from keys import emit_key
from principal import Names, entry_parameters, entry_prologue
from stores import Plan, emit_container, emit_split, emit_guard_helper, guard_lines, lookup_and_fill
from values import value_lines

# Holders whose handler is a method of a class, and how the free function reaches the object.
_SERVICE = ("shared_service", "service_member", "injected", "ref_member", "base_member", "per_request_object", "pimpl")


def emit_cache(case, names: Names, out: Source) -> None:
    """One handler with a keyed store."""
    coroutine = case["c.coro"] != "plain"
    ret, result = ("co_return", "server::Task<std::string>") if coroutine else ("return", "std::string")
    is_split = case["s.split"] == "cross_functions"
    home = out.header if case["s.holder"] == "extern_global" or is_split else out.main
    key = emit_key(case, names, out, home)
    emit_container(case, names, key, home)
    emit_guard_helper(case, names, out)
    value = _decorated(case, names, out) if case["s.wrap"] == "decorator" else value_lines(case, names, out)
    if case["s.wrap"] == "decorator":
        return _decorator_handler(case, names, out, key, value, ret, result)
    store, local = _holder(case, names, out)
    emit_split(case, store, home if is_split else out.main, out.other if is_split else out.main)
    body = guard_lines(case, names, ret, "before") + derive_lines(case, names, out)
    body += ["co_await server::tick();"] if case["c.coro"] == "before_lookup" else []
    body += key.lines + _lock(case, out, coroutine) + local
    body += lookup_and_fill(Plan(case, names, store, value, ret))
    if case["s.holder"] in _SERVICE:
        _service_handler(case, names, out, body, ret, result)
    else:
        free_handler(names, out, body, ret, result)


def free_handler(names: Names, out: Source, body: Lines, ret: str = "return", result: str = "std::string") -> None:
    """handle() itself, declared in the header."""
    head = f"{result} handle({entry_parameters(names)})"
    out.header.append(head + ";")
    out.main += block(head, entry_prologue(names, ret + ' "401";') + body)


def derive_lines(case, names: Names, out: Source) -> Lines:
    """The statements that declare `handle`, an identity derived from another one."""
    if "handle" not in case["v.deps"] + case["k.parts"]:
        return []
    how, user, person = case["p.derive"], names.user, names.pieces()["id"].text
    if how == "lookup":
        out.header.append("std::string handleOf(const std::string &person);")
        out.driver.append("std::string @SPACE@::handleOf(const std::string &person) { return \"h-\" + person; }")
        return [f"const std::string handle = handleOf({person});"]
    inside = names.pieces("u_")
    source = inside["tenant"].text if how == "group" else inside["id"].text
    if how == "wrapped":
        out.main += ["class Handle {", "public:", '  explicit Handle(const std::string &seed) : text_("h-" + seed) {}',
                     "  const std::string &text() const { return text_; }", "", "private:", "  std::string text_;",
                     "};"]
        return [f"const Handle wrapped({person});", "const std::string &handle = wrapped.text();"]
    out.main += block(f"std::string handleFor(const {names.type} &u_)", [f'return "h-" + {source};'])
    return [f"const std::string handle = handleFor({user});"]


def _lock(case, out: Source, coroutine: bool) -> Lines:
    if case["s.lock"] == "none" or coroutine:
        return []
    out.main.append("std::mutex pagesMutex;")
    return ["std::lock_guard<std::mutex> lock(pagesMutex);"]


def _holder(case, names: Names, out: Source) -> tuple[str, Lines]:
    """Declares who holds the store; returns the store's expression and statements of the handler."""
    holder, main = case["s.holder"], out.main
    if holder in ("per_id", "per_tenant"):
        part = names.pieces()["id" if holder == "per_id" else "tenant"].text
        main.append("std::map<std::string, Store> storesByOwner;")
        return "store", [f"Store &store = storesByOwner[{part}];"]
    if holder == "extern_global":
        out.header.append("extern Store sharedPages;")
        out.other.append("Store sharedPages;")
        return "sharedPages", []
    if holder in ("fn_static", "request_local"):
        return "pages", ["static Store pages;" if holder == "fn_static" else "Store pages;"]
    text, expression = _HOLDERS[holder]
    (out.other if case["s.split"] == "cross_functions" else main).extend(text)
    return expression, []


_HOLDERS = {
    "global": (["Store pages;"], "pages"),
    "static": (["static Store pages;"], "pages"),
    "inline": (["inline Store pages;"], "pages"),
    "thread_local": (["thread_local Store pages;"], "pages"),
    "fn_static_ref": (["Store &pages() {", "  static Store all;", "  return all;", "}"], "pages()"),
    "singleton": (["class Pages {", "public:", "  static Pages &instance() {", "    static Pages only;",
                   "    return only;", "  }", "  Store entries;", "", "private:", "  Pages() = default;", "};"],
                  "Pages::instance().entries"),
    "static_member": (["struct Pages {", "  static Store entries;", "};", "Store Pages::entries;"], "Pages::entries"),
    "unique_ptr": (["std::unique_ptr<Store> pages = std::make_unique<Store>();"], "(*pages)"),
    "service_locator": (["struct Services {", "  std::shared_ptr<Store> pages;", "};", "Services &services() {",
                         "  static Services all{std::make_shared<Store>()};", "  return all;", "}"],
                        "(*services().pages)"),
    "shared_service": ([], "entries_"), "service_member": ([], "entries_"), "injected": ([], "entries_"),
    "ref_member": ([], "(*entries_)"), "base_member": ([], "entries_"), "per_request_object": ([], "entries_"),
    "pimpl": ([], "impl_->entries"),
}


def _service_handler(case, names: Names, out: Source, body: Lines, ret: str, result: str) -> None:
    """The handler as a method, the object that has it, and the free function in front."""
    params = f"const {names.req_type} &{names.req}, const {names.type} &{names.user}"
    method = block(f"{result} answer({params})", body)
    before, members, after, local, call = _service_parts(case["s.holder"])
    out.main += before + [f"class PageService{' : public CachingBase' if case['s.holder'] == 'base_member' else ''} {{",
                          "public:", *indent(members[0]), *indent(method), "", "private:", *indent(members[1]), "};"]
    out.main += after
    answer = f"{call}answer({names.req}, {names.user})"
    free_handler(names, out, local + [f"{ret} {'co_await ' if ret == 'co_return' else ''}{answer};"], ret, result)


def _service_parts(holder: str):
    """What stands before the class, its constructor and members, the instance, the handler's locals, the call."""
    own = ([], ["Store entries_;"])
    if holder == "shared_service":
        return [], own, ["std::shared_ptr<PageService> service = std::make_shared<PageService>();"], [], "service->"
    if holder == "service_member":
        return [], own, ["PageService service;"], [], "service."
    if holder == "per_request_object":
        return [], own, [], ["PageService service;"], "service."
    if holder == "base_member":
        return ["class CachingBase {", "protected:", "  Store entries_;", "};"], \
            ([], []), ["PageService service;"], [], "service."
    if holder == "injected":
        return ["Store commonPages;"], (["explicit PageService(Store &entries) : entries_(entries) {}"],
                                        ["Store &entries_;"]), [], ["PageService service(commonPages);"], "service."
    if holder == "ref_member":
        return ["std::shared_ptr<Store> commonPages = std::make_shared<Store>();"], \
            (["explicit PageService(std::shared_ptr<Store> entries) : entries_(std::move(entries)) {}"],
             ["std::shared_ptr<Store> entries_;"]), [], ["PageService service(commonPages);"], "service."
    return ["struct PageServiceImpl {", "  Store entries;", "};"], \
        (["PageService() : impl_(std::make_unique<PageServiceImpl>()) {}"],
         ["std::unique_ptr<PageServiceImpl> impl_;"]), \
        ["PageService service;"], [], "service."


def _decorated(case, names: Names, out: Source) -> Lines:
    """The source behind a caching decorator; the value becomes one virtual call."""
    params = f"const {names.req_type} &{names.req}, const {names.type} &{names.user}"
    derive = derive_lines(case, names, out)
    inner = derive + value_lines(case, names, out) + ["return value;"]
    out.main += ["class PageSource {", "public:", "  virtual ~PageSource() = default;",
                 f"  virtual std::string load({params}) = 0;", "};",
                 "class DirectSource : public PageSource {", "public:",
                 *indent(block(f"std::string load({params}) override", inner)), "};"]
    return [f"std::string value = inner_.load({names.req}, {names.user});"]


def _decorator_handler(case, names: Names, out: Source, key, value: Lines, ret: str, result: str) -> None:
    params = f"const {names.req_type} &{names.req}, const {names.type} &{names.user}"
    scratch = Source()  # the derived identity is declared once, by the source
    body = derive_lines(case, names, scratch) + key.lines + _lock(case, out, False)
    body += lookup_and_fill(Plan(case, names, "entries_", value, "return"))
    out.main += ["class CachingSource : public PageSource {", "public:",
                 "  explicit CachingSource(PageSource &inner) : inner_(inner) {}",
                 *indent(block(f"std::string load({params}) override", body)), "", "private:", "  PageSource &inner_;",
                 "  Store entries_;", "};", "DirectSource direct;", "CachingSource caching(direct);"]
    guard = guard_lines(case, names, ret, "before")
    wait = ["co_await server::tick();"] if case["c.coro"] != "plain" else []
    free_handler(names, out, guard + wait + [f"{ret} caching.load({names.req}, {names.user});"], ret, result)


# ---------------------------------------------------------------- memo: slots that are filled once

def emit_memo(case, names: Names, out: Source) -> None:
    """A slot without a key that the first request fills."""
    value = derive_lines(case, names, out) + value_lines(case, names, out)
    _MEMOS[case["m.slot"]](case, names, out, value)


def _flag(case, names, out, value):
    out.main += ["bool pageReady = false;", "std::string readyPage;"]
    fill = value + ["readyPage = value;", "pageReady = true;"]
    free_handler(names, out, block("if (!pageReady)", fill) + ["return readyPage;"])


def _optional(case, names, out, value):
    out.main.append("static std::optional<std::string> readyPage;")
    free_handler(names, out, block("if (!readyPage)", value + ["readyPage = value;"]) + ["return *readyPage;"])


def _fn_static_const(case, names, out, value):
    out.main += block(f"std::string firstPage(const {names.req_type} &{names.req}, const {names.type} &{names.user})",
                      value + ["return value;"])
    free_handler(names, out, [f"static const std::string page = firstPage({names.req}, {names.user});", "return page;"])


def _call_once(case, names, out, value):
    free_handler(names, out, ["static std::once_flag once;", "static std::string page;",
                              *block("std::call_once(once, [&]", value + ["page = value;"], "});"), "return page;"])


def _empty_test(case, names, out, value):
    out.main.append("std::string landingPage;")
    free_handler(names, out, block("if (landingPage.empty())", value + ["landingPage = value;"]) +
                 ["return landingPage;"])


def _pointer(case, names, out, value):
    out.main.append("std::shared_ptr<const std::string> landingPage;")
    fill = value + ["landingPage = std::make_shared<const std::string>(value);"]
    free_handler(names, out, block("if (!landingPage)", fill) + ["return *landingPage;"])


def _service_flag(case, names, out, value):
    params = f"const {names.req_type} &{names.req}, const {names.type} &{names.user}"
    body = block("if (!ready_)", value + ["page_ = value;", "ready_ = true;"]) + ["return page_;"]
    out.main += ["class LandingService {", "public:", *indent(block(f"std::string answer({params})", body)), "",
                 "private:", "  bool ready_ = false;", "  std::string page_;", "};", "LandingService landing;"]
    free_handler(names, out, [f"return landing.answer({names.req}, {names.user});"])


def _tls_flag(case, names, out, value):
    out.main.append("thread_local std::optional<std::string> threadPage;")
    free_handler(names, out, block("if (!threadPage.has_value())", value + ["threadPage = value;"]) +
                 ["return threadPage.value();"])


def _singleton_lazy(case, names, out, value):
    params = f"const {names.req_type} &{names.req}, const {names.type} &{names.user}"
    out.main += block(f"std::string firstPage({params})", value + ["return value;"])
    out.main += ["class Landing {", "public:",
                 *indent(block(f"static Landing &get({params})",
                               [f"static Landing only(firstPage({names.req}, {names.user}));", "return only;"])),
                 "  const std::string &page() const { return page_; }", "", "private:",
                 "  explicit Landing(std::string page) : page_(std::move(page)) {}", "  std::string page_;", "};"]
    free_handler(names, out, [f"return Landing::get({names.req}, {names.user}).page();"])


def _atomic_flag(case, names, out, value):
    out.main += ["std::atomic<bool> warmed{false};", "std::string warmPage;"]
    free_handler(names, out, block("if (!warmed.load())", value + ["warmPage = value;", "warmed.store(true);"]) +
                 ["return warmPage;"])


def _request_local(case, names, out, value):
    free_handler(names, out, ["std::optional<std::string> readyPage;",
                              *block("if (!readyPage)", value + ["readyPage = value;"]), "return *readyPage;"])


def _future(case, names, out, value):
    out.main.append("std::shared_future<std::string> firstPage;")
    make = block("std::packaged_task<std::string()> make([=]() -> std::string", value + ["return value;"], "});")
    fill = [*make, "firstPage = make.get_future().share();", "make();"]
    free_handler(names, out, block("if (!firstPage.valid())", fill) + ["return firstPage.get();"])


_MEMOS = {"flag": _flag, "optional": _optional, "fn_static_const": _fn_static_const, "call_once": _call_once,
          "empty_test": _empty_test, "pointer": _pointer, "service_flag": _service_flag, "tls_flag": _tls_flag,
          "singleton_lazy": _singleton_lazy, "atomic_flag": _atomic_flag, "request_local": _request_local,
          "future": _future}
