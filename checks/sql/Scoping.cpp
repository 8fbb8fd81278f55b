// Puts the judgements of alternatives and tables together, and looks at what is written.
#include "sql/Scoping.h"
#include "sql/Judge.h"
#include <algorithm>

namespace crosstalk::sql {
namespace {

/// How much is wrong; the worst alternative decides.
int badness(Verdict V) {
  switch (V) {
  case Verdict::Scoped:
    return 0;
  case Verdict::NoOwner:
    return 1;
  case Verdict::Unknown:
    return 2;
  case Verdict::PartlyScoped:
    return 3;
  case Verdict::Unscoped:
    return 4;
  }
  return 0;
}

/// All alternatives of a table: as bad as the worst, but partly scoped if another one is scoped.
class OverAlternatives {
public:
  OverAlternatives(const Query &Q, const Judge &J) : Tables(Q.Tables.size()), AnyScoped(Q.Tables.size()) {
    for (const Alternative &Way : Q.Alternatives)
      J.isRoleArm(Way) ? addRoleArm(Way) : addAll(J.tables(Way));
  }

  std::optional<TableScoping> table(unsigned Use) {
    std::optional<TableScoping> &Worst = Tables[Use];
    if (Worst && AnyScoped[Use] && Worst->How == Verdict::Unscoped) {
      Worst->How = Verdict::PartlyScoped;
      Worst->Why = "one way to reach it is tied to the caller, another is not: " + Worst->Why;
    }
    return std::move(Worst);
  }

private:
  std::vector<std::optional<TableScoping>> Tables;
  std::vector<bool> AnyScoped;

  void addAll(std::vector<TableScoping> Way) {
    for (TableScoping &Here : Way) {
      std::optional<TableScoping> &Worst = Tables[Here.Use];
      if (Here.How == Verdict::Scoped && Here.By != Tie::Public)
        AnyScoped[Here.Use] = true;
      bool Weaker = Worst && Here.How == Worst->How && (Worst->By == Tie::Public || Worst->By == Tie::None);
      if (!Worst || badness(Here.How) > badness(Worst->How) || (Weaker && Here.How == Verdict::Scoped))
        Worst = std::move(Here);
    }
  }

