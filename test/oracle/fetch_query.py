"""The query in C++: how its text is built, what is bound where, which part of SQLite's interface runs it, and in which
function. emit_query() gives the handler's statements; for reads they declare `rows`."""

from __future__ import annotations

import re

from cpp import Lines, Source, block, indent, literal
from fetch_names import FetchNames, Hole
from fetch_sql import statement

_PARAMETERS = {"id": "id", "id2": "second", "me": "owner", "tenant": "tenant", "q": "text", "share": "share"}


def emit_query(case: dict, names: FetchNames, out: Source) -> Lines:
    """Statements of the handler; helpers and constants go to `out`."""
    text, tail = statement(case)
    _emit_api(case, names, out)
    holes = names.holes()
    used = list(dict.fromkeys(re.findall(r"\{(\w+)\}", text + tail)))
    layer = case["q.layer"]
    if layer == "inline":
        return _run(case, names, out, text, tail, holes)
    inside = {n: Hole(n, _PARAMETERS[n], holes[n].is_number) for n in used}
    if layer == "scoped_repository":
        return _scoped_repository(case, names, out, text, holes, inside, used)
    body = _run(case, names, out, text, tail, inside)
    return _outlined(case, names, out, body, [holes[n] for n in used])


def _is_read(case: dict) -> bool:
    return case["kind"] in ("select", "search")


def _result(case: dict, names: FetchNames) -> str:
    return f"std::vector<{names.row}>" if _is_read(case) else "void"


def _outlined(case: dict, names: FetchNames, out: Source, body: Lines, used: list[Hole]) -> Lines:
    """The query in a function or a method."""
    params = ", ".join(f"{h.type}{'' if h.type.endswith('&') else ' '}{_PARAMETERS[h.name]}" for h in used)
    args = ", ".join(h.expression for h in used)
    head = "const auto rows = " if _is_read(case) and case["g.kind"] not in ("erase_if",) else \
        "auto rows = " if _is_read(case) else ""
    tail = ["return rows;"] if _is_read(case) else []
    result = _result(case, names)
    if case["q.layer"] == "repository":
        out.main += ["class Repository {", "public:", *indent(block(f"{result} find({params}) const", body + tail)),
                     "};"]
        return ["const Repository repository;", f"{head}repository.find({args});"]
    if case["q.layer"] == "cross":
        out.header.append(f"{result} runQuery({params});")
    (out.other if case["q.layer"] == "cross" else out.main).extend(block(f"{result} runQuery({params})", body + tail))
    return [f"{head}runQuery({args});"]


def _scoped_repository(case, names: FetchNames, out: Source, text: str, holes, inside, used) -> Lines:
    """A repository that is made for one owner."""
    inside["me"] = Hole("me", "owner_", inside["me"].is_number)
    others = [holes[n] for n in used if n != "me"]
    body = _run(case, names, out, text, "", inside) + (["return rows;"] if _is_read(case) else [])
    params = ", ".join(f"{h.type}{'' if h.type.endswith('&') else ' '}{_PARAMETERS[h.name]}" for h in others)
    kind = names.id_type
    out.main += ["class Repository {", "public:",
                 f"  explicit Repository({kind} owner) : owner_(std::move(owner)) {{}}",
                 *indent(block(f"{_result(case, names)} find({params}) const", body)), "", "private:",
                 f"  {kind} owner_;", "};"]
    head = "auto rows = " if _is_read(case) else ""
    return [f"const Repository repository({holes['me'].expression});",
            f"{head}repository.find({', '.join(h.expression for h in others)});"]


# ---------------------------------------------------------------- text and parameters

def _run(case: dict, names: FetchNames, out: Source, text: str, tail: str, holes: dict) -> Lines:
    """Builds the text, binds, runs."""
    style = case["q.bind"]
    if style in ("qmark", "numbered", "named"):
        built, bound = _placeholders(style, text)
        lines = _text_lines(case, out, built)
    else:
        lines, bound = _INLINE[style](text, holes)
        if case["q.text"] == "appended" and style in ("concat", "mixed"):
            lines = _split_append(lines)
    if tail:
        lines, bound = _conditional(case, names, lines, bound, tail, holes)
    return lines + _API[case["q.api"]](case, names, bound, holes)


