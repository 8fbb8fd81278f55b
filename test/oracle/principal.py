"""Who asks: the principal's type, the request's type, the entry that ties them, and the words for all of it."""

from __future__ import annotations

from cpp import Lines, Piece, Source, block, indent

# Type and the names of its id, tenant, name, role and admin field. Two people may have one name: it is never called
# like a login ("userName"), which a reader may take for unique.
TYPES = (
    ("User", "id", "tenant", "name", "role", "admin"),
    ("Customer", "customerNo", "orgId", "displayName", "tier", "isStaff"),
    ("Account", "accountId", "organization", "ownerName", "role", "isAdmin"),
    ("Member", "memberId", "orgId", "nick", "rank", "moderator"),
    ("Session", "userId", "tenantId", "nickname", "roleName", "isAdmin"),
    ("Viewer", "uid", "tenant", "fullName", "role", "privileged"),
    ("Principal", "subject", "realm", "commonName", "role", "superuser"),
    ("Identity", "userId", "company", "fullName", "role", "elevated"),
    ("Subscriber", "subscriberId", "tenantId", "name", "role", "staff"),
    ("Employee", "employeeId", "companyId", "name", "role", "manager"),
    ("AuthUser", "uid", "tenant_id", "display_name", "role", "is_admin"),
    ("Student", "studentId", "schoolId", "name", "role", "teacher"),
)
# Names of the principal, the request, its type, the query, the flag, the number.
WORDS = (
    ("user", "req", "Request", "query", "verbose", "page"),
    ("caller", "request", "HttpRequest", "path", "compact", "limit"),
    ("who", "in", "Inbound", "topic", "preview", "size"),
    ("viewer", "r", "Query", "item", "detailed", "offset"),
    ("me", "rq", "Call", "sku", "refresh", "count"),
    ("principal", "msg", "Message", "route", "pretty", "depth"),
)
ATOMS = ("id", "tenant", "name", "role", "admin")


class Names:
    """The words of one case, and expressions for what can be read from its request and principal."""

    def __init__(self, case):
        self.case = case
        self.type, *fields = TYPES[case["p.type"]]
        self.field_of = dict(zip(ATOMS, fields))
        self.user, self.req, self.req_type, self.query, self.flag, self.number = WORDS[case["p.words"]]
        self.is_getter = case["p.access"] == "getter"
        self.id_is_int = case["p.idtype"] == "int"
        self.id_type = "std::int64_t" if self.id_is_int else "std::string"

    def request_members(self) -> Lines:
        """The request's members, in the order of request_values()."""
        claimed = ["std::string claimedUser;"] if "claimed" in self.case["k.parts"] else []
        return [f"std::string {self.query};", f"bool {self.flag} = false;", f"int {self.number} = 0;",
                "std::string token;", *claimed]

    def request_values(self) -> str:
        """The driver's values for them."""
        claimed = ', "ku10001"' if "claimed" in self.case["k.parts"] else ""
        return "a.Query, a.Flag, a.Number, p.Token" + claimed

    def read(self, atom: str, user: str | None = None) -> str:
        """The principal's attribute as the program reads it."""
        return f"{user or self.user}.{self.field_of[atom]}" + ("()" if self.is_getter else "")

    def pieces(self, user: str | None = None, req: str | None = None) -> dict[str, Piece]:
        """Every atom that the handler can read, as text and raw."""
        req = req or self.req
        found = {"q": Piece("q", f"{req}.{self.query}", f"{req}.{self.query}", personal=False),
                 "token": Piece("token", f"{req}.token", f"{req}.token"),
                 "claimed": Piece("claimed", f"{req}.claimedUser", f"{req}.claimedUser"),
                 "handle": Piece("handle", "handle", "handle")}
        for atom in ("tenant", "name", "role"):
            found[atom] = Piece(atom, self.read(atom, user), self.read(atom, user))
        raw_id = self.read("id", user)
        found["id"] = Piece("id", f"std::to_string({raw_id})" if self.id_is_int else raw_id, raw_id,
                            is_text=not self.id_is_int)
        flag = self.read("admin", user)
        found["admin"] = Piece("admin", f'std::string({flag} ? "staff" : "plain")', f'({flag} ? "staff" : "plain")')
        return found

    def condition(self, name: str, user: str | None = None, req: str | None = None) -> str:
        """The condition of a conditional part."""
        req = req or self.req
        empty = f"{self.read('id', user)} != 0" if self.id_is_int else f"!{self.read('id', user)}.empty()"
        return {"flag": f"{req}.{self.flag}", "number": f"{req}.{self.number} > 1", "admin": self.read("admin", user),
                "nonempty": empty, "const_true": "kPersonalPages", "const_false": "kPersonalPages"}[name]


