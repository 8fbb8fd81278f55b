// The schema's own facts: entering tables, and looking them up.
#include "sql/Schema.h"
#include "sql/SchemaReader.h"
#include <algorithm>

namespace crosstalk::sql {

const Column *Table::column(std::string_view ColumnName) const {
  for (const Column &C : Columns)
    if (C.Name == ColumnName)
      return &C;
  return nullptr;
}

const ForeignKey *Table::keyFrom(std::string_view ColumnName) const {
  const ForeignKey *Part = nullptr;
  for (const ForeignKey &K : ForeignKeys) {
    if (K.Columns.size() == 1 && K.Columns[0] == ColumnName)
      return &K;
    if (std::find(K.Columns.begin(), K.Columns.end(), ColumnName) != K.Columns.end())
      Part = &K;
  }
  return Part;
}

std::string_view Table::columnAt(int Position) const {
  bool Listed = Declared && Position >= 0 && static_cast<size_t>(Position) < Columns.size();
  return Listed ? std::string_view(Columns[static_cast<size_t>(Position)].Name) : std::string_view();
}

std::vector<std::vector<std::string>> Table::keys() const {
  std::vector<std::vector<std::string>> Found(1);
  for (const Column &C : Columns)
    if (C.PrimaryKey)
      Found.front().push_back(C.Name);
  if (Found.front().empty())
    Found.clear();
  for (const Column &C : Columns)
    if (C.Unique && !C.PrimaryKey)
      Found.push_back({C.Name});
  return Found;
}

Table &Schema::entry(std::string_view Name) {
  std::string Lower = lower(Name);
  Table &T = Tables[Lower];
  T.Name = std::move(Lower);
  return T;
}

const Table *Schema::table(std::string_view Name) const {
  auto It = Tables.find(lower(Name));
  return It == Tables.end() ? nullptr : &It->second;
}

bool Schema::known(std::string_view Name) const {
  const Table *T = table(Name);
  return T && (T->Declared || T->Public || Configured.count(T->Name) || Principals.count(T->Name));
}

void Schema::read(std::string_view Name, std::string_view Text, std::vector<std::string> &Errors, Dialect Style) {
  SchemaReader(*this, Name, Errors).read(Text, Style);
}

void Schema::learn(const Query &Seen) {
  auto Add = [&](const std::string &TableName, const std::string &ColumnName) {
    if (TableName.empty() || ColumnName.empty() || ColumnName.starts_with("__"))
      return;
    Table &T = entry(TableName);
    if (T.column(ColumnName))
      return;
    Column C;
    C.Name = ColumnName;
    C.FromUse = true;
    auto Place = std::find_if(T.Columns.begin(), T.Columns.end(),
                              [&](const Column &Other) { return Other.FromUse && Other.Name > ColumnName; });
    T.Columns.insert(Place, std::move(C));
  };
  auto AddOperand = [&](const Operand &O) {
    if (O.What == Operand::Column && O.Use >= 0 && !Seen.Tables[static_cast<size_t>(O.Use)].Derived)
      Add(O.Table, O.Field);
  };
  for (const Equality &E : Seen.Equalities) {
    AddOperand(E.Left);
    AddOperand(E.Right);
    for (auto [Key, Row] : {std::pair(&E.Left, &E.Right), std::pair(&E.Right, &E.Left)})
      if (E.How == Equality::Must && Key->What == Operand::Column && Row->What == Operand::Column && Key->Use >= 0 &&
          Row->Use >= 0 && Row->Field == "id" && Key->Field != "id" && Key->Table != Row->Table)
        Joins[{Key->Table, Key->Field}].insert(Row->Table);
  }
  for (const Assignment &A : Seen.Assignments)
    Add(A.Table, A.Column);
  for (const std::string &R : Seen.ResultColumns)
    if (size_t Dot = R.find('.'); Dot != std::string::npos && !R.ends_with("*"))
      Add(R.substr(0, Dot), R.substr(Dot + 1));
}

const Table *Schema::joinedParent(std::string_view TableName, std::string_view ColumnName) const {
  auto It = Joins.find({std::string(TableName), std::string(ColumnName)});
  return It != Joins.end() && It->second.size() == 1 ? table(*It->second.begin()) : nullptr;
}

void Schema::addOwner(std::string_view TableName, std::string_view ColumnName, OwnerKind Kind) {
  entry(TableName);
  OwnerColumn Owner;
  Owner.Column = lower(ColumnName);
  Owner.Kind = Kind;
  Owner.Why = OwnerColumn::Reason::Configured;
  Configured[lower(TableName)].push_back(std::move(Owner));
}

void Schema::addOwnerOfAny(std::string_view ColumnName, OwnerKind Kind) {
  std::vector<std::string> Having;
  for (const auto &[Name, T] : Tables)
    if (T.column(lower(ColumnName)))
      Having.push_back(Name);
  for (const std::string &Name : Having)
    addOwner(Name, ColumnName, Kind);
}

void Schema::addUsedOwner(std::string_view TableName, std::string_view ColumnName) {
  Used[lower(TableName)].insert(lower(ColumnName));
}

void Schema::addPublic(std::string_view TableName) { entry(TableName).Public = true; }

void Schema::addPrincipalTable(std::string_view TableName) {
  entry(TableName);
  Principals[lower(TableName)] = true;
}

void Schema::addTable(Table Mapped) {
  Table &To = entry(Mapped.Name);
  To.Declared = true;
  for (Column &C : Mapped.Columns) {
    C.Name = lower(C.Name);
    auto Known = std::find_if(To.Columns.begin(), To.Columns.end(), [&](const Column &K) { return K.Name == C.Name; });
    if (Known == To.Columns.end())
      To.Columns.push_back(std::move(C));
    else if (Known->FromUse)
      *Known = std::move(C);
  }
  for (ForeignKey &K : Mapped.ForeignKeys)
    To.ForeignKeys.push_back(std::move(K));
  for (Policy &P : Mapped.Policies)
    To.Policies.push_back(std::move(P));
  To.RowSecurity |= Mapped.RowSecurity;
  To.Public |= Mapped.Public;
  if (To.ViewText.empty()) {
    To.ViewText = std::move(Mapped.ViewText);
    To.ViewStyle = Mapped.ViewStyle;
  }
  if (To.Source.empty())
    To.Source = std::move(Mapped.Source);
}

static std::string line(const OwnerColumn &Owner) {
  static constexpr std::string_view Reasons[] = {"configured", "foreign key", "name", "the principal itself"};
  std::string Result = Owner.Column + (Owner.Kind == OwnerKind::User ? " (user, " : " (tenant, ");
  Result += Reasons[static_cast<size_t>(Owner.Why)];
  if (!Owner.Target.empty())
    Result += " to " + Owner.Target;
  return Result + (Owner.Author ? ", author)" : ")");
}

std::string dump(const Schema &Known) {
  std::string Result;
  for (const auto &[Name, T] : Known.tables()) {
    Result += (T.ViewText.empty() ? "table " : "view ") + Name + (T.Declared ? "" : " (seen in queries only)");
    Result += Known.isPrincipalTable(Name) ? ", principal" : "";
    Result += Known.isMembershipTable(Name) ? ", membership" : "";
    Result += Known.isPublic(Name) ? ", public" : "";
    Result += T.RowSecurity ? ", row security" : "";
    Result += "\n";
    for (const OwnerColumn &Owner : Known.ownerColumns(Name))
      Result += "  owner: " + line(Owner) + "\n";
    for (const OwnerPath &Path : Known.ownerPaths(Name)) {
      Result += "  path: ";
      for (const OwnerHop &Hop : Path.Hops)
        Result += Hop.Table + "." + Hop.Column + " -> ";
      Result += Path.Hops.back().Parent + "." + Path.Owner.Column + "\n";
    }
    for (const std::string &C : Known.capabilityColumns(Name))
      Result += "  capability: " + C + "\n";
  }
  return Result;
}

} // namespace crosstalk::sql