def _placeholders(style: str, text: str) -> tuple[str, list]:
    """The text with placeholders, and [(placeholder position or name, hole, condition)]."""
    bound: list = []

    def put(match) -> str:
        name = match.group(1)
        if style == "qmark":
            bound.append((len(bound) + 1, name, None))
            return "?"
        known = next((b for b in bound if b[1] == name), None)
        if style == "numbered":
            known = known or (len(bound) + 1, name, None)
        else:
            known = known or (":" + _PARAMETERS[name], name, None)
        if known not in bound:
            bound.append(known)
        return f"?{known[0]}" if style == "numbered" else known[0]

    return re.sub(r"\{(\w+)\}", put, text), bound


def _text_lines(case: dict, out: Source, text: str) -> Lines:
    """Where a constant text stands."""
    where = case["q.text"]
    if where == "global_const":
        home = out.other if case["q.layer"] == "cross" else out.main
        home.append(f"const char *const kFind = {literal(text)};")
        return ["const std::string sql = kFind;"]
    if where == "cross_const":
        out.header.append("extern const char *const kFind;")
        out.other.append(f"const char *const kFind = {literal(text)};")
        return ["const std::string sql = kFind;"]
    if where == "raw_literal":
        return [f'const std::string sql = R"sql({text})sql";']
    head, where_word, rest = text.partition(" WHERE ")
    if where == "adjacent" and rest:
        return [f"const std::string sql = {literal(head)}", f"                        {literal(where_word + rest)};"]
    if where == "appended" and rest:
        return [f"std::string sql = {literal(head)};", f"sql += {literal(where_word + rest)};"]
    return [f"std::string sql = {literal(text)};"]


def _fragments(text: str) -> list[tuple[bool, str]]:
    """[(is a hole, text or name)]"""
    parts = re.split(r"\{(\w+)\}", text)
    return [(i % 2 == 1, part) for i, part in enumerate(parts) if part]


def _quoted(hole: Hole) -> tuple[str, str, str]:
    """What stands before, the expression, and what stands after."""
    return ("", f"std::to_string({hole.expression})", "") if hole.is_number else ("'", hole.expression, "'")


def _concatenated(text: str, holes: dict) -> str:
    pieces: list[str] = []
    for is_hole, part in _fragments(text):
        if not is_hole:
            pieces.append(literal(part))
            continue
        before, expression, after = _quoted(holes[part])
        pieces += ([literal(before)] if before else []) + [expression] + ([literal(after)] if after else [])
    return " + ".join(["std::string(" + pieces[0] + ")"] + pieces[1:])


def _concat(text: str, holes: dict) -> tuple[Lines, list]:
    return [f"std::string sql = {_concatenated(text, holes)};"], []


def _split_append(lines: Lines) -> Lines:
    """std::string sql = a + b + c; as sql = a; sql += b + c;"""
    head, plus, rest = lines[0].partition(" + ")
    if not plus:
        return lines
    return [head + ";", "sql += std::string() + " + rest]


def _mixed(text: str, holes: dict) -> tuple[Lines, list]:
    """The first hole concatenated, the others bound."""
    first, rest = re.match(r"(.*?\{\w+\})(.*)", text, re.S).groups() if "{" in text else (text, "")
    built, bound = _placeholders("qmark", rest)
    tail = f" + {literal(built)}" if built else ""
    return [f"std::string sql = {_concatenated(first, holes)}{tail};"], bound


def _format(text: str, holes: dict, number: str, string: str) -> tuple[str, list[Hole]]:
    form, used = "", []
    for is_hole, part in _fragments(text):
        if is_hole:
            form += number if holes[part].is_number else string
            used.append(holes[part])
        else:
            form += part.replace("%", "%%") if "%" in number else part
    return form, used


