// crosstalk-shared-session-state over SQL: a temporary table of a pooled connection keeps the caller's rows.
//
// In:  statements that make temporary tables and fill them.  Out: those filled for a principal that nothing empties: a
// table lives as long as its connection, and later requests use that too.
#include "judge/Walk.h"
#include "rules/ConnectionState.h"
#include "rules/FetchParts.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <set>

namespace crosstalk::rules {

using namespace ir;

static std::string wordsOf(const sql::Template &Text) {
  std::string Words;
  for (const sql::Piece &P : Text.Pieces)
    Words += P.Hole < 0 ? P.Text : " ? ";
  for (char &C : Words)
    C = C == '(' || C == ';' || C == '"' || C == '`' || std::isspace(static_cast<unsigned char>(C))
            ? ' '
            : static_cast<char>(std::tolower(static_cast<unsigned char>(C)));
  return Words;
}

/// The table's name after the words that may stand before it.
static std::string nameAfter(llvm::ArrayRef<llvm::StringRef> Words, size_t From) {
  while (From < Words.size() && (Words[From] == "if" || Words[From] == "not" || Words[From] == "exists" ||
                                 Words[From] == "table" || Words[From] == "from" || Words[From] == "only"))
    ++From;
  return From < Words.size() ? Words[From].str() : "";
}

namespace {

/// The temporary tables of a program that outlive a transaction, those that something empties, and those from which
/// some query takes rows whoever put them there.
struct Temporaries {
  std::set<std::string> Made, Emptied, Picked, ReadWhole;
  bool AllEmptied = false;

