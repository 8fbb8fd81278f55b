"""One helper between the handler and the place where the value is made: a function, a lambda, a virtual call, an
object, an out-parameter and so on. emit_layer() writes its definition and says how it is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

from cpp import Lines, Source, block, indent


@dataclass(frozen=True)
class Signature:
    """The parameters that all helpers of a case share: (type, name inside, expression in the handler)."""

    params: tuple
    personal: str  # an expression inside the helper that names the user, or a constant if none of hers is passed

    @property
    def text(self) -> str:
        return ", ".join(f"{t}{n}" if t.endswith("&") else f"{t} {n}" for t, n, _ in self.params)

    @property
    def types(self) -> str:
        return ", ".join(t.strip() for t, _, _ in self.params)

    @property
    def generic(self) -> str:
        return ", ".join(f"const auto &{n}" for _, n, _ in self.params)

    @property
    def arguments(self) -> str:
        return ", ".join(e for _, _, e in self.params)

    @property
    def forwarded(self) -> str:
        return ", ".join(n for _, n, _ in self.params)

    @property
    def members(self) -> list[tuple[str, str]]:
        return [(t.replace("const ", "").replace("&", "").strip(), n) for t, n, _ in self.params]


@dataclass(frozen=True)
class Layer:
    """A helper that exists; call(target, arguments) are the statements that declare `target` with its result."""

    call: Callable[[str, str], Lines]


@dataclass
class _Site:
    """Where a helper's text goes, and what its body is."""

    types: Lines
    decls: Lines | None
    defs: Lines
    name: str
    sig: Signature
    body: Lines


def emit_layer(out: Source, style: str, name: str, sig: Signature, inner: Lines, home: Lines,
               shares_header: bool) -> Layer:
    """Writes one helper whose body runs `inner` (which declares `text`); its definition goes to `home`."""
    types = out.header if shares_header else out.main
    decls = out.header if shares_header else None
    site = _Site(types, decls, home, name, sig, inner)
    return _STYLES[style](site)


def _function(site: _Site, result: str, params: str, tail: Lines, name: str | None = None) -> None:
    """A free function, declared in the header when units share it."""
    head = f"{result}{'' if result.endswith('&') else ' '}{name or site.name}({params})"
    if site.decls is not None:
        site.decls.append(head + ";")
    site.defs += block(head, site.body + tail)


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]


def _ret(s: _Site) -> Layer:
    _function(s, "std::string", s.sig.text, ["return text;"])
    return Layer(lambda t, a: [f"std::string {t} = {s.name}({a});"])


def _local(s: _Site) -> Layer:
    _function(s, "std::string", s.sig.text, ["const std::string copy = text;", "return copy;"])
    return Layer(lambda t, a: [f"const std::string &{t}Ref = {s.name}({a});", f"std::string {t} = {t}Ref;"])


def _out_ref(s: _Site) -> Layer:
    _function(s, "void", s.sig.text + ", std::string &result", ["result = text;"])
    return Layer(lambda t, a: [f"std::string {t};", f"{s.name}({a}, {t});"])


def _out_ptr(s: _Site) -> Layer:
    _function(s, "bool", s.sig.text + ", std::string *result", ["if (result)", "  *result = text;", "return true;"])
    return Layer(lambda t, a: [f"std::string {t};", f"if (!{s.name}({a}, &{t}))", f'  {t} = "unavailable";'])


def _optional(s: _Site) -> Layer:
    _function(s, "std::optional<std::string>", s.sig.text,
              ["if (text.empty())", "  return std::nullopt;", "return text;"])
    return Layer(lambda t, a: [f"const auto {t}Maybe = {s.name}({a});",
                               f'std::string {t} = {t}Maybe.value_or("unavailable");'])


def _struct(s: _Site) -> Layer:
    kind = _capital(s.name) + "Result"
    s.types += [f"struct {kind} {{", "  int status = 200;", "  std::string text;", "};"]
    _function(s, kind, s.sig.text, [f"{kind} made;", "made.text = text;", "return made;"])
    return Layer(lambda t, a: [f"const {kind} {t}Result = {s.name}({a});", f"std::string {t} = {t}Result.text;"])