def _printf(text: str, holes: dict) -> tuple[Lines, list]:
    form, used = _format(text, holes, "%lld", "'%s'")
    args = "".join(f", static_cast<long long>({h.expression})" if h.is_number else f", {h.expression}.c_str()"
                   for h in used)
    return ["char sql[1024];", f"std::snprintf(sql, sizeof sql, {literal(form)}{args});"], []


def _fmt(text: str, holes: dict) -> tuple[Lines, list]:
    form, used = _format(text, holes, "{}", "'{}'")
    return [f"std::string sql = fmt::format({literal(form)}{''.join(', ' + h.expression for h in used)});"], []


def _stream(text: str, holes: dict) -> tuple[Lines, list]:
    parts = []
    for is_hole, part in _fragments(text):
        if not is_hole:
            parts.append(literal(part))
        elif holes[part].is_number:
            parts.append(holes[part].expression)
        else:
            parts += [literal("'"), holes[part].expression, literal("'")]
    return ["std::ostringstream words;", f"words << {' << '.join(parts)};", "std::string sql = words.str();"], []


def _mprintf(text: str, holes: dict) -> tuple[Lines, list]:
    form, used = _format(text, holes, "%lld", "%Q")
    args = "".join(f", static_cast<sqlite3_int64>({h.expression})" if h.is_number else f", {h.expression}.c_str()"
                   for h in used)
    return [f"char *printed = sqlite3_mprintf({literal(form)}{args});", "std::string sql = printed;",
            "sqlite3_free(printed);"], []


_INLINE = {"concat": _concat, "mixed": _mixed, "printf": _printf, "fmt": _fmt, "stream": _stream, "mprintf": _mprintf}


def _conditional(case, names: FetchNames, lines: Lines, bound: list, tail: str, holes) -> tuple[Lines, list]:
    """The owner test is appended under a condition."""
    condition = f"!{names.read('admin')}" if case["q.when"] == "unless_admin" else f"{names.req}.{names.flag}"
    if case["q.bind"] == "qmark":
        built, _ = _placeholders("qmark", tail)
        return lines + [f"if ({condition})", f"  sql += {literal(built)};"], bound + [(len(bound) + 1, "me", condition)]
    return lines + [f"if ({condition})", f"  sql += {_concatenated(tail, holes)};"], bound


# ---------------------------------------------------------------- interfaces of SQLite

def _sql_pointer(case: dict) -> str:
    return "sql" if case["q.bind"] == "printf" else "sql.c_str()"


def _column(kind: str, index: int) -> str:
    if kind == "std::int64_t":
        return f"sqlite3_column_int64(statement, {index})"
    return f"reinterpret_cast<const char *>(sqlite3_column_text(statement, {index}))"


def _row_value(names: FetchNames) -> str:
    kinds = ["std::int64_t"] + ([names.id_type] if names.has_owner else []) + ["std::string"]
    return f"{names.row}{{{', '.join(_column(k, i) for i, k in enumerate(kinds))}}}"


def _bind_raw(slot, hole: Hole) -> str:
    at = str(slot) if isinstance(slot, int) else f'sqlite3_bind_parameter_index(statement, "{slot}")'
    if hole.is_number:
        return f"sqlite3_bind_int64(statement, {at}, {hole.expression});"
    return f"sqlite3_bind_text(statement, {at}, {hole.expression}.c_str(), -1, SQLITE_TRANSIENT);"


def _with(condition: str | None, line: str) -> Lines:
    return [f"if ({condition})", "  " + line] if condition else [line]


def _raw(case, names, bound, holes) -> Lines:
    lines = ["sqlite3_stmt *statement = nullptr;",
             f"sqlite3_prepare_v2(server::db(), {_sql_pointer(case)}, -1, &statement, nullptr);"]
    for slot, hole, condition in bound:
        lines += _with(condition, _bind_raw(slot, holes[hole]))
    if _is_read(case):
        lines = [f"std::vector<{names.row}> rows;"] + lines
        lines += ["while (sqlite3_step(statement) == SQLITE_ROW)", f"  rows.push_back({_row_value(names)});"]
    else:
        lines.append("sqlite3_step(statement);")
    return lines + ["sqlite3_finalize(statement);"]


