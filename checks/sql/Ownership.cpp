// Who owns the rows of a table: configuration first, then foreign keys, then names.
#include "sql/Schema.h"
#include "sql/Tokens.h"
#include <algorithm>
#include <deque>
#include <set>

namespace crosstalk::sql {
namespace {

constexpr double LeastWeight = 0.25;
constexpr size_t LongestPath = 3;

bool hasCredential(const Table &T) {
  return std::any_of(T.Columns.begin(), T.Columns.end(),
                     [](const Column &C) { return credentialColumnByName(C.Name); });
}

bool hasLoginName(const Table &T) {
  return std::any_of(T.Columns.begin(), T.Columns.end(), [](const Column &C) {
    std::vector<std::string> W = words(C.Name);
    return loginColumnByName(C.Name) || std::any_of(W.begin(), W.end(), [](const std::string &Word) {
             return loginColumnByName(Word) || Word == "phone";
           });
  });
}

/// "loans.email": what a table of principals signs people in by names the person in other tables too.
bool signsIn(const Schema &Known, std::string_view Column) {
  return loginColumnByName(Column) && std::any_of(Known.tables().begin(), Known.tables().end(), [&](const auto &Entry) {
           const Table &T = Entry.second;
           return T.column(Column) && hasCredential(T) && Known.isPrincipalTable(T.Name);
         });
}

/// The table refers to a person's record by something other than its own key: it is theirs, not them.
bool belongsToUser(const Table &T) {
  for (const ForeignKey &K : T.ForeignKeys) {
    std::optional<OwnerName> Target = principalTableByName(K.Table);
    if (Target && Target->Kind == OwnerKind::User && K.Table != T.Name)
      return true;
  }
  return false;
}

/// "invoice_id" and "invoice" -> the declared table "invoices" or "invoice"; the column without its suffix.
std::string stemOfKey(std::string_view Column) {
  std::vector<std::string> W = words(Column);
  if (W.size() < 2 || (W.back() != "id" && W.back() != "no" && W.back() != "uuid" && W.back() != "ref"))
    return "";
  std::string Stem;
  for (size_t I = 0; I + 1 < W.size(); ++I)
    Stem += (I ? "_" : "") + W[I];
  return Stem;
}

/// The table that a key column without a declared foreign key refers to by its name, or by the joins of queries where
/// nothing was declared; or null.
const Table *impliedParent(const Schema &Known, const Table &T, std::string_view Column) {
  std::string Stem = stemOfKey(Column);
  std::vector<std::string> Plurals;
  if (!Stem.empty())
    Plurals = {Stem + "s", Stem, Stem + "es", Stem.substr(0, Stem.size() - 1) + "ies"};
  for (const std::string &Name : Plurals) {
    const Table *Parent = Known.table(Name);
    if (Parent && Parent->Declared && Parent != &T)
      return Parent;
  }
  return T.Declared ? nullptr : Known.joinedParent(T.Name, Column);
}

std::string keyColumn(const Table &T) {
  for (const Column &C : T.Columns)
    if (C.PrimaryKey)
      return C.Name;
  return "id";
}

bool stronger(const OwnerColumn &A, const OwnerColumn &B) {
  auto Rank = [](const OwnerColumn &O) {
    return std::tuple(O.Why != OwnerColumn::Reason::Configured, -O.Weight, O.Kind != OwnerKind::User, O.Column);
  };
  return Rank(A) < Rank(B);
}

/// The columns that identify a principal in its own record.
void addSelf(const Table &T, OwnerKind Kind, std::vector<OwnerColumn> &Owners) {
  bool Any = false;
  auto Add = [&](const std::string &Column, double Weight) {
    OwnerColumn Owner;
    Owner.Column = Column;
    Owner.Kind = Kind;
    Owner.Weight = Weight;
    Owner.Why = OwnerColumn::Reason::Self;
    Owners.push_back(std::move(Owner));
    Any = true;
  };
  for (const Column &C : T.Columns) {
    std::vector<std::string> W = words(C.Name);
    bool Own =
        W.size() == 2 && (W[1] == "id" || W[1] == "no") && principalNoun(W[0]) && singular(T.Name).ends_with(W[0]);
    bool Login = C.Name == "username" || C.Name == "login" || C.Name == "user_name" || C.Name == "email";
    if (C.PrimaryKey || C.Name == "id" || C.Name == "uid" || C.Name == "uuid" || Own)
      Add(C.Name, 1);
    else if (Login || (C.Unique && !capabilityColumnByName(C.Name)))
      Add(C.Name, 0.8);
  }
  if (!Any)
    Add("id", 1);
}

} // namespace

unsigned Schema::inboundKeys(std::string_view Name) const {
  unsigned Count = 0;
  for (const auto &[Other, T] : Tables)
    for (const ForeignKey &K : T.ForeignKeys)
      Count += K.Table == Name && Other != Name;
  return Count;
}

bool Schema::isPrincipalTable(std::string_view Name) const {
  std::string Lower = lower(Name);
  if (Principals.count(Lower))
    return true;
  const Table *T = table(Lower);
  std::optional<OwnerName> Named = principalTableByName(Lower);
  if (!T || !T->Declared)
    return Named.has_value();
  bool Credential = hasCredential(*T);
  if (belongsToUser(*T))
    return Named && Credential && hasLoginName(*T);
  if (Named)
    return Credential || hasLoginName(*T) || inboundKeys(Lower) > 0 || Named->Weight >= 0.8;
  return Credential && hasLoginName(*T);
}

OwnerKind Schema::principalKind(std::string_view Name) const {
  std::optional<OwnerName> Named = principalTableByName(Name);
  return Named ? Named->Kind : OwnerKind::User;
}

std::vector<OwnerColumn> Schema::ownerColumns(std::string_view Name) const {
  std::string Lower = lower(Name);
  std::vector<OwnerColumn> Owners;
  if (auto It = Configured.find(Lower); It != Configured.end())
    Owners = It->second;
  const Table *T = table(Lower);
  if (T && T->Public)
    return Owners;
  auto Has = [&](std::string_view Column) {
    return std::any_of(Owners.begin(), Owners.end(), [&](const OwnerColumn &O) { return O.Column == Column; });
  };
  // Rows that are told apart by whose they are do not stand for the callers themselves: candidates of an agency.
  bool OfOthers = Used.count(Lower) && !(T && hasCredential(*T)) && !Principals.count(Lower) &&
                  std::any_of(Used.find(Lower)->second.begin(), Used.find(Lower)->second.end(),
                              [](const std::string &C) { return ownerColumnByName(C).has_value(); });
  if (isPrincipalTable(Lower) && !OfOthers) {
    static const Table Unknown;
    Table Named = T ? *T : Unknown;
    Named.Name = Lower;
    addSelf(Named, principalKind(Lower), Owners);
  }
  if (!T)
    return Owners;
  for (const Column &C : T->Columns) {
    if (Has(C.Name))
      continue;
    const ForeignKey *Key = T->keyFrom(C.Name);
    std::optional<OwnerName> Named = ownerColumnByName(C.Name);
    bool ToPrincipal = Key && isPrincipalTable(Key->Table) && Key->Table != Lower;
    if (Key && !ToPrincipal && known(Key->Table))
      continue; // its parent's owner counts: ownerPaths
    const Table *Implied = !Key && T->Declared ? impliedParent(*this, *T, C.Name) : nullptr;
    if (Implied && !isPrincipalTable(Implied->Name))
      continue;
    if (!ToPrincipal && !Named && Owners.empty() && signsIn(*this, C.Name))
      Named = OwnerName{OwnerKind::User, 0.6, false};
    if (!ToPrincipal && !Named)
      continue;
    bool Audit = C.Name.ends_with("_by") && !Named;
    OwnerColumn Owner;
    Owner.Column = C.Name;
    Owner.Kind = ToPrincipal ? principalKind(Key->Table) : Named->Kind;
    Owner.Weight = Named ? Named->Weight : Audit ? 0.2 : 0.8;
    Owner.Author = Named && Named->Author;
    Owner.Why = ToPrincipal ? OwnerColumn::Reason::ForeignKey : OwnerColumn::Reason::Name;
    Owner.Target = ToPrincipal ? Key->Table : "";
    if (Owner.Weight >= LeastWeight)
      Owners.push_back(std::move(Owner));
  }
  bool Certain = std::any_of(Owners.begin(), Owners.end(), [](const OwnerColumn &O) { return O.Weight > 0.8; });
  if (auto It = Used.find(Lower); It != Used.end() && !Certain)
    for (const std::string &Column : It->second)
      if (!Has(Column))
        Owners.push_back({Column, OwnerKind::User, 0.9, false, OwnerColumn::Reason::Name, ""});
  std::sort(Owners.begin(), Owners.end(), stronger);
  return Owners;
}

/// Who may see a row is said by rows of another table, each for one person: board_members, document_access.
std::optional<OwnerPath> Schema::grantedBy(const Table &Rows) const {
  for (const auto &[Name, Grants] : Tables) {
    if (!Grants.Declared || Grants.Public || &Grants == &Rows || !grantsAccessByName(Name, Rows.Name))
      continue;
    std::vector<OwnerColumn> Owners = ownerColumns(Name);
    if (Owners.empty() || Owners[0].Kind != OwnerKind::User || Owners[0].Weight < 0.5)
      continue;
    for (const Column &C : Grants.Columns) {
      const ForeignKey *Key = Grants.keyFrom(C.Name);
      const Table *Granted = Key ? table(Key->Table) : impliedParent(*this, Grants, C.Name);
      if (Granted == &Rows && C.Name != Owners[0].Column)
        return OwnerPath{{{Rows.Name, keyColumn(Rows), Name, C.Name, true}}, Owners[0]};
    }
  }
  return std::nullopt;
}

std::vector<OwnerPath> Schema::ownerPaths(std::string_view Name) const {
  std::vector<OwnerPath> Found;
  std::set<std::string> Seen{lower(Name)};
  struct Step {
    const Table *At;
    std::vector<OwnerHop> Hops;
  };
  const Table *Start = table(Name);
  std::deque<Step> Queue;
  if (Start && !Start->Public) {
    Queue.push_back({Start, {}});
    if (std::optional<OwnerPath> Granted = isMembershipTable(Name) ? std::nullopt : grantedBy(*Start))
      Found.push_back(std::move(*Granted));
  }
  while (!Queue.empty()) {
    Step Now = std::move(Queue.front());
    Queue.pop_front();
    for (const Column &C : Now.At->Columns) {
      const ForeignKey *Key = Now.At->keyFrom(C.Name);
      bool Mandatory = C.NotNull || C.PrimaryKey;
      const Table *Parent = Key ? (Mandatory ? table(Key->Table) : nullptr) : impliedParent(*this, *Now.At, C.Name);
      if (!Parent || Parent->Public || !Seen.insert(Parent->Name).second || isPrincipalTable(Parent->Name))
        continue;
      Step Next{Parent, Now.Hops};
      std::string Target = Key && !Key->Targets.empty() ? Key->Targets[0] : keyColumn(*Parent);
      Next.Hops.push_back({Now.At->Name, C.Name, Parent->Name, Target});
      std::vector<OwnerColumn> Owners = ownerColumns(Parent->Name);
      std::optional<OwnerPath> Granted = Owners.empty() ? grantedBy(*Parent) : std::nullopt;
      if (!Owners.empty())
        Found.push_back({Next.Hops, Owners[0]});
      else if (Granted && Granted->Hops[0].Parent != Start->Name) {
        Next.Hops.push_back(Granted->Hops[0]);
        Found.push_back({std::move(Next.Hops), Granted->Owner});
      } else if (Next.Hops.size() < LongestPath)
        Queue.push_back(std::move(Next));
    }
  }
  return Found;
}

bool Schema::isMembershipTable(std::string_view Name) const {
  const Table *T = table(Name);
  if (membershipTableByName(Name))
    return true;
  if (!T || !T->Declared)
    return false;
  size_t KeyParts = 0, Principal = 0;
  for (const Column &C : T->Columns)
    if (C.PrimaryKey) {
      ++KeyParts;
      const ForeignKey *Key = T->keyFrom(C.Name);
      Principal += Key ? isPrincipalTable(Key->Table) : ownerColumnByName(C.Name).has_value();
    }
  return KeyParts >= 2 && Principal >= 1;
}

std::vector<std::string> Schema::capabilityColumns(std::string_view Name) const {
  std::vector<std::string> Result;
  if (const Table *T = table(Name))
    for (const Column &C : T->Columns)
      if (capabilityColumnByName(C.Name) && C.Type.find("bool") == std::string::npos)
        Result.push_back(C.Name);
  return Result;
}

bool Schema::isOwned(std::string_view Name) const { return !ownerColumns(Name).empty() || !ownerPaths(Name).empty(); }

bool Schema::isPublic(std::string_view Name) const {
  const Table *T = table(Name);
  if (!T)
    return false;
  return T->Public ||
         (T->Declared && T->ViewText.empty() && T->Policies.empty() && !isOwned(Name) && !isMembershipTable(Name));
}

} // namespace crosstalk::sql
