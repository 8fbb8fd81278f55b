// Ways in which a table's rows can be tied to the caller, the surest first.
#include "sql/Judge.h"
#include "sql/Tokens.h"
#include <algorithm>

namespace crosstalk::sql {
namespace {

constexpr size_t LongestChain = 4;

bool isConstant(const Operand &O, std::initializer_list<std::string_view> Texts) {
  if (O.What != Operand::Constant)
    return false;
  for (std::string_view T : Texts)
    if (lower(O.Text) == T)
      return true;
  return false;
}

/// The stronger claim to be reported first when several values are in play.
int danger(HoleNature N) {
  switch (N) {
  case HoleNature::RequestId:
    return 5;
  case HoleNature::ClaimedPrincipal:
    return 4;
  case HoleNature::Other:
    return 3;
  case HoleNature::RowDerived:
    return 2;
  case HoleNature::Constant:
    return 1;
  case HoleNature::Principal:
    return 0;
  }
  return 0;
}

std::string columnText(const std::string &Table, const std::string &Column) { return Table + "." + Column; }

} // namespace

HoleNature Judge::natureOf(const Operand &Value) const {
  switch (Value.What) {
  case Operand::Hole:
  case Operand::Placeholder:
  case Operand::Format:
  case Operand::Variable:
    return Nature ? Nature(Value) : HoleNature::Other;
  case Operand::Constant:
    return HoleNature::Constant;
  case Operand::Column:
    return HoleNature::RowDerived;
  case Operand::Other:
    return HoleNature::Other;
  }
  return HoleNature::Other;
}

bool Judge::isRoleArm(const Alternative &Way) const {
  return std::any_of(Way.Equalities.begin(), Way.Equalities.end(), [&](unsigned E) {
    const Equality &Eq = Statement.Equalities[E];
    bool Value = Eq.Left.isValue() || Eq.Left.What == Operand::Variable;
    return Value && Eq.Right.What == Operand::Constant && natureOf(Eq.Left) == HoleNature::Principal;
  });
}

std::vector<OwnerColumn> Judge::ownersOf(unsigned Use) const {
  const TableUse &T = Statement.Tables[Use];
  std::vector<OwnerColumn> Owners = Known.ownerColumns(T.Name);
  const Table *Declared = Known.table(T.Name);
  bool Public = Declared && Declared->Public;
  auto Add = [&](const std::string &Column) {
    bool Listed = std::any_of(Owners.begin(), Owners.end(), [&](const OwnerColumn &O) { return O.Column == Column; });
    // a declared table's columns were judged by the schema, with its keys
    bool Judged = Declared && Declared->Declared && Declared->column(Column) && !Declared->column(Column)->FromUse;
    std::optional<OwnerName> Named = ownerColumnByName(Column);
    if (Listed || Judged || Public || !Named || Named->Weight < 0.25)
      return;
    Owners.push_back({Column, Named->Kind, Named->Weight, Named->Author, OwnerColumn::Reason::Name, ""});
  };
  for (const Equality &E : Statement.Equalities)
    for (const Operand *O : {&E.Left, &E.Right})
      if (O->What == Operand::Column && O->Use == static_cast<int>(Use))
        Add(O->Field);
  for (const Assignment &A : Statement.Assignments)
    if (A.Table == T.Name && T.How == TableUse::Update)
      Add(A.Column);
  for (const std::string &R : Statement.ResultColumns)
    if (R.size() > T.Name.size() + 1 && R.starts_with(T.Name + "."))
      Add(R.substr(T.Name.size() + 1));
  std::sort(Owners.begin(), Owners.end(), [](const OwnerColumn &A, const OwnerColumn &B) {
    bool ConfiguredA = A.Why == OwnerColumn::Reason::Configured, ConfiguredB = B.Why == OwnerColumn::Reason::Configured;
    return std::tuple(!ConfiguredA, -A.Weight, A.Column) < std::tuple(!ConfiguredB, -B.Weight, B.Column);
  });
  return Owners;
}

std::vector<TableScoping> Judge::tables(const Alternative &Way) const {
  std::vector<TableScoping> Result;
  std::vector<Classes> Equal;
  for (unsigned Use : Way.Uses) {
    Equal.emplace_back(Statement, Way, Use);
    Result.push_back(direct(Equal.back(), Use));
  }
  for (size_t Round = 0; Round < LongestChain; ++Round) {
    std::vector<TableScoping> Before = Result;
    for (size_t I = 0; I < Result.size(); ++I)
      if (Result[I].How != Verdict::Scoped)
        byLinks(Equal[I], Before, Result[I]);
  }
  for (TableScoping &T : Result)
    settle(Way, T);
  return Result;
}

/// What the table's own columns say.
TableScoping Judge::direct(const Classes &Equal, unsigned Use) const {
  TableScoping Result;
  Result.Use = Use;
  selectors(Equal, Use, Result);
  byOwner(Equal, Use, Result) || byCapability(Equal, Use, Result) || byName(Use, Result) ||
      byPublic(Equal, Use, Result) || byPolicy(Use, Result);
  return Result;
}

/// The verdict of a table that nothing ties.
void Judge::settle(const Alternative &Way, TableScoping &Result) const {
  if (Result.By != Tie::None)
    return;
  const std::string &Name = Statement.Tables[Result.Use].Name;
  if (Result.OwnerColumn.empty())
    ownerOfParent(Way, Result.Use, Result);
  std::vector<OwnerPath> Paths = Result.OwnerColumn.empty() ? Known.ownerPaths(Name) : std::vector<OwnerPath>();
  if (!Paths.empty()) {
    Result.OwnerColumn = Paths[0].Owner.Column;
    Result.OwnerTable = Paths[0].Hops.back().Parent;
    Result.Kind = Paths[0].Owner.Kind;
    Result.Weight = Paths[0].Owner.Weight * 0.9;
    Result.Author = Paths[0].Owner.Author;
  }
  const Table *Declared = Known.table(Name);
  bool Public = Declared && Declared->Public;
  if (Result.OwnerColumn.empty() || Public) {
    Result.How = Known.known(Name) ? Verdict::NoOwner : Verdict::Unknown;
    Result.Why = Known.known(Name) ? "the table has no owner" : "the table is not known, and no column names an owner";
    return;
  }
  Result.How = Statement.HasUnknownFragment ? Verdict::PartlyScoped : Verdict::Unscoped;
  Result.Why = Result.Bound ? "its owner '" + Result.OwnerColumn + "' is bound to " + describe(*Result.Bound)
                            : "nothing ties its owner '" + Result.OwnerColumn + "' to the caller";
  if (Statement.HasUnknownFragment)
    Result.Why += "; a part of the text is not known";
}

/// Values that are equated with a column of this very table.
void Judge::selectors(const Classes &Equal, unsigned Use, TableScoping &Result) const {
  bool Linked = false;
  for (unsigned E : Equal.held()) {
    const Equality &Eq = Statement.Equalities[E];
    for (auto [Own, Other] : {std::pair(&Eq.Left, &Eq.Right), std::pair(&Eq.Right, &Eq.Left)}) {
      if (Own->What != Operand::Column || Own->Use != static_cast<int>(Use))
        continue;
      Linked |= Other->What == Operand::Column && Other->Use != static_cast<int>(Use);
      if (Other->isValue() || Other->What == Operand::Variable)
        Result.Selectors.push_back({Own->Field, *Other, natureOf(*Other), Eq.InList});
    }
  }
  Result.Joined = Result.Selectors.empty() && Linked;
  Result.Everything = Result.Selectors.empty() && !Linked;
}

/// What a column must equal: the caller if any value of its class is the caller. An IN list counts if all elements are.
std::optional<Judge::Binding> Judge::binding(const Classes &Equal, unsigned Use, const std::string &Column) const {
  std::optional<Binding> Result;
  std::map<int, Binding> Lists;
  for (const Classes::Value &V : Equal.valuesOf(Use, Column)) {
    Binding Here{V.What, natureOf(V.What)};
    if (isConstant(V.What, {"null"}))
      continue;
    if (V.List >= 0) {
      auto [It, New] = Lists.try_emplace(V.List, Here);
      if (!New && danger(Here.Nature) > danger(It->second.Nature))
        It->second = Here;
    } else if (!Result || danger(Here.Nature) < danger(Result->Nature))
      Result = Here;
  }
  for (auto &[Number, Worst] : Lists)
    if (!Result || danger(Worst.Nature) < danger(Result->Nature))
      Result = Worst;
  return Result;
}

bool Judge::byOwner(const Classes &Equal, unsigned Use, TableScoping &Result) const {
  const TableUse &T = Statement.Tables[Use];
  std::vector<OwnerColumn> Owners = ownersOf(Use);
  auto Take = [&](const OwnerColumn &O, const std::optional<Binding> &B) {
    Result.OwnerColumn = O.Column;
    Result.OwnerTable = T.Name;
    Result.Kind = O.Kind;
    Result.Weight = O.Weight;
    Result.Author = O.Author;
    Result.Self = O.Why == OwnerColumn::Reason::Self;
    Result.Bound = B ? std::optional(B->Value) : std::nullopt;
    Result.BoundNature = B ? B->Nature : HoleNature::Other;
  };
  const OwnerColumn *Bound = nullptr, *UnboundUser = nullptr;
  for (const OwnerColumn &O : Owners) {
    std::optional<Binding> B = binding(Equal, Use, O.Column);
    bool Caller = B && B->Nature == HoleNature::Principal;
    bool Sure = O.Kind == OwnerKind::User && O.Weight >= 0.8 && O.Why != OwnerColumn::Reason::Name && !O.Author;
    if (Caller && (!Bound || (Bound->Kind == OwnerKind::Tenant && O.Kind == OwnerKind::User))) {
      Bound = &O;
      Take(O, B);
    } else if (!Caller && Sure && !UnboundUser)
      UnboundUser = &O;
    else if (!Bound && (Result.OwnerColumn.empty() || (!Result.Bound && B && O.Weight >= 0.5)))
      Take(O, B);
    if (!Bound && Result.OwnerColumn.empty())
      Take(O, B);
  }
  if (!Bound)
    return false;
  Result.By = Tie::OwnerColumn;
  Result.TenantOnly = Bound->Kind == OwnerKind::Tenant && UnboundUser;
  Result.How = Result.TenantOnly ? Verdict::PartlyScoped : Verdict::Scoped;
  Result.Why = "'" + Bound->Column + "' equals the caller's " + describe(*Result.Bound);
  if (Result.TenantOnly)
    Result.Why += ", but rows belong to '" + UnboundUser->Column + "' within it";
  return true;
}

bool Judge::byCapability(const Classes &Equal, unsigned Use, TableScoping &Result) const {
  for (const std::string &Field : Equal.fieldsOf(Use)) {
    if (!capabilityColumnByName(Field))
      continue;
    for (const Classes::Value &V : Equal.valuesOf(Use, Field)) {
      if (!V.What.isValue())
        continue;
      Result.How = Verdict::Scoped;
      Result.By = Tie::Capability;
      Result.Bound = V.What;
      Result.BoundNature = natureOf(V.What);
      Result.Why = "whoever knows '" + Field + "' may see the row";
      return true;
    }
  }
  return false;
}

/// visibility = 'public', is_private = false, owner_id IS NULL
bool Judge::byPublic(const Classes &Equal, unsigned Use, TableScoping &Result) const {
  for (const std::string &Field : Equal.fieldsOf(Use)) {
    bool Private = Field.find("private") != std::string::npos;
    bool Marker = publicColumnByName(Field);
    bool Owner = Field == Result.OwnerColumn && !Result.Self;
    for (const Classes::Value &V : Equal.valuesOf(Use, Field)) {
      bool Open = Private
                      ? isConstant(V.What, {"false", "0", "f"})
                      : isConstant(V.What, {"true", "1", "t", "public", "published", "everyone", "all", "world", "y"});
      if (!(Marker && Open) && !(Owner && isConstant(V.What, {"null"})))
        continue;
      Result.How = Verdict::Scoped;
      Result.By = Tie::Public;
      Result.Why = "only rows for everybody: '" + Field + "' is " + describe(V.What);
      return true;
    }
  }
  return false;
}

bool Judge::byName(unsigned Use, TableScoping &Result) const {
  for (const Operand &Hole : Statement.Tables[Use].NameHoles)
    if (natureOf(Hole) == HoleNature::Principal) {
      Result.How = Verdict::Scoped;
      Result.By = Tie::TableName;
      Result.Bound = Hole;
      Result.BoundNature = HoleNature::Principal;
      Result.Why = "the table's name holds the caller's identity";
      return true;
    }
  return false;
}

/// Row-level security that compares with a session variable: scoped if the variable holds the caller's identity.
bool Judge::byPolicy(unsigned Use, TableScoping &Result) const {
  const Table *T = Known.table(Statement.Tables[Use].Name);
  if (!T || !T->RowSecurity)
    return false;
  for (const Policy &P : T->Policies)
    for (const Equality &E : P.Condition.Equalities) {
      const Operand &Value = E.Right.What == Operand::Variable ? E.Right : E.Left;
      if (Value.What != Operand::Variable)
        continue;
      HoleNature N = natureOf(Value);
      Result.Variable = Value.Name;
      Result.By = Tie::Policy;
      Result.BoundNature = N;
      Result.Bound = Value;
      Result.How = N == HoleNature::Principal ? Verdict::Scoped : Verdict::PartlyScoped;
      Result.Why = "row-level security '" + P.Name + "' compares with session variable '" + Value.Name + "'";
      return true;
    }
  return false;
}

bool Judge::isKey(const std::string &TableName, const std::string &Column) const {
  const Table *T = Known.table(TableName);
  const sql::Column *C = T ? T->column(Column) : nullptr;
  if (C && (C->Unique || C->PrimaryKey)) // one of several key columns is none by itself
    return C->Unique;
  std::vector<std::string> W = words(Column);
  return Column == "id" || Column == "uuid" || Column == "rowid" ||
         (W.size() > 1 && W.back() == "id" && Column == singular(lower(TableName)) + "_id");
}

bool Judge::refersTo(const std::string &TableName, const std::string &Column, const std::string &Parent) const {
  const Table *T = Known.table(TableName);
  if (const ForeignKey *Key = T ? T->keyFrom(Column) : nullptr)
    return Key->Table == Parent;
  std::vector<std::string> W = words(Column);
  return W.size() > 1 && words(singular(Parent)).back() == W[W.size() - 2];
}

/// What "child.a = parent.b" says about the child's rows, given that the parent's are the caller's.
Tie Judge::tieOf(unsigned Child, const std::string &ChildColumn, unsigned Parent,
                 const std::string &ParentColumn) const {
  const std::string &C = Statement.Tables[Child].Name, &P = Statement.Tables[Parent].Name;
  bool ParentKey = isKey(P, ParentColumn), ChildKey = isKey(C, ChildColumn);
  bool Own = ownerColumnByName(ChildColumn).has_value() && ChildColumn != "id";
  if (Statement.Tables[Parent].Derived || Statement.Tables[Child].Derived)
    return Tie::Path;
  if (ChildKey && !ParentKey) // the parent refers to the child: it must grant, not merely mention
    return Known.isMembershipTable(P) || Statement.Tables[Parent].Witness ? Tie::Membership : Tie::Navigation;
  if (ParentKey || refersTo(C, ChildColumn, P))
    return Tie::Path;
  if (Own || Known.isMembershipTable(P) || Statement.Tables[Parent].Witness)
    return Tie::Membership;
  return ChildColumn == ParentColumn ? Tie::Path : Tie::Navigation;
}

/// Looks for a row of the caller that this one is joined with.
void Judge::byLinks(const Classes &Equal, const std::vector<TableScoping> &All, TableScoping &Result) const {
  for (const TableScoping &Parent : All) {
    bool Own = Parent.Use == Result.Use || Statement.Tables[Parent.Use].How == TableUse::Insert;
    if (!Own && Parent.How == Verdict::Scoped && Parent.By != Tie::Public && byLink(Equal, Parent, Result))
      return;
  }
}

/// True if the row belongs to the parent's; a mere navigation is noted, but others are looked for.
bool Judge::byLink(const Classes &Equal, const TableScoping &Parent, TableScoping &Result) const {
  const std::string &Name = Statement.Tables[Result.Use].Name, &ParentName = Statement.Tables[Parent.Use].Name;
  for (const auto &[Own, Theirs] : Equal.links(Result.Use, Parent.Use)) {
    Tie By = tieOf(Result.Use, Own, Parent.Use, Theirs);
    if (By == Tie::Navigation && Result.By != Tie::None)
      continue;
    Result.By = By;
    Result.How = By == Tie::Navigation ? Verdict::PartlyScoped : Verdict::Scoped;
    Result.TenantOnly = false;
    Result.Path = Parent.Path;
    Result.Path.insert(Result.Path.begin(), columnText(Name, Own) + " = " + columnText(ParentName, Theirs));
    Result.Bound = Parent.Bound;
    Result.BoundNature = Parent.BoundNature;
    Result.Why = (By == Tie::Navigation ? "reached from" : "belongs to") + std::string(" the caller's row of '") +
                 ParentName + "'";
    if (By == Tie::Navigation)
      continue;
    Result.OwnerColumn = Parent.OwnerColumn;
    Result.OwnerTable = Parent.OwnerTable;
    Result.Kind = Parent.Kind;
    Result.Weight = Parent.Weight;
    return true;
  }
  return false;
}

/// The query itself joins the table with a parent that has an owner, be it in vain: then its rows have that owner.
void Judge::ownerOfParent(const Alternative &Way, unsigned Use, TableScoping &Result) const {
  for (unsigned E : Way.Equalities) {
    const Equality &Eq = Statement.Equalities[E];
    for (auto [Own, Theirs] : {std::pair(&Eq.Left, &Eq.Right), std::pair(&Eq.Right, &Eq.Left)}) {
      bool Join = Own->What == Operand::Column && Theirs->What == Operand::Column &&
                  Own->Use == static_cast<int>(Use) && Theirs->Use >= 0 && Theirs->Use != Own->Use;
      unsigned Parent = static_cast<unsigned>(Theirs->Use);
      if (!Join || isKey(Statement.Tables[Use].Name, Own->Field) ||
          tieOf(Use, Own->Field, Parent, Theirs->Field) != Tie::Path)
        continue;
      std::vector<OwnerColumn> Owners = ownersOf(Parent);
      if (Owners.empty() || Owners[0].Why == OwnerColumn::Reason::Self)
        continue;
      Result.OwnerColumn = Owners[0].Column;
      Result.OwnerTable = Statement.Tables[Parent].Name;
      Result.Kind = Owners[0].Kind;
      Result.Weight = Owners[0].Weight * 0.8;
      Result.Author = Owners[0].Author;
      return;
    }
  }
}

} // namespace crosstalk::sql