def emit_types(names: Names, out: Source) -> None:
    """The principal's and the request's types, and what stands between the request and the principal."""
    out.header += _principal_type(names) + _request_type(names)
    entry = names.case["p.entry"]
    if entry == "ctx":
        out.header += [f"struct Context {{", f"  {names.req_type} request;", f"  {names.type} {names.user};", "};", ""]
    if entry == "auth":
        out.header += [f"{names.type} authenticate(const std::string &token);", ""]
    if entry == "method_auth":
        out.header += ["class Sessions {", "public:", "  static Sessions &instance();",
                       f"  std::optional<{names.type}> find(const std::string &token) const;", "};", ""]


def _principal_type(names: Names) -> Lines:
    field, kind = names.field_of, names.id_type
    if not names.is_getter:
        start = " = 0" if names.id_is_int else ""
        return [f"struct {names.type} {{", f"  {kind} {field['id']}{start};", f"  std::string {field['tenant']};",
                f"  std::string {field['name']};", f"  std::string {field['role']};",
                f"  bool {field['admin']} = false;",
                "};", ""]
    members = [(kind, "id"), ("std::string", "tenant"), ("std::string", "name"), ("std::string", "role"),
               ("bool", "admin")]
    params = ", ".join(f"{t} {field[a]}" for t, a in members)
    inits = ", ".join(f"{field[a]}_(std::move({field[a]}))" for _, a in members)
    lines = [f"class {names.type} {{", "public:", f"  {names.type}({params})", f"      : {inits} {{}}"]
    for kind_of, atom in members:
        result = f"const {kind_of} &" if kind_of == "std::string" else kind_of + " "
        lines.append(f"  {result}{field[atom]}() const {{ return {field[atom]}_; }}")
    return lines + ["", "private:"] + [f"  {t} {field[a]}_;" for t, a in members] + ["};", ""]


def _request_type(names: Names) -> Lines:
    user = [f"{names.type} {names.user};"] if names.case["p.entry"] == "request" else []
    return [f"struct {names.req_type} {{", *indent(names.request_members() + user), "};", ""]


def entry_parameters(names: Names) -> str:
    """The parameters of handle()."""
    request = f"const {names.req_type} &{names.req}"
    return {"param": f"{request}, const {names.type} &{names.user}", "ctx": "const Context &ctx", "request": request,
            "auth": request, "method_auth": request}[names.case["p.entry"]]


def entry_prologue(names: Names, refusal: str) -> Lines:
    """The statements after which the principal and the request have their names; `refusal` turns a stranger away."""
    user, req = names.user, names.req
    return {"param": [],
            "ctx": [f"const {names.req_type} &{req} = ctx.request;", f"const {names.type} &{user} = ctx.{user};"],
            "request": [f"const {names.type} &{user} = {req}.{user};"],
            "auth": [f"const {names.type} {user} = authenticate({req}.token);"],
            "method_auth": [f"const auto signedIn = Sessions::instance().find({req}.token);", "if (!signedIn)",
                            "  " + refusal, f"const {names.type} &{user} = *signedIn;"]}[names.case["p.entry"]]


# How the driver gets a handler's answer: the call is put in place of {}.
RETURNS = ["return {};"]
TASK = ["return {}.finish();"]
RESPONSE = ["server::Response res;", "{};", "return res.body;"]


def emit_adapter(names: Names, out: Source, space: str, answer: Lines) -> None:
    """The driver's bridge from the harness's Person and Ask to this case."""
    number_or_id = "p.Number" if names.id_is_int else "p.Id"
    make_user = f"{space}::{names.type}{{{number_or_id}, p.Tenant, p.Name, p.Role, p.Admin}}"
    make_req = f"{space}::{names.req_type}{{{names.request_values()}"
    entry = names.case["p.entry"]
    make_req += f", {make_user}}}" if entry == "request" else "}"
    args = {"param": "request, user", "ctx": "context"}.get(entry, "request")
    args += ", res" if answer is RESPONSE else ""
    body = [f"const auto request = {make_req};"]
    body += {"param": [f"const auto user = {make_user};"],
             "ctx": [f"const {space}::Context context{{request, {make_user}}};"]}.get(entry, [])
    out.driver += block(f"static std::string run_{space}(const Person &p, const Ask &a)",
                        body + [line.replace("{}", f"{space}::handle({args})") for line in answer])
    out.driver += _directory(names, space, make_user)


def _directory(names: Names, space: str, make_user: str) -> Lines:
    """What the program cannot see of itself: who a token belongs to."""
    entry = names.case["p.entry"]
    find = ["const Person &p = personByToken(token);", f"return {make_user};"]
    if entry == "auth":
        return block(f"{space}::{names.type} {space}::authenticate(const std::string &token)", find)
    if entry == "method_auth":
        return (block(f"{space}::Sessions &{space}::Sessions::instance()", ["static Sessions all;", "return all;"]) +
                block(f"std::optional<{space}::{names.type}> {space}::Sessions::find(const std::string &token) const",
                      find))
    return []
