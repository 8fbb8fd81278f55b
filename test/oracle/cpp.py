"""Small helpers that write C++ text. A Source collects what one case puts into the header and the two units."""

from __future__ import annotations

from dataclasses import dataclass, field

Lines = list[str]


@dataclass
class Source:
    """Where one case's lines go: the shared header, the unit of the handlers (late: after the handler), the unit of the
    helpers, the driver."""

    header: Lines = field(default_factory=list)
    main: Lines = field(default_factory=list)
    late: Lines = field(default_factory=list)
    other: Lines = field(default_factory=list)
    driver: Lines = field(default_factory=list)


def indent(lines: Lines, by: int = 1) -> Lines:
    """The lines moved right by that many steps."""
    return ["  " * by + line if line else line for line in lines]


def block(head: str, body: Lines, tail: str = "}") -> Lines:
    """A braced block: head, indented body, tail."""
    return [head + " {", *indent(body), tail]


def literal(text: str) -> str:
    """A C++ string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@dataclass(frozen=True)
class Piece:
    """One part of a text: a std::string expression, the same value unconverted, and whether it names somebody."""

    atom: str
    text: str
    raw: str
    is_text: bool = True
    personal: bool = True


def build_text(shape: str, target: str, pieces: list[Piece], builder: str) -> Lines:
    """Statements that declare `target` as the pieces joined by colons, in the manner of `shape`."""
    writer = _SHAPES[shape]
    return writer(target, pieces, builder)


def _concat(target, pieces, _):
    joined = ' + ":" + '.join(p.text for p in pieces)
    return [f"std::string {target} = {joined};"]


def _glued(target, pieces, _):
    return [f"std::string {target} = {' + '.join(p.text for p in pieces)};"]


def _append(target, pieces, _):
    lines = [f"std::string {target};", f"{target}.reserve(64);", f"{target} += {pieces[0].text};"]
    for piece in pieces[1:]:
        lines += [f"{target} += ':';", f"{target}.append({piece.text});"]
    return lines


def _stream(target, pieces, _):
    joined = " << ':' << ".join(p.raw for p in pieces)
    return [f"std::ostringstream {target}Stream;", f"{target}Stream << {joined};",
            f"std::string {target} = {target}Stream.str();"]


def _printf(target, pieces, _):
    form = ":".join("%s" if p.is_text else "%ld" for p in pieces)
    args = ", ".join(f"{p.text}.c_str()" if p.is_text else f"static_cast<long>({p.raw})" for p in pieces)
    return [f"char {target}Buffer[256];",
            f"std::snprintf({target}Buffer, sizeof {target}Buffer, {literal(form)}, {args});",
            f"std::string {target}({target}Buffer);"]


def _fmt(target, pieces, _):
    form = ":".join("{}" for _ in pieces)
    return [f"std::string {target} = fmt::format({literal(form)}, {', '.join(p.raw for p in pieces)});"]


def _join(target, pieces, _):
    items = ", ".join(p.text for p in pieces)
    return [f"const std::vector<std::string> {target}Parts{{{items}}};", f"std::string {target};",
            *block(f"for (const std::string &part : {target}Parts)", [f"{target} += part;", f"{target} += ':';"])]


def _builder(target, pieces, builder):
    chain = "".join(f".add({p.text})" for p in pieces)
    return [f"std::string {target} = {builder}(){chain}.str();"]


def _jsonish(target, pieces, builder):
    lines = [f"{builder} {target}Doc;"]
    lines += [f"{target}Doc.set({literal('f' + str(i))}, {p.text});" for i, p in enumerate(pieces)]
    return lines + [f"std::string {target} = {target}Doc.str();"]


def _loop(target, pieces, _):
    joined = ' + "," + '.join(p.text for p in pieces)
    return [f"std::string {target};", *block("for (int row = 0; row < 3; ++row)",
                                            [f"{target} += std::to_string(row) + {joined};"])]


def _transform(target, pieces, _):
    joined = ' + "," + '.join(p.text for p in pieces)
    return [f"std::vector<int> {target}Rows{{1, 2, 3}};", f"std::vector<std::string> {target}Cells;",
            f"std::transform({target}Rows.begin(), {target}Rows.end(), std::back_inserter({target}Cells),",
            f"               [&](int row) {{ return std::to_string(row) + {joined}; }});",
            f"std::string {target};",
            *block(f"for (const std::string &cell : {target}Cells)", [f"{target} += cell;"])]


_SHAPES = {"concat": _concat, "glued": _glued, "append": _append, "stream": _stream,
           "printf": _printf, "fmt": _fmt, "join": _join, "builder": _builder, "jsonish": _jsonish, "loop": _loop,
           "transform": _transform}


def builder_class(name: str) -> Lines:
    """A fluent text builder, one per case."""
    return [f"class {name} {{", "public:",
            f"  {name} &add(const std::string &part) {{ text_ += part; text_ += ':'; return *this; }}",
            f"  {name} &set(const std::string &field, const std::string &part) {{",
            "    text_ += '\"' + field + \"\\\":\\\"\" + part + \"\\\",\";", "    return *this;", "  }",
            "  std::string str() const { return text_; }", "", "private:", "  std::string text_;", "};", ""]