def _pair(s: _Site) -> Layer:
    _function(s, "std::pair<int, std::string>", s.sig.text, ["return {200, text};"])
    return Layer(lambda t, a: [f"auto [{t}Code, {t}Body] = {s.name}({a});", f"std::string {t} = {t}Body;"])


def _lambda(s: _Site) -> Layer:
    def call(t: str, a: str) -> Lines:
        return [*block(f"auto {s.name} = []({s.sig.text}) -> std::string", s.body + ["return text;"], "};"),
                f"std::string {t} = {s.name}({a});"]
    return Layer(call)


def _std_function(s: _Site) -> Layer:
    _function(s, "std::string", s.sig.text, ["return text;"])
    return Layer(lambda t, a: [f"const std::function<std::string({s.sig.types})> {t}Make = &{s.name};",
                               f"std::string {t} = {t}Make({a});"])


def _fnptr(s: _Site) -> Layer:
    _function(s, "std::string", s.sig.text, ["return text;"])
    return Layer(lambda t, a: [f"std::string (*{t}Make)({s.sig.types}) = &{s.name};",
                               f"std::string {t} = {t}Make({a});"])


def _bind(s: _Site) -> Layer:
    _function(s, "std::string", s.sig.text, ["return text;"])
    return Layer(lambda t, a: [f"const auto {t}Bound = std::bind(&{s.name}, {a});", f"std::string {t} = {t}Bound();"])


def _callback(s: _Site) -> Layer:
    _function(s, "void", s.sig.text + ", const std::function<void(const std::string &)> &emit", ["emit(text);"])
    return Layer(lambda t, a: [f"std::string {t};",
                               f"{s.name}({a}, [&](const std::string &piece) {{ {t} += piece; }});"])


def _virtual(s: _Site) -> Layer:
    base, used, plain = _capital(s.name) + "View", _capital(s.name) + "Page", _capital(s.name) + "Blank"
    s.types += [f"struct {base} {{", f"  virtual ~{base}() = default;",
                f"  virtual std::string draw({s.sig.text}) const = 0;", "};"]
    s.types.append(f"std::unique_ptr<{base}> make{base}(bool blank);")
    s.defs += [f"struct {used} : {base} {{",
               *indent(block(f"std::string draw({s.sig.text}) const override", s.body + ["return text;"])), "};"]
    s.defs += [f"struct {plain} : {base} {{",
               *indent(block(f"std::string draw({s.sig.types}) const override", ['return "blank";'])), "};"]
    s.defs += block(f"std::unique_ptr<{base}> make{base}(bool blank)",
                    ["if (blank)", f"  return std::make_unique<{plain}>();", f"return std::make_unique<{used}>();"])
    return Layer(lambda t, a: [f"const std::unique_ptr<{base}> {t}View = make{base}(false);",
                               f"std::string {t} = {t}View->draw({a});"])


def _virtual_unused(s: _Site) -> Layer:
    """The program never makes the override that would show the user."""
    base, used, test_double = _capital(s.name) + "View", _capital(s.name) + "Page", _capital(s.name) + "Echo"
    shown = f"return {s.sig.personal};"
    s.types += [f"class {base} {{", "public:", f"  virtual ~{base}() = default;",
                f"  virtual std::string draw({s.sig.text}) const = 0;", "};"]
    s.types.append(f"const {base} &shared{base}();")
    s.defs += [f"class {used} final : public {base} {{", "public:",
               *indent(block(f"std::string draw({s.sig.text}) const override", s.body + ["return text;"])), "};"]
    s.defs += [f"class {test_double} final : public {base} {{", "public:",
               *indent(block(f"std::string draw({s.sig.text}) const override", [shown])), "};"]
    s.defs += block(f"const {base} &shared{base}()", [f"static const {used} page;", "return page;"])
    return Layer(lambda t, a: [f"std::string {t} = shared{base}().draw({a});"])


