"""Who is turned away, and where: before the query, at each row, on the whole list, after the answer was written."""

from __future__ import annotations

from cpp import Lines, Source, block
from fetch_names import FetchNames
from fetch_sql import OWNED


def owner_of(case: dict, names: FetchNames) -> Lines:
    """ownerOf(): whose a row is."""
    column, is_int = OWNED[case["t.table"]], names.id_is_int
    found = "sqlite3_column_int64(statement, 0)" if is_int else \
        "reinterpret_cast<const char *>(sqlite3_column_text(statement, 0))"
    sql = f"SELECT {column} FROM {case['t.table']} WHERE id = ?"
    return block(f"{names.id_type} ownerOf(std::int64_t id)",
                 ["sqlite3_stmt *statement = nullptr;",
                  f'sqlite3_prepare_v2(server::db(), "{sql}", -1, &statement, nullptr);',
                  "sqlite3_bind_int64(statement, 1, id);", f"{names.id_type} owner{{}};",
                  "if (sqlite3_step(statement) == SQLITE_ROW)", f"  owner = {found};", "sqlite3_finalize(statement);",
                  "return owner;"])


def owns_invoice(names: FetchNames) -> Lines:
    """ownsInvoice(): whether an invoice is somebody's."""
    kind = "std::int64_t " if names.id_is_int else "const std::string &"
    bind = "sqlite3_bind_int64(statement, 2, who);" if names.id_is_int else \
        "sqlite3_bind_text(statement, 2, who.c_str(), -1, SQLITE_TRANSIENT);"
    sql = "SELECT 1 FROM invoices WHERE id = ? AND user_id = ?"
    return block(f"bool ownsInvoice(std::int64_t invoice, {kind}who)",
                 ["sqlite3_stmt *statement = nullptr;",
                  f'sqlite3_prepare_v2(server::db(), "{sql}", -1, &statement, nullptr);',
                  "sqlite3_bind_int64(statement, 1, invoice);", bind,
                  "const bool found = sqlite3_step(statement) == SQLITE_ROW;", "sqlite3_finalize(statement);",
                  "return found;"])


def before_lines(case: dict, names: FetchNames) -> Lines:
    """Checks before the query."""
    me = names.read("id")
    condition = {"admin_gate": f"!{names.read('admin')}",
                 "authenticated_only": f"{me} == 0" if names.id_is_int else f"{me}.empty()",
                 "prefetch_owner": f"ownerOf({names.row_id()}) != {me}",
                 "prefetch_parent": f"!ownsInvoice({names.row_id()}, {me})",
                 "prefetch_other_parent": f"!ownsInvoice({names.req}.otherId, {me})",
                 "prefetch_other": f"ownerOf({names.req}.otherId) != {me}"}.get(case["g.kind"])
    return [f"if ({condition})", "  " + names.refuse("403")] if condition else []


def row_list_lines(case: dict, names: FetchNames) -> Lines:
    """Filters of the whole list; with copy_if `rows` is renamed before."""
    me, field = names.read("id"), names.owner_field
    if case["g.kind"] == "erase_if":
        return [f"std::vector<{names.row}> kept = rows;",
                f"std::erase_if(kept, [&](const {names.row} &row) {{ return row.{field} != {me}; }});"]
    if case["g.kind"] == "copy_if":
        return [f"std::vector<{names.row}> kept;",
                "std::copy_if(rows.begin(), rows.end(), std::back_inserter(kept),",
                f"             [&](const {names.row} &row) {{ return row.{field} == {me}; }});"]
    return []


def listed(case: dict) -> str:
    """The list that is answered."""
    return "kept" if case["g.kind"] in ("erase_if", "copy_if") else "rows"


def each_row(case: dict, names: FetchNames, out: Source, write: str) -> Lines:
    """The body of the loop over the rows."""
    me, owner = names.read("id"), f"row.{names.owner_field}"
    no, kind = "  " + names.refuse("403"), case["g.kind"]
    if kind in ("helper", "helper_cross", "helper_throws", "status_enum", "optional", "result_struct", "require_row"):
        return _by_helper(case, names, out, write)
    before = {"compare_return": [f"if ({owner} != {me})", no],
              "compare_continue": [f"if ({owner} != {me})", "  continue;"],
              "compare_inverted": [f"if ({owner} == {me})", no],
              "de_morgan": [f"if (!({owner} == {me} && row.id > 0))", no],
              "weak_and": [f"if ({owner} != {me} && !{names.req}.{names.flag})", no],
              "logged": [f"if ({owner} != {me})", '  server::logLine("row of another user");'],
              "self_compare": [f"if ({owner} != {owner})", no],
              "claimed_compare": [f"if ({owner} != {names.req}.{names.owner_word})", no],
              "admin_or_owner": [f"if (!{names.read('admin')} && {owner} != {me})", no]}.get(kind, [])
    after = [f"if ({owner} != {me})", no] if kind == "after_response" else []
    return before + [write] + after


def _by_helper(case: dict, names: FetchNames, out: Source, write: str) -> Lines:
    """The check is a function of the user and the row."""
    params = f"const {names.type} &u_, const {names.row} &row"
    own, kind = f"row.{names.owner_field} == {names.read('id', 'u_')}", case["g.kind"]
    no, user = "  " + names.refuse("403"), names.user
    if kind in ("helper", "helper_cross"):
        if kind == "helper_cross":
            out.header.append(f"bool owns({params});")
        (out.other if kind == "helper_cross" else out.main).extend(block(f"bool owns({params})", [f"return {own};"]))
        return [f"if (!owns({user}, row))", no, write]
    if kind == "helper_throws":
        out.main += block(f"void requireOwner({params})",
                          [f"if (!({own}))", '  throw std::runtime_error("not the owner");'])
        return [f"requireOwner({user}, row);", write]
    if kind == "require_row":
        out.main += block(f"const {names.row} &required({params})",
                          [f"if (!({own}))", '  throw std::runtime_error("not the owner");', "return row;"])
        return [write.replace("row.body", f"required({user}, row).body")]
    if kind == "result_struct":
        out.main += ["struct Checked {", "  bool ok = false;", f"  {names.row} value;", "};"]
        out.main += block(f"Checked checked({params})", [f"if (!({own}))", "  return {};", "return {true, row};"])
        return [f"const Checked found = checked({user}, row);", "if (!found.ok)", no,
                write.replace("row.body", "found.value.body")]
    if kind == "status_enum":
        out.main += ["enum class Access { Allowed, Denied };"]
        out.main += block(f"Access accessOf({params})", [f"return {own} ? Access::Allowed : Access::Denied;"])
        return [f"if (accessOf({user}, row) != Access::Allowed)", no, write]
    out.main += block(f"std::optional<{names.row}> ifOwned({params})",
                      [f"if ({own})", "  return row;", "return std::nullopt;"])
    return [f"const auto owned = ifOwned({user}, row);", "if (!owned)", no, write.replace("row.body", "owned->body")]