def _wrapper(case, names, bound, holes) -> Lines:
    lines = ["Statement query(server::db(), sql);"]
    for slot, hole, condition in bound:
        at = slot if isinstance(slot, int) else literal(slot)
        lines += _with(condition, f"query.bind({at}, {holes[hole].expression});")
    if not _is_read(case):
        return lines + ["query.step();"]
    owner = [f"query.{'integer' if names.id_is_int else 'text'}(1)"] if names.has_owner else []
    values = ", ".join(["query.integer(0)", *owner, f"query.text({1 + len(owner)})"])
    return [f"std::vector<{names.row}> rows;", *lines, "while (query.step())",
            f"  rows.push_back({names.row}{{{values}}});"]


def _exec_callback(case, names, bound, holes) -> Lines:
    if not _is_read(case):
        return [f"sqlite3_exec(server::db(), {_sql_pointer(case)}, nullptr, nullptr, nullptr);"]
    return [f"std::vector<{names.row}> rows;",
            f"sqlite3_exec(server::db(), {_sql_pointer(case)}, collect, &rows, nullptr);"]


def _helper(case, names, bound, holes) -> Lines:
    lines = ["std::vector<std::string> params;"]
    for _, hole, condition in bound:
        lines += _with(condition, f"params.push_back({holes[hole].text});")
    return lines + (["auto rows = runSql(sql, params);"] if _is_read(case) else ["runSql(sql, params);"])


_API = {"raw": _raw, "wrapper": _wrapper, "exec_callback": _exec_callback, "helper": _helper}


def _emit_api(case: dict, names: FetchNames, out: Source) -> None:
    """What the chosen interface needs before the query; in the header, as the query may be in either unit."""
    if case["q.api"] == "wrapper":
        out.header += _STATEMENT
    if case["q.api"] == "exec_callback" and _is_read(case):
        owner = [names.id_is_int and "std::stoll(values[1])" or "values[1]"] if names.has_owner else []
        values = ", ".join(["std::stoll(values[0])", *owner, f"values[{1 + len(owner)}]"])
        out.header += block("inline int collect(void *out, int, char **values, char **)",
                            [f"static_cast<std::vector<{names.row}> *>(out)->push_back({names.row}{{{values}}});",
                             "return 0;"])
    if case["q.api"] == "helper":
        row = f"rows.push_back({_row_value(names)});" if _is_read(case) else "continue;"
        body = [f"std::vector<{names.row}> rows;", "sqlite3_stmt *statement = nullptr;",
                "sqlite3_prepare_v2(server::db(), sql.c_str(), -1, &statement, nullptr);", "int at = 0;",
                "for (const std::string &param : params)",
                "  sqlite3_bind_text(statement, ++at, param.c_str(), -1, SQLITE_TRANSIENT);",
                "while (sqlite3_step(statement) == SQLITE_ROW)", "  " + row, "sqlite3_finalize(statement);",
                "return rows;"]
        out.header += block(f"inline std::vector<{names.row}> runSql(const std::string &sql, "
                            "const std::vector<std::string> &params)", body)


_STATEMENT = """class Statement {
public:
  Statement(sqlite3 *database, const std::string &sql) {
    sqlite3_prepare_v2(database, sql.c_str(), -1, &statement_, nullptr);
  }
  Statement(const Statement &) = delete;
  Statement &operator=(const Statement &) = delete;
  ~Statement() { sqlite3_finalize(statement_); }
  void bind(int at, std::int64_t value) { sqlite3_bind_int64(statement_, at, value); }
  void bind(int at, const std::string &value) {
    sqlite3_bind_text(statement_, at, value.c_str(), -1, SQLITE_TRANSIENT);
  }
  template <class T> void bind(const char *name, const T &value) {
    bind(sqlite3_bind_parameter_index(statement_, name), value);
  }
  bool step() { return sqlite3_step(statement_) == SQLITE_ROW; }
  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  std::string text(int column) const {
    return reinterpret_cast<const char *>(sqlite3_column_text(statement_, column));
  }

private:
  sqlite3_stmt *statement_ = nullptr;
};
""".split("\n")