  /// Open only to a role that the caller was found to have: as good as scoped, if nothing else is known.
  void addRoleArm(const Alternative &Way) {
    for (unsigned Use : Way.Uses) {
      if (Tables[Use])
        continue;
      Tables[Use].emplace();
      Tables[Use]->Use = Use;
      Tables[Use]->How = Verdict::Scoped;
      Tables[Use]->Why = "only for a role that the caller was found to have";
    }
  }
};

std::string writtenColumn(const Assignment &A, const Schema &Known) {
  if (!A.Column.empty() || A.Position < 0)
    return A.Column;
  const Table *T = Known.table(A.Table);
  return T ? std::string(T->columnAt(A.Position)) : "";
}

std::optional<OwnerColumn> writtenOwner(const std::string &TableName, const std::string &Column, const Schema &Known) {
  for (const OwnerColumn &O : Known.ownerColumns(TableName))
    if (O.Column == Column && O.Why != OwnerColumn::Reason::Self)
      return O;
  const Table *T = Known.table(TableName);
  if (T && T->Declared && T->column(Column) && !T->column(Column)->FromUse)
    return std::nullopt;
  std::optional<OwnerName> Named = ownerColumnByName(Column);
  if (!Named || (T && T->Public))
    return std::nullopt;
  OwnerColumn O;
  O.Column = Column;
  O.Kind = Named->Kind;
  O.Weight = Named->Weight;
  O.Author = Named->Author;
  return O;
}

/// "site_id" may name a tenant; where sites have owners of their own it is the key of a parent.
bool isParentRather(const OwnerColumn &O, const Schema &Known, const std::string &TableName) {
  constexpr double Vague = 0.5;
  const std::vector<OwnerPath> Paths = Known.ownerPaths(TableName);
  return O.Why == OwnerColumn::Reason::Name && O.Weight < Vague &&
         std::any_of(
             Paths.begin(), Paths.end(),
             [&](const OwnerPath &Path) {
               return Path.Hops[0].Column == O.Column && !Path.Hops[0].Membership && Path.Owner.Weight > O.Weight;
             });
}

void ownerWrites(const Query &Q, const Schema &Known, const Judge &J, Scoping &Result) {
  for (const Assignment &A : Q.Assignments) {
    std::string Column = writtenColumn(A, Known);
    if (Column.empty() || A.Table.empty())
      continue;
    OwnerWrite W;
    W.Table = A.Table;
    W.Column = Column;
    W.Value = A.Value;
    W.Nature = J.natureOf(A.Value);
    bool Kept = A.OnConflict && A.Value.What == Operand::Column; // owner = excluded.owner
    if (std::optional<OwnerColumn> O = writtenOwner(A.Table, Column, Known); O && !isParentRather(*O, Known, A.Table)) {
      W.Weight = O->Weight;
      W.Author = O->Author;
      if (!Kept)
        Result.OwnerWrites.push_back(std::move(W));
      continue;
    }
    for (const OwnerPath &Path : Known.ownerPaths(A.Table))
      if (Path.Hops[0].Column == Column && !Path.Hops[0].Membership) {
        W.What = OwnerWrite::Kind::Parent;
        W.Parent = Path.Hops[0].Parent;
        const std::string &Last = Path.Hops.back().Parent;
        W.Owner = (Last == W.Parent ? "" : Last + ".") + Path.Owner.Column;
        W.Author = Path.Owner.Author;
        W.Weight = Path.Owner.Weight;
        Result.OwnerWrites.push_back(std::move(W));
        break;
      }
  }
}

/// An INSERT is scoped by the owner it writes.
void judgeInsert(const Query &Q, const Schema &Known, unsigned Use, Scoping &Result) {
  TableScoping T;
  T.Use = Use;
  T.How = Known.known(Q.Tables[Use].Name) ? Verdict::NoOwner : Verdict::Unknown;
  T.Why = "no owner is written";
  const OwnerWrite *Best = nullptr;
  for (const OwnerWrite &W : Result.OwnerWrites)
    if (W.What == OwnerWrite::Kind::Owner && W.Table == Q.Tables[Use].Name) {
      bool Caller = W.Nature == HoleNature::Principal;
      bool BestCaller = Best && Best->Nature == HoleNature::Principal;
      if (!Best || (Caller && !BestCaller) || (Caller == BestCaller && W.Weight > Best->Weight))
        Best = &W;
    }
  if (Best) {
    T.OwnerColumn = Best->Column;
    T.OwnerTable = Best->Table;
    T.Weight = Best->Weight;
    T.Bound = Best->Value;
    T.BoundNature = Best->Nature;
    bool Request = Best->Nature == HoleNature::RequestId || Best->Nature == HoleNature::ClaimedPrincipal;
    T.How = Best->Nature == HoleNature::Principal ? Verdict::Scoped : Request ? Verdict::Unscoped : Verdict::Unknown;
    T.By = T.How == Verdict::Scoped ? Tie::OwnerColumn : Tie::None;
    T.Why = "'" + Best->Column + "' is written with " + describe(Best->Value);
  }
  for (const OwnerWrite &W : Result.OwnerWrites) {
    bool Request = W.Nature == HoleNature::RequestId || W.Nature == HoleNature::ClaimedPrincipal;
    if (Best || W.What != OwnerWrite::Kind::Parent || !Request)
      continue;
    T.How = Verdict::Unscoped;
    T.OwnerColumn = W.Column;
    T.OwnerTable = W.Parent;
    T.Weight = W.Weight;
    T.Why = "the request chooses the parent in '" + W.Parent + "' by " + describe(W.Value);
  }
  Result.Tables.push_back(std::move(T));
}

/// The table whose verdict is the query's: a target of a write, else the worst of those that values select directly.
void decide(const Query &Q, Scoping &Result) {
  bool Writes = Q.What == Query::Kind::Update || Q.What == Query::Kind::Delete || Q.What == Query::Kind::Insert;
  bool AnySelected = std::any_of(Q.Tables.begin(), Q.Tables.end(), [](const TableUse &T) { return T.Selected; });
  auto Pass = [&](bool Direct, bool Selected) {
    for (size_t I = 0; I < Result.Tables.size(); ++I) {
      const TableScoping &T = Result.Tables[I];
      const TableUse &Use = Q.Tables[T.Use];
      bool Filled =
          Q.FromSelect && Use.How == TableUse::Insert && T.How != Verdict::Scoped && T.How != Verdict::Unscoped;
      if (Filled) // INSERT ... SELECT: what it reads decides
        continue;
      bool Matters = Q.FromSelect ? !Use.Witness
                     : Writes     ? Use.How != TableUse::Read
                                  : !Use.Witness && (!Selected || Use.Selected || !AnySelected);
      if (!Matters || (Direct && T.Joined && !Writes))
        continue;
      if (Result.Decisive < 0 || badness(T.How) > badness(Result.How)) {
        Result.How = T.How;
        Result.Decisive = static_cast<int>(I);
      }
    }
  };
  Pass(true, true);
  if (Result.Decisive < 0)
    Pass(false, true);
  if (Result.Decisive < 0)
    Pass(false, false);
}

} // namespace

Scoping judge(const Query &Q, const Schema &Known, const NatureOf &Nature) {
  Scoping Result;
  Judge J(Q, Known, Nature);
  OverAlternatives Reads(Q, J);
  ownerWrites(Q, Known, J, Result);
  for (unsigned Use = 0; Use < Q.Tables.size(); ++Use) {
    if (Q.Tables[Use].Derived)
      continue;
    if (Q.Tables[Use].How == TableUse::Insert) {
      judgeInsert(Q, Known, Use, Result);
      continue;
    }
    if (std::optional<TableScoping> T = Reads.table(Use))
      Result.Tables.push_back(std::move(*T));
  }
  decide(Q, Result);
  return Result;
}

bool Scoping::forged() const {
  auto Claimed = [](HoleNature N) { return N == HoleNature::ClaimedPrincipal || N == HoleNature::RequestId; };
  for (const OwnerWrite &W : OwnerWrites)
    if (W.What == OwnerWrite::Kind::Owner && Claimed(W.Nature) && W.Weight >= 0.5)
      return true;
  return std::any_of(Tables.begin(), Tables.end(), [&](const TableScoping &T) {
    bool Open = T.How == Verdict::Unscoped || T.How == Verdict::PartlyScoped;
    return Open && T.Bound && Claimed(T.BoundNature) && T.Weight >= 0.5 && !T.Self && T.By == Tie::None;
  });
}

std::string_view nameOf(Verdict How) {
  switch (How) {
  case Verdict::Scoped:
    return "scoped";
  case Verdict::PartlyScoped:
    return "partly scoped";
  case Verdict::Unscoped:
    return "unscoped";
  case Verdict::NoOwner:
    return "no owner";
  case Verdict::Unknown:
    return "unknown";
  }
  return "";
}

std::string_view nameOf(Tie How) {
  switch (How) {
  case Tie::None:
    return "none";
  case Tie::OwnerColumn:
    return "owner column";
  case Tie::Path:
    return "path";
  case Tie::Membership:
    return "membership";
  case Tie::Navigation:
    return "navigation";
  case Tie::Capability:
    return "capability";
  case Tie::Policy:
    return "policy";
  case Tie::TableName:
    return "table name";
  case Tie::Public:
    return "public";
  }
  return "";
}

std::string dump(const Scoping &Judged, const Query &Q, std::string_view Indent) {
  std::string Pad(Indent);
  std::string Result =
      Pad + "verdict: " + std::string(nameOf(Judged.How)) + (Judged.forged() ? ", owner claimed" : "") + "\n";
  for (const TableScoping &T : Judged.Tables)
    Result += Pad + "  " + Q.Tables[T.Use].Alias + ": " + std::string(nameOf(T.How)) + " by " +
              std::string(nameOf(T.By)) +
              (T.OwnerColumn.empty() ? "" : ", owner " + T.OwnerTable + "." + T.OwnerColumn) + "; " + T.Why + "\n";
  for (const OwnerWrite &W : Judged.OwnerWrites)
    Result += Pad + "  writes " + (W.What == OwnerWrite::Kind::Owner ? "owner " : "key of " + W.Parent + " ") +
              W.Table + "." + W.Column + " := " + describe(W.Value) + "\n";
  return Result;
}

} // namespace crosstalk::sql