def _template(s: _Site) -> Layer:
    s.types += block(f"inline std::string {s.name}({s.sig.generic})", s.body + ["return text;"])
    return Layer(lambda t, a: [f"std::string {t} = {s.name}({a});"])


def _method(s: _Site) -> Layer:
    kind = _capital(s.name) + "Page"
    inits = ", ".join(f"{n}({n})" for _, n in s.sig.members)
    s.types += [f"class {kind} {{", "public:", f"  explicit {kind}({s.sig.text}) : {inits} {{}}",
                "  std::string draw() const;", "", "private:"]
    s.types += [f"  {t} {n};" for t, n in s.sig.members] + ["};"]
    s.defs += block(f"std::string {kind}::draw() const", s.body + ["return text;"])
    return Layer(lambda t, a: [f"const {kind} {t}Page({a});", f"std::string {t} = {t}Page.draw();"])


def _static_method(s: _Site) -> Layer:
    kind = _capital(s.name) + "Pages"
    s.types += [f"struct {kind} {{",
                *indent(block(f"static std::string draw({s.sig.text})", s.body + ["return text;"])), "};"]
    return Layer(lambda t, a: [f"std::string {t} = {kind}::draw({a});"])


def _smartptr(s: _Site) -> Layer:
    kind = _capital(s.name) + "Doc"
    s.types += [f"struct {kind} {{", "  std::string text;", "};"]
    _function(s, f"std::shared_ptr<{kind}>", s.sig.text,
              [f"auto made = std::make_shared<{kind}>();", "made->text = std::move(text);", "return made;"])
    return Layer(lambda t, a: [f"const auto {t}Doc = {s.name}({a});", f"std::string {t} = {t}Doc->text;"])


def _recursion(s: _Site) -> Layer:
    again = ["if (retries > 0)", f"  return {s.name}({s.sig.forwarded}, retries - 1);"]
    head = f"std::string {s.name}({s.sig.text}, int retries)"
    if s.decls is not None:
        s.decls.append(head + ";")
    s.defs += block(head, again + s.body + ["return text;"])
    return Layer(lambda t, a: [f"std::string {t} = {s.name}({a}, 2);"])


def _operator(s: _Site) -> Layer:
    kind = _capital(s.name) + "Maker"
    s.types += [f"struct {kind} {{", f"  std::string operator()({s.sig.text}) const;", "};"]
    s.defs += block(f"std::string {kind}::operator()({s.sig.text}) const", s.body + ["return text;"])
    return Layer(lambda t, a: [f"const {kind} {t}Maker;", f"std::string {t} = {t}Maker({a});"])


def _visitor(s: _Site) -> Layer:
    _function(s, "std::variant<int, std::string>", s.sig.text, ["if (text.empty())", "  return 404;", "return text;"])
    return Layer(lambda t, a: [f"const auto {t}Any = {s.name}({a});", f"std::string {t};",
                               f"if (const auto *words = std::get_if<std::string>(&{t}Any))", f"  {t} = *words;"])


def _builder_object(s: _Site) -> Layer:
    kind = _capital(s.name) + "Sheet"
    s.types += [f"class {kind} {{", "public:",
                f"  {kind} &line(const std::string &words) {{ body_ += words + \"\\n\"; return *this; }}",
                "  std::string str() const { return body_; }", "", "private:", "  std::string body_;", "};"]
    _function(s, "std::string", s.sig.text, ["return text;"])
    return Layer(lambda t, a: [f"{kind} {t}Sheet;", f'{t}Sheet.line("page").line({s.name}({a}));',
                               f"std::string {t} = {t}Sheet.str();"])


_STYLES = {"ret": _ret, "local": _local, "out_ref": _out_ref, "out_ptr": _out_ptr, "optional": _optional,
           "struct": _struct, "pair": _pair, "lambda": _lambda, "std_function": _std_function, "callback": _callback,
           "virtual": _virtual, "virtual_unused": _virtual_unused, "template": _template, "fnptr": _fnptr,
           "method": _method, "static_method": _static_method, "smartptr": _smartptr, "recursion": _recursion,
           "bind": _bind, "operator": _operator, "visitor": _visitor, "builder_object": _builder_object}