  void read(const sql::Template &Text) {
    std::string Lower = wordsOf(Text);
    llvm::SmallVector<llvm::StringRef, 16> Words;
    llvm::StringRef(Lower).split(Words, ' ', -1, /*KeepEmpty=*/false);
    if (Words.size() < 2)
      return;
    AllEmptied |= Words[0] == "discard" && (Words[1].starts_with("temp") || Words[1] == "all");
    size_t Kind = Words.size() > 3 && Words[1] == "or" && Words[2] == "replace" ? 3 : 1;
    if (Words[0] == "create" && (Words[Kind] == "temp" || Words[Kind] == "temporary")) {
      bool MadeAnew = Kind == 3 || (llvm::StringRef(Lower).contains("on commit") &&
                                    !llvm::StringRef(Lower).contains("on commit preserve"));
      (MadeAnew ? Emptied : Made).insert(nameAfter(Words, Kind + 1));
    }
    if (Words[0] == "delete" || Words[0] == "truncate" || Words[0] == "drop")
      Emptied.insert(nameAfter(Words, 1));
  }
  void readRows(const sql::Query &Read) {
    for (const sql::TableUse &Use : Read.Tables)
      if (Use.How == sql::TableUse::Read)
        (isPicked(Read, Use.Name) ? Picked : ReadWhole).insert(Use.Name);
  }
  bool keeps(const std::string &Table) const {
    return !AllEmptied && Made.count(Table) && !Emptied.count(Table) &&
           (ReadWhole.count(Table) || !Picked.count(Table));
  }

private:
  /// "WHERE batch = ?": whoever reads says which rows.
  static bool isPicked(const sql::Query &Read, const std::string &Table) {
    auto IsColumn = [&](const sql::Operand &O) { return O.What == sql::Operand::Column && O.Table == Table; };
    auto IsGiven = [](const sql::Operand &O) {
      return O.What == sql::Operand::Hole || O.What == sql::Operand::Placeholder || O.What == sql::Operand::Format;
    };
    return std::any_of(Read.Equalities.begin(), Read.Equalities.end(), [&](const sql::Equality &E) {
      return (IsColumn(E.Left) && IsGiven(E.Right)) || (IsColumn(E.Right) && IsGiven(E.Left));
    });
  }
};

struct Filled {
  std::string Table;
  judge::Leftover Left;
};

} // namespace

/// Whose rows a bound value selects: a principal's by its origin, or a field of an identity type: "employee.id".
static std::optional<judge::Leftover> principalOf(Judgement &J, ExprId Value) {
  judge::KeyCode Nothing(J.P, J.Who);
  auto Left = judge::leftovers(J.P, J.Who, Value, Nothing);
  if (!Left.empty())
    return Left.front();
  const Expr &X = J.P[Value];
  auto Whose = X.Kind == Op::Field ? J.Who.ofType(J.P[X.Operands[0]].Type) : std::nullopt;
  if (!Whose)
    return std::nullopt;
  return judge::Leftover{.Node = Value, .Who = *Whose, .Path = {}};
}

/// Anything that is not the same for all: what one request brought, or looked up, is no other's.
static std::optional<judge::Leftover> ofOneRequest(Judgement &J, ExprId Value) {
  bool Varies = judge::reaches(J.P, Value, 12, [&](ExprId Part) {
    switch (J.P[Part].Kind) {
    case Op::Param:
    case Op::Call:
    case Op::Each:
    case Op::Element:
      return judge::Step::Found;
    case Op::Fresh:
    case Op::This:
      return judge::Step::Skip;
    default:
      return judge::Step::Into;
    }
  });
  if (!Varies)
    return std::nullopt;
  judge::Identity Who{judge::PrincipalKind::Session, 1.2, "the request at hand brought or looked up the rows", false};
  return judge::Leftover{.Node = Value, .Who = Who, .Path = {}};
}

static std::optional<Filled> filledFor(Judgement &J, const judge::QuerySite &Q, const Temporaries &Known) {
  for (const judge::QueryText &T : Q.Texts)
    for (const sql::Query &Read : sql::readQueries(T.Text)) {
      int Subject = Read.What == sql::Query::Kind::Insert ? Read.subject() : -1;
      if (Subject < 0 || !Known.keeps(Read.Tables[static_cast<size_t>(Subject)].Name))
        continue;
      std::vector<ExprId> Values = Q.Binds;
      Values.insert(Values.end(), T.Holes.begin(), T.Holes.end());
      for (const auto &[Name, Value] : Q.Named)
        Values.push_back(Value);
      std::optional<judge::Leftover> Other;
      for (ExprId Value : Values) {
        auto Left = Value == NoExpr ? std::nullopt : principalOf(J, Value);
        if (Left && Left->Who.Weight >= 0.9)
          return Filled{Read.Tables[static_cast<size_t>(Subject)].Name, *Left};
        if (!Other && Value != NoExpr)
          Other = ofOneRequest(J, Value);
      }
      if (Other)
        return Filled{Read.Tables[static_cast<size_t>(Subject)].Name, *Other};
    }
  return std::nullopt;
}

static std::optional<Filled> filledAt(Judgement &J, Site S, const Temporaries &Known) {
  for (const judge::QuerySite &Q : J.queries(S.Function))
    if (Q.Effect == S.Effect)
      return filledFor(J, Q, Known);
  return std::nullopt;
}

static Finding describeFill(Judgement &J, Site S, const Filled &Fill) {
  const Program &P = J.P;
  std::string Who = describe(P, Fill.Left.Node);
  Finding F = make(P, "crosstalk-shared-session-state", S, "temporary table " + Fill.Table, Who);
  F.Message = "rows for '" + Who + "' stay in the temporary table '" + Fill.Table +
              "' of a connection that later requests use too: nothing empties it";
  F.Reasons = {{"principal", Fill.Left.Who.Why, std::max(1.2, Fill.Left.Who.Weight)},
               {"shared", "a temporary table lives as long as its connection", 1.2},
               {"base", "prior", -1.4}};
  Flow Value;
  Value.Frames = {{placeOf(P, P[Fill.Left.Node].At),
                   "'" + Who + "' is the " + std::string(judge::nameOf(Fill.Left.Who.Kind)) + " of whoever asks"},
                  {placeOf(P, effect(P, S).At), "its rows are put into the table here"}};
  F.Flows = {Value};
  finish(P, F);
  return F;
}

void temporaryTables(Judgement &J, Findings &Out) {
  const Program &P = J.P;
  Temporaries Known;
  for (uint32_t I = 0; I < P.Functions.size(); ++I)
    for (const judge::QuerySite &Q : J.queries(I))
      for (const judge::QueryText &T : Q.Texts) {
        Known.read(T.Text);
        for (const sql::Query &Read : sql::readQueries(T.Text))
          Known.readRows(Read);
      }
  if (Known.Made.empty())
    return;
  for (uint32_t I = 0; I < P.Functions.size(); ++I) {
    const SolvedFunction &F = P.Functions[I];
    if (!isRoot(P, I) || !(isEntered(J, F) || principalInScope(J, F)))
      continue;
    for (const judge::QuerySite &Q : J.queries(I)) {
      auto Fill = filledFor(J, Q, Known);
      if (!Fill || isOwnConnection(P, P[Q.Call]))
        continue;
      Site S{I, Q.Effect};
      for (auto B = below(P, S); B; B = below(P, *B)) {
        auto Lower = filledAt(J, *B, Known);
        if (!Lower)
          break;
        S = *B;
        Fill = Lower;
      }
      Out.push_back(describeFill(J, S, *Fill));
    }
  }
}

} // namespace crosstalk::rules
