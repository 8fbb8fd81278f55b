// The judgement of one query: are its rows tied to the caller?
//
// In:  a Query, a Schema (may be empty: then column names decide), and what the engine knows of each bound value.
// Out: a verdict for each table, with the column, the operand and the way that decided it.
// Not here: guards around the query, ranks, findings (link/ and rules/).
#pragma once
#include "sql/Query.h"
#include "sql/Schema.h"
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace crosstalk::sql {

/// Where a bound value comes from, as the engine sees it.
enum class HoleNature : uint8_t {
  Principal,        ///< the authenticated caller, e.g. session.userId
  ClaimedPrincipal, ///< an identity that the request names and nobody verified, e.g. a header X-User
  RequestId,        ///< an identifier that the request chooses, e.g. a path parameter
  Constant,         ///< fixed by the program
  RowDerived,       ///< out of another row
  Other             ///< not known
};

/// Asked for operands with isValue() and for Operand::Variable.
using NatureOf = std::function<HoleNature(const Operand &)>;

enum class Verdict : uint8_t {
  Scoped,       ///< every row is tied to the caller, or found by a capability
  PartlyScoped, ///< some rows: an arm of OR or UNION without the owner, the tenant only, a free navigation, an unknown
                ///< fragment
  Unscoped,     ///< there is an owner, and it is not tied to the caller
  NoOwner,      ///< the table is known and has no owner
  Unknown       ///< nothing is known of the table's owner
};

/// How a table's rows are tied.
enum class Tie : uint8_t {
  None,
  OwnerColumn, ///< owner_id = <caller>
  Path,        ///< items.invoice_id = invoices.id and invoices.account_id = <caller>
  Membership,  ///< project_members.project_id = projects.id and project_members.user_id = <caller>
  Navigation,  ///< reached from a scoped row by a key of that row; the row itself may be another's
  Capability,  ///< token = <anything>
  Policy,      ///< row-level security with the caller's identity set on the connection
  TableName,   ///< the table's own name holds the caller's identity
  Public       ///< visibility = 'public'
};

/// A value that is equated with a column of the table, literally.
struct Selector {
  std::string Column;
  Operand Value;
  HoleNature Nature = HoleNature::Other;
  bool InList = false;
};

/// The verdict for one entry of Query::Tables.
struct TableScoping {
  unsigned Use = 0;
  Verdict How = Verdict::Unknown;
  Tie By = Tie::None;
  std::string OwnerColumn; ///< "account_id"; the best known one even when Unscoped; "" if none is known
  std::string OwnerTable;  ///< where OwnerColumn is: the table itself, or a parent
  OwnerKind Kind = OwnerKind::User;
  double Weight = 0;            ///< how sure it is that OwnerColumn owns, 0..1
  bool Author = false;          ///< OwnerColumn names who made the row
  bool Self = false;            ///< the table holds principals, and OwnerColumn is their own key
  std::optional<Operand> Bound; ///< what the owner was equated with, scoped or not
  HoleNature BoundNature = HoleNature::Other;
  std::vector<std::string> Path;   ///< "items.invoice_id = invoices.id", for Path, Membership, Navigation
  std::vector<Selector> Selectors; ///< the values that select this table's rows, constants left out
  bool Joined = false;             ///< reached from other tables of the query only, by no value of its own
  bool Everything = false;         ///< no value selects among its rows at all
  bool TenantOnly = false;         ///< tied by tenant, although rows belong to users
  std::string Variable;            ///< Policy: the session variable that must hold the caller's identity
  std::string Why;                 ///< one sentence for people
};

/// An owner that is written, or a key of an owned parent.
struct OwnerWrite {
  enum class Kind : uint8_t {
    Owner, ///< INSERT or UPDATE of an owner column
    Parent ///< INSERT or UPDATE of a key to a row that has an owner
  };
  Kind What = Kind::Owner;
  std::string Table, Column;
  std::string Parent;  ///< Parent: the table it refers to
  std::string Owner;   ///< Parent: the column that owns its rows, e.g. "user_id", "board_members.user_id"
  bool Author = false; ///< that column names who made the row
  Operand Value;
  HoleNature Nature = HoleNature::Other;
  double Weight = 1;
};

struct Scoping {
  Verdict How =
      Verdict::Unknown; ///< the worst of the tables that matter: targets of writes, and those selected by values
  int Decisive = -1;    ///< the table that decided, as an index into Tables
  std::vector<TableScoping> Tables;
  std::vector<OwnerWrite> OwnerWrites;

  /// The owner is equated with what the request claims (crosstalk-forged-owner).
  bool forged() const;
};

Scoping judge(const Query &Statement, const Schema &Known, const NatureOf &Nature);

std::string_view nameOf(Verdict How);
std::string_view nameOf(Tie How);
std::string dump(const Scoping &Judged, const Query &Statement, std::string_view Indent = "");

} // namespace crosstalk::sql
